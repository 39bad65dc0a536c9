package dev.nadir.io.fuzz;

import dev.nadir.io.data.NpyWriter;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Whole files to start from: the goldens of the readers' tests, and small ones made here. */
final class Corpus {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/nadir/io");

    private Corpus() {}

    static List<byte[]> of(String format, Path folder) throws IOException {
        return switch (format) {
            case "csv" -> texts();
            case "csv.gz" -> packed(texts());
            case "npy" -> goldens("data", ".npy");
            case "npz" -> archives();
            case "idx" -> arrays();
            case "idx.gz" -> packed(arrays());
            case "safetensors" -> goldens("data", ".safetensors");
            case "parquet" -> goldens("data", ".parquet");
            case "onnx" -> models(folder);
            default -> throw new IllegalArgumentException(format);
        };
    }

    /** Words of the format that a byte-wise change would hardly spell. */
    static List<String> words(String format) {
        return switch (format) {
            case "csv", "csv.gz" ->
                List.of(
                        "\"",
                        "\"\"",
                        ",",
                        ";",
                        "\t",
                        "|",
                        "\n",
                        "\r\n",
                        "\r",
                        "\0",
                        "NaN",
                        "-Infinity",
                        "1e999",
                        "-0.0",
                        "0x1p3",
                        "1f",
                        "--1",
                        "1,5",
                        "é",
                        "\u2028",
                        "NA",
                        "null",
                        "class",
                        " ",
                        "\ufeff",
                        "1e",
                        "9".repeat(400),
                        "=cmd()",
                        "<b>",
                        "\u001b[31m");
            case "npy", "npz" ->
                List.of(
                        "'descr': '>i4'",
                        "'descr': '|O'",
                        "'descr': '<U2147483647'",
                        "'descr': '|S0'",
                        "'descr': '<U0'",
                        "'descr': '<c16'",
                        "'descr': '<f2'",
                        "'fortran_order': True",
                        "'shape': (0,)",
                        "'shape': (0, 2000000000)",
                        "'shape': (2000000000, 0)",
                        "'shape': (2147483639,)",
                        "'shape': (65536, 65536, 65536, 65536)",
                        "'shape': (-1, 3)",
                        "'shape': ()",
                        "'shape': (99999999999999999999,)",
                        "'shape': (1, 3000000)",
                        "'shape': (300000000, 1)");
            case "safetensors" ->
                List.of(
                        "\"F32\"",
                        "\"I64\"",
                        "\"F8_E4M3\"",
                        "[0]",
                        "[4294967296]",
                        "[2147483647,2147483647,2147483647]",
                        "[-1]",
                        "[1e3]",
                        "[0,9223372036854775807]",
                        "[0,18446744073709551615]",
                        "[8,0]",
                        "\"shape\":[1,1,1,1,1,1,1,1],",
                        "\"__metadata__\":{},",
                        "{\"a\":",
                        "}",
                        "null",
                        " ");
            default -> List.of();
        };
    }

    private static List<byte[]> goldens(String folder, String ending) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(GOLDENS.resolve(folder))) {
            for (Path file : all.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static List<byte[]> texts() {
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            wide.append(i % 300 == 0 ? "\n" : ",").append(Math.sin(i));
        }
        return Stream.of(
                        "a,b,class\n1,2,u\n3.5,-4e-3,v\n5,6,u\n",
                        "1;2;3\n4;5;6\n7;8;9.25\n",
                        "x1\tx2\ty\n0.1\t0.2\t1\n0.3\t0.4\t0\n",
                        "\ufeffname,\"a \"\"quoted\"\" one\",y\n1,2,\"x\ny\"\n3,4,z\n",
                        wide.substring(1))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> packed(List<byte[]> files) throws IOException {
        List<byte[]> packed = new ArrayList<>();
        for (byte[] file : files) {
            packed.add(gzip(file));
        }
        return packed;
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static List<byte[]> archives() throws IOException {
        List<byte[]> archives = new ArrayList<>(goldens("data", ".npz"));
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        NpyWriter.write(array, new Matrix(3, 2, new double[] {1, 2, 3, 4, 5, 6}));
        archives.add(zip(List.of("X.npy", "y.npy"), List.of(array.toByteArray(), array.toByteArray())));
        return archives;
    }

    static byte[] zip(List<String> names, List<byte[]> contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(contents.get(i));
            }
        }
        return out.toByteArray();
    }

    private static List<byte[]> arrays() {
        List<byte[]> arrays = new ArrayList<>();
        for (int[] each : new int[][] {{0x08, 1}, {0x09, 1}, {0x0B, 2}, {0x0C, 4}, {0x0D, 4}, {0x0E, 8}}) {
            ByteBuffer array = ByteBuffer.allocate(16 + 24 * each[1]);
            array.putInt(each[0] << 8 | 3).putInt(4).putInt(3).putInt(2);
            for (int i = 0; array.hasRemaining(); i++) {
                array.put((byte) (i % 3));
            }
            arrays.add(array.array());
        }
        return arrays;
    }

    private static List<byte[]> models(Path folder) throws IOException {
        List<byte[]> models = new ArrayList<>(goldens("onnx", ".onnx"));
        Files.write(folder.resolve("weights"), new byte[512]);
        double[] weight = new double[6];
        Arrays.setAll(weight, i -> i - 2.5);
        for (Activation activation : Activations.all()) {
            Network network = new Network(
                    Optional.of(new RowScaling(new double[] {1, 2}, new double[] {0.5, 4})),
                    List.of(
                            new Layer(new Matrix(3, 2, weight), new double[] {1, 0, -1}, activation),
                            new Layer(new Matrix(2, 3, weight), new double[] {0, 3}, new Identity())));
            Path file = folder.resolve("seed.onnx");
            OnnxWriter.write(file, network, Map.of("target_names", "[\"weights\"]"), Precision.FLOAT64);
            models.add(Files.readAllBytes(file));
        }
        return models;
    }
}
