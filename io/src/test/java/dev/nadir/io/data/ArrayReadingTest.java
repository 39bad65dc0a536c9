package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NPY and NPZ, written by numpy 2.4.6; IDX, written here after its definition. */
class ArrayReadingTest {
    private static final ReadOptions PLAIN = ReadOptions.defaults();
    private static final ReadOptions NO_TARGET = PLAIN.withoutRequiredTarget();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"c_f8.npy", "fortran_f8.npy", "big_f4.npy"})
    void samplesAreRowsInEveryOrder(String name) throws IOException {
        Dataset data = DataReader.read(Goldens.path(name), NO_TARGET);
        assertThat(data.features()).isEqualTo(new Matrix(3, 2, new double[] {1.5, -2.25, 3, 4, 5.5, -6}));
        assertThat(data.featureNames()).containsExactly("x1", "x2", "x3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cube_i2.npy", "cube_fortran_i8.npy"})
    void furtherAxesAreFlattenedInCOrder(String name) throws IOException {
        Dataset data = DataReader.read(Goldens.path(name), NO_TARGET);
        assertThat(data.inputDim()).isEqualTo(6);
        assertThat(data.features().data()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @ParameterizedTest
    @CsvSource({"u1.npy,0,255,128,1", "i1.npy,-128,127,0,1", "u4.npy,4294967295,0,1,2", "bool.npy,1,0,0,1"})
    void everyIntegerTypeIsWidened(String name, double a, double b, double c, double d) throws IOException {
        assertThat(DataReader.read(Goldens.path(name), NO_TARGET).features().data())
                .containsExactly(a, b, c, d);
    }

    @Test
    void notFiniteInexactAndOtherNumbersAreRefused() {
        refused(Goldens.path("nan.npy"), NO_TARGET, "sample 2, column 'x2'", "NaN");
        refused(Goldens.path("wide_i8.npy"), NO_TARGET, "sample 1, column 'x2'", "cannot hold");
        refused(Goldens.path("complex.npy"), NO_TARGET, "type c16", "float64");
        refused(Goldens.path("names.npy"), NO_TARGET, "text");
        refused(Goldens.path("c_f8.npy"), PLAIN, "no labels", "--target");
    }

    private static void refused(Path file, ReadOptions options, String... parts) {
        assertThatThrownBy(() -> DataReader.read(file, options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void labelsComeFromAColumnOrAFileBeside() throws IOException {
        Dataset own = DataReader.read(Goldens.path("c_f8.npy"), PLAIN.withTargets("x3"));
        assertThat(own.features().data()).containsExactly(1.5, -2.25, 4, 5.5);
        Dataset beside = DataReader.read(Goldens.path("c_f8.npy"), PLAIN.withTargets("names.npy"));
        ClassTarget target = (ClassTarget) beside.target().orElseThrow();
        assertThat(target.classNames()).containsExactly("apple", "pear");
        assertThat(target.codes()).containsExactly(1, 0);
        refused(Goldens.path("cube_i2.npy"), PLAIN.withTargets("absent.npy"), "no column 'absent.npy'");
    }

    @Test
    void archivesHoldInputsAndLabels() throws IOException {
        Dataset plain = DataReader.read(Goldens.path("plain.npz"));
        assertThat(((NumericTarget) plain.target().orElseThrow()).labels().data())
                .containsExactly(0.5, 1.5);
        Dataset packed = DataReader.read(Goldens.path("packed.npz"));
        assertThat(((ClassTarget) packed.target().orElseThrow()).classNames()).containsExactly("a", "b");
        assertThat(packed.features()).isEqualTo(plain.features());
        refused(Goldens.path("packed.npz"), PLAIN.withTargets("extra"), "got 3 labels for 2 samples");
        refused(Goldens.path("packed.npz"), PLAIN.withTargets("z"), "no array 'z'", "'extra'");
        refused(Goldens.path("packed.npz"), PLAIN.withInputs("z"), "no array 'z'", "--inputs");
    }

    @Test
    void namesFoundInAModelAreNeverOpenedAsFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("keys.txt"), "alice-key\nbob-key\n");
        Path array = Files.copy(Goldens.path("c_f8.npy"), folder.resolve("X.npy"));
        for (String name : List.of(secret.toString(), "keys.txt", "../" + folder.getFileName() + "/keys.txt")) {
            assertThat(DataReader.read(array, PLAIN.withTargets(name)).target()).isPresent();
            assertThat(DataReader.read(array, PLAIN.withSuggestedTargets(List.of(name)))
                            .target())
                    .isEmpty();
        }
        assertThat(DataReader.read(array, PLAIN.withSuggestedTargets(List.of("x3")))
                        .target())
                .isPresent();
    }

    @Test
    void entriesOfAnArchiveWinOverFilesOfTheSameName() throws IOException {
        Path archive = Files.copy(Goldens.path("packed.npz"), folder.resolve("a.npz"));
        Files.writeString(folder.resolve("target"), "stray\nfile\n");
        ClassTarget target = (ClassTarget)
                DataReader.read(archive, PLAIN.withTargets("target")).target().orElseThrow();
        assertThat(target.classNames()).containsExactly("a", "b");
        assertThat(DataReader.read(archive, PLAIN.withSuggestedTargets(List.of("nowhere")))
                        .target())
                .isPresent();
    }

    @Test
    void columnNumbersWinOverFilesOfTheSameName() throws IOException {
        Path array = Files.copy(Goldens.path("c_f8.npy"), folder.resolve("X.npy"));
        Files.writeString(folder.resolve("3"), "stray\nfile\n");
        assertThat(DataReader.read(array, PLAIN.withTargets("3")).inputDim()).isEqualTo(2);
    }

    @Test
    void truncatedArraysAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Goldens.path("c_f8.npy"));
        Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(bytes, bytes.length - 1));
        refused(cut, NO_TARGET, "declares 6 numbers of 8 bytes, and at most 47 bytes follow");
    }

    @Test
    void writtenArraysAreReadBackBitwise() throws IOException {
        Matrix matrix = Matrix.zeros(301, 77);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = Math.sin(i) * Math.pow(10, i % 600 - 300);
        }
        Path file = folder.resolve("w.npy");
        NpyWriter.write(file, matrix);
        assertThat(DataReader.read(file, NO_TARGET).features()).isEqualTo(matrix.transpose());
        assertThat(folder.toFile().list()).containsExactly("w.npy");
    }

    @Test
    void writerGivesTheBytesOfNumpy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, new Matrix(3, 2, new double[] {1.5, -2.25, 3, 4, 5.5, -6}).transpose());
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(Goldens.path("c_f8.npy")));
    }

    private Path idx(String name, boolean gzip, int[] header, byte... values) throws IOException {
        Path file = folder.resolve(name);
        OutputStream raw = Files.newOutputStream(file);
        try (DataOutputStream out = new DataOutputStream(gzip ? new GZIPOutputStream(raw) : raw)) {
            for (int word : header) {
                out.writeInt(word);
            }
            out.write(values);
        }
        return file;
    }

    @Test
    void imagesFindTheirLabels() throws IOException {
        Path images = idx(
                "t-images-idx3-ubyte.gz", true, new int[] {0x803, 2, 1, 2}, (byte) 0, (byte) 255, (byte) 7, (byte) 9);
        idx("t-labels-idx1-ubyte", false, new int[] {0x801, 2}, (byte) 3, (byte) 1);
        Dataset data = DataReader.read(images);
        assertThat(data.features().data()).containsExactly(0, 255, 7, 9);
        ClassTarget target = (ClassTarget) data.target().orElseThrow();
        assertThat(target.classNames()).containsExactly("1", "3");
        assertThat(target.codes()).containsExactly(1, 0);
    }

    @Test
    void idxHoldsSignedBytesAndWords() throws IOException {
        Path bytes = idx("a", false, new int[] {0x902, 1, 2}, (byte) -3, (byte) 4);
        assertThat(DataReader.read(bytes, NO_TARGET).features().data()).containsExactly(-3, 4);
        Path floats = idx("b", false, new int[] {0xD02, 1, 1, Float.floatToIntBits(0.5f)});
        assertThat(DataReader.read(floats, NO_TARGET).features().data()).containsExactly(0.5);
        Path doubles = idx("c", false, new int[] {0xE02, 1, 1, 0x3FF80000, 0});
        assertThat(DataReader.read(doubles, NO_TARGET).features().data()).containsExactly(1.5);
        Path shorts = idx("d", false, new int[] {0xB02, 1, 2, 0xFFFE0003});
        assertThat(DataReader.read(shorts, NO_TARGET).features().data()).containsExactly(-2, 3);
        Path cut = idx("e", false, new int[] {0xC02, 2, 2, 1});
        refused(cut, NO_TARGET, "declares 4 numbers of 4 bytes, and at most 4 bytes follow");
        Path huge = idx("f", false, new int[] {0x802, 0x7FFFFFFF, 9});
        refused(huge, NO_TARGET, "exceeds");
    }
}
