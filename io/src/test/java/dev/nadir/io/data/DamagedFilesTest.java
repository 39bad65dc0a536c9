package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever carries a checksum is checked, whatever declares a length is held to it, and nothing may follow. */
class DamagedFilesTest {
    private static final int FLIPS = Integer.getInteger("nadir.flips", 150);
    private static final ReadOptions NO_TARGET = ReadOptions.defaults().withoutRequiredTarget();

    @TempDir
    private Path folder;

    private static Matrix numbers() {
        SplittableRandom random = new SplittableRandom(7);
        double[] data = new double[300];
        Arrays.setAll(data, i -> random.nextInt(1000) / 8.0); // compressible, so that deflate has something to do
        return new Matrix(60, 5, data);
    }

    private static byte[] npy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, numbers());
        return out.toByteArray();
    }

    private static byte[] idx() {
        byte[] bytes = new byte[12 + 300];
        ByteBuffer.wrap(bytes).putInt(0x00000802).putInt(60).putInt(5);
        for (int i = 12; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 7);
        }
        return bytes;
    }

    private static byte[] csv() {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 80; i++) {
            text.append(i % 9)
                    .append(',')
                    .append(i * 0.25)
                    .append(",c")
                    .append(i % 3)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[] array, int method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("X.npy");
            entry.setMethod(method);
            CRC32 checksum = new CRC32();
            checksum.update(array);
            entry.setCrc(checksum.getValue());
            entry.setSize(array.length);
            zip.putNextEntry(entry);
            zip.write(array);
        }
        return out.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** Where single-bit errors between two bytes are read as other numbers; some change nothing, as in padding. */
    private List<Integer> accepted(String name, byte[] whole, int from, int to) throws IOException {
        Matrix truth = DataReader.read(file(name, whole), NO_TARGET).features();
        SplittableRandom random = new SplittableRandom(from);
        List<Integer> accepted = new ArrayList<>();
        for (int flip = 0; flip < FLIPS; flip++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(from, to);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                if (!DataReader.read(file(name, damaged), NO_TARGET).features().equals(truth)) {
                    accepted.add(at);
                }
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining(name).hasMessageNotContaining("(null)");
            }
        }
        return accepted;
    }

    @Test
    void noSingleBitErrorInAnArchiveIsRead() throws IOException {
        byte[] stored = zip(npy(), ZipEntry.STORED);
        byte[] deflated = zip(npy(), ZipEntry.DEFLATED);
        int header = 30 + "X.npy".length(); // local header, then the entry
        assertThat(accepted("s.npz", stored, header, header + npy().length)).isEmpty();
        assertThat(accepted("d.npz", deflated, header, deflated.length - 80)).isEmpty();
    }

    @Test
    void noSingleBitErrorInPackedContentOrItsTrailerIsRead() throws IOException {
        for (Object[] each : new Object[][] {{"x.npy.gz", npy()}, {"x.idx.gz", idx()}, {"x.csv.gz", csv()}}) {
            byte[] packed = gzip((byte[]) each[1]);
            assertThat(accepted((String) each[0], packed, 10, packed.length - 8))
                    .isEmpty();
            assertThat(accepted((String) each[0], packed, packed.length - 8, packed.length))
                    .isEmpty();
        }
    }

    @Test
    void noSingleBitErrorInAParquetPageIsRead() throws IOException {
        byte[] whole = Files.readAllBytes(Goldens.path("checksum.parquet"));
        assertThat(accepted("x.parquet", whole, 40, 510)).isEmpty(); // the pages of the first column, after its header
    }

    @Test
    void packedFilesMayHaveMembersAndNothingElse() throws IOException {
        byte[] one = gzip(csv());
        byte[] two = gzip("1,2,c1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(DataReader.read(file("m.csv.gz", joined(one, two))).samples())
                .isEqualTo(81);
        for (int cut = 1; cut < two.length; cut++) {
            byte[] damaged = joined(one, Arrays.copyOf(two, two.length - cut));
            assertThatThrownBy(() -> DataReader.read(file("m.csv.gz", damaged))).isInstanceOf(IOException.class);
        }
        byte[] garbage = joined(one, "garbage".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> DataReader.read(file("m.csv.gz", garbage))).hasMessageContaining("than gzip follows");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Test
    void nothingMayFollowTheLastNumber() throws IOException {
        for (Object[] each : new Object[][] {{"t.npy", npy()}, {"t.idx", idx()}}) {
            byte[] longer = joined((byte[]) each[1], new byte[] {0});
            for (byte[] content : List.of(longer, gzip(longer))) {
                assertThatThrownBy(() -> DataReader.read(file((String) each[0], content), NO_TARGET))
                        .hasMessageContaining("goes on after the last number");
            }
        }
    }

    private void refused(String name, byte[] content, String... parts) {
        assertThatThrownBy(() -> DataReader.read(file(name, content), NO_TARGET))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts);
    }

    private static byte[] npy(int version, String header, byte... content) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) text.length, 0};
        return joined(joined(start, text), content);
    }

    @Test
    void aDozenBytesDoNotTakeMemory() throws IOException {
        String head = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n";
        refused("zero.idx", new byte[] {0, 0, 8, 2, 0, 0, 0, 0, 0x59, 0x68, 0x2F, 0}, "no samples");
        refused("huge.idx", new byte[] {0, 0, 8, 2, 0x59, 0x68, 0x2F, 0, 0, 0, 0, 1}, "1500000000 numbers", "0 bytes");
        refused("z.npy", npy(1, head.formatted("<f8", "0, 100000000")), "no samples");
        refused("z.npy", npy(1, head.formatted("<f8", "100000000, 0")), "no entries");
        refused("z.npy", npy(1, head.formatted("<f8", "2000000000, 1")), "2000000000 numbers of 8 bytes");
        refused("z.npy.gz", gzip(npy(1, head.formatted("<f8", "2000000000, 1"))), "at most");
        refused("z.npy", npy(1, head.formatted("<U0", "200000000,")), "texts of 0 characters");
        refused("z.npy", npy(1, head.formatted("<U1073741824", "3,")), "texts of 1073741824 characters");
        refused("z.npy", npy(1, head.formatted("<U4", "200000000,")), "200000000 texts of 16 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), } x",
                "x {'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'more': 1}",
                "{'descr': '<f8', 'descr': '<f8', 'shape': (1, 1), }",
                "{'descr': True, 'fortran_order': False, 'shape': (1, 1), }",
                "{'descr': '<f8', 'fortran_order': '<f8', 'shape': (1, 1), }"
            })
    void headersThatNumpyDoesNotReadAreRefused(String header) {
        refused("h.npy", npy(1, header, new byte[8]), "not of a plain array");
    }

    @Test
    void unknownVersionsAndBooleansOfOtherValuesAreRefused() {
        String head = "{'descr': '%s', 'fortran_order': False, 'shape': (1, 2), }\n";
        refused("v.npy", npy(9, head.formatted("<f8"), new byte[16]), "version 9.0");
        refused("b.npy", npy(1, head.formatted("|b1"), (byte) 1, (byte) 2), "entry 2 is 2", "0 or 1");
    }

    @Test
    void parquetIsHeldToItsSize() {
        assertRefused("rows_1e8.parquet", "100000000 rows");
        assertRefused("chunk_2e9.parquet", "damaged");
        assertRefused("codec_lz4_legacy.parquet", "compressed with LZ4, which is not read", "snappy");
    }

    private static void assertRefused(String golden, String... parts) {
        assertThatThrownBy(() -> DataReader.read(Goldens.path(golden), NO_TARGET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(golden)
                .hasMessageContainingAll(parts);
    }

    @Test
    void metadataNestedWithoutEndAreRefused() throws IOException {
        int depth = 200_000;
        byte[] footer = new byte[2 * depth + 3];
        footer[0] = (byte) 0xFC; // an unknown field that holds a struct, which holds one, which holds one …
        Arrays.fill(footer, 1, depth + 1, (byte) 0x1C);
        ByteBuffer file = ByteBuffer.allocate(footer.length + 12).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        file.put("PAR1".getBytes(StandardCharsets.US_ASCII)).put(footer).putInt(footer.length);
        file.put("PAR1".getBytes(StandardCharsets.US_ASCII));
        refused("deep.parquet", file.array(), "nested too deep");
    }

    @Test
    void aThousandthOfBlankLinesIsNotUnpackedToTheEnd() throws IOException {
        byte[] blank = "1,2\n3,4\n".concat("\n".repeat(LineBreaks.MOST + 2)).getBytes(StandardCharsets.UTF_8);
        refused("n.csv.gz", gzip(blank), "blank lines in a row");
        byte[] spaces = "1,2\n3,4\n".concat(" \n".repeat(LineBreaks.MOST + 2)).getBytes(StandardCharsets.UTF_8);
        refused("s.csv.gz", gzip(spaces), "blank lines in a row");
    }

    @Test
    void tensOfThousandsOfLabelColumnsAreReadInLinearTime() throws IOException {
        int columns = 40_000;
        StringBuilder labels = new StringBuilder();
        for (int row = 0; row < 3; row++) {
            for (int k = 0; k < columns; k++) {
                labels.append(k == 0 ? "" : ",").append(row == 0 ? "l" + k : "" + (row * 0.5 + k));
            }
            labels.append('\n');
        }
        file("labels.csv", labels.toString().getBytes(StandardCharsets.UTF_8));
        Path data = file("d.csv", "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
        assertThat(DataReader.read(data, ReadOptions.defaults().withTargets("labels.csv"))
                        .target()
                        .orElseThrow()
                        .outputDim())
                .isEqualTo(columns);
    }
}
