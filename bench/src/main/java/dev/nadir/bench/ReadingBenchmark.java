package dev.nadir.bench;

import dev.nadir.data.Dataset;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.NpyWriter;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.matrix.Matrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How fast data files are read, beside a bare pass over the same (unpacked) bytes in the same run.
 *
 * <p>Three shapes of 17-digit numbers and one of small integers, as CSV, gzipped CSV and NPY, are written into a
 * temporary folder. Reader and bare pass alternate; the best of the rounds counts, for noise only adds. Times
 * are CPU seconds of the one reading thread, so a busy machine matters less.
 *
 * <p>Run: {@code bench/run ReadingBenchmark [rounds]}.
 */
public final class ReadingBenchmark {
    private static final int DEFAULT_ROUNDS = 5;

    private ReadingBenchmark() {}

    /** A shape of the measured files. */
    private record Shape(int samples, int features, boolean integers) {
        String name() {
            return samples + "x" + features + (integers ? "-integers" : "");
        }

        long cells() {
            return (long) samples * features;
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(38, 3051, false),
            new Shape(128, 12_625, false),
            new Shape(10_000, 784, false),
            new Shape(10_000, 784, true));

    /** @param arguments the number of rounds, {@value #DEFAULT_ROUNDS} if absent */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
        Path folder = Files.createTempDirectory("nadir-reading");
        try {
            System.out.printf(
                    "%-30s %9s %10s %10s %9s %10s %7s%n",
                    "file", "MB", "bare s", "read s", "ns/cell", "Mcells/s", "ratio");
            for (Shape shape : SHAPES) {
                for (Path file : write(folder, shape)) {
                    report(file, shape, rounds);
                    Files.delete(file);
                }
            }
        } finally {
            Files.delete(folder);
        }
    }

    private static void report(Path file, Shape shape, int rounds) {
        double bare = Double.POSITIVE_INFINITY;
        double read = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            bare = Math.min(bare, seconds(file, ReadingBenchmark::sumOfBytes));
            read = Math.min(read, seconds(file, path -> lastOf(path, shape)));
        }
        System.out.printf(
                Locale.ROOT,
                "%-30s %9.2f %10.4f %10.4f %9.1f %10.2f %7.1f%n",
                file.getFileName(),
                size(file) / 1e6,
                bare,
                read,
                read / shape.cells() * 1e9,
                shape.cells() / read / 1e6,
                read / bare);
    }

    private static double seconds(Path file, ToDoubleFunction<Path> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        double result = work.applyAsDouble(file);
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        if (Double.isNaN(result)) { // uses the result, so that the work cannot be left out
            throw new IllegalStateException("NaN from " + file);
        }
        return seconds;
    }

    private static double lastOf(Path file, Shape shape) {
        try {
            Dataset data = DataReader.read(file, ReadOptions.defaults().withoutRequiredTarget());
            if (data.samples() != shape.samples() || data.inputDim() != shape.features()) {
                throw new IllegalStateException(file + ": got " + data.features());
            }
            return data.features().get(shape.features() - 1, shape.samples() - 1);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The bare pass: every unpacked byte is touched once. */
    private static double sumOfBytes(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            byte[] chunk = new byte[1 << 16];
            long sum = 0;
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                for (int i = 0; i < got; i++) {
                    sum += chunk[i];
                }
            }
            return sum;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<Path> write(Path folder, Shape shape) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Matrix data = Matrix.zeros(shape.features(), shape.samples())
                .map(zero -> shape.integers() ? random.nextInt(256) : random.nextGaussian());
        Path csv = folder.resolve(shape.name() + ".csv");
        Path packed = folder.resolve(shape.name() + ".csv.gz");
        Path npy = folder.resolve(shape.name() + ".npy");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            writeCsv(out, data, shape);
        }
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16), StandardCharsets.UTF_8))) {
            writeCsv(out, data, shape);
        }
        NpyWriter.write(npy, data.transpose());
        return List.of(csv, packed, npy);
    }

    private static void writeCsv(BufferedWriter out, Matrix data, Shape shape) throws IOException {
        for (int i = 0; i < shape.features(); i++) {
            out.write((i == 0 ? "f" : ",f") + i);
        }
        out.newLine();
        for (int j = 0; j < shape.samples(); j++) {
            for (int i = 0; i < shape.features(); i++) {
                double value = data.get(i, j);
                out.write((i == 0 ? "" : ",") + (shape.integers() ? Integer.toString((int) value) : "" + value));
            }
            out.newLine();
        }
    }
}
