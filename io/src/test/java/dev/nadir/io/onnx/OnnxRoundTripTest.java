package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxRoundTripTest {
    @TempDir
    Path folder;

    static Stream<Activation> activations() {
        return Stream.concat(
                Activations.all().stream(),
                Stream.of(
                        new Elu(0.7), new LeakyRelu(0.1), new LeakyRelu(1.0 / 3), new Softplus(10), new Softplus(0.3)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void float64NetworksComeBackBitForBit(Activation activation) throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            Network network = random(new Random(seed), activation, seed % 2 == 0);
            OnnxModel model = writeAndRead(network, Map.of(), Precision.FLOAT64);
            requireSame(model.network(), network);
            assertThat(model.precision()).isEqualTo(Precision.FLOAT64);
            assertThat(model.opset()).isEqualTo(18);
            assertThat(model.producer()).isEqualTo("nadir");
            assertThat(model.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void float32NetworksComeBackRoundedOnceAndWidenedExactly(Activation activation) throws IOException {
        Network network = random(new Random(5), activation, true);
        OnnxModel model = writeAndRead(network, Map.of(), Precision.FLOAT32);
        double[] rounded =
                Matrix.column(network.parameters()).map(value -> (float) value).data();
        assertThat(model.network().parameters()).containsExactly(rounded);
        assertThat(model.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(model.notes()).isEmpty();
    }

    @Test
    void layersWithoutBiasAndFixedNumbersComeBackAsTheyAre() throws IOException {
        Network network = new Network(List.of(
                Layer.withoutBias(Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}}), new Tanh()),
                new Layer(
                        Matrix.ofRows(new double[][] {{1, 2, 3}}),
                        new double[] {0.1},
                        new Tanh(),
                        new Parametrization(1 / Math.sqrt(3), -Math.log(2), 0.1)),
                new Layer(Matrix.column(1, 2), new double[2], new Identity(), new Parametrization(1.0 / 3, 0, 0))));
        Network read = writeAndRead(network, Map.of(), Precision.FLOAT64).network();
        requireSame(read, network);
        assertThat(read.parameterCount()).isEqualTo(6 + 4 + 2);
        for (int l = 0; l < 3; l++) {
            assertThat(read.layers().get(l).parametrization())
                    .isEqualTo(network.layers().get(l).parametrization());
        }
    }

    @Test
    void signedZerosSubnormalsAndExtremesSurvive() throws IOException {
        double[] odd = {-0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE};
        Network network = new Network(
                Optional.of(new RowScaling(new double[] {-0.0, 0.0}, new double[] {Double.MIN_VALUE, -0.0})),
                List.of(
                        new Layer(new Matrix(2, 2, odd), new double[] {-0.0, -0.0}, new Identity()),
                        new Layer(new Matrix(2, 2, odd), new double[] {0, -0.0}, new Tanh())));
        requireSame(writeAndRead(network, Map.of(), Precision.FLOAT64).network(), network);
    }

    @Test
    void metadataSurvivesWithLineBreaksAndOtherAlphabets() throws IOException {
        Map<String, String> metadata = Map.of("classes", "ALL\nAML,\"x\"", "größe", "日本", "empty", "");
        Network network = random(new Random(1), new Tanh(), false);
        assertThat(writeAndRead(network, metadata, Precision.FLOAT64).metadata())
                .isEqualTo(metadata);
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.writeString(file, "before");
        OnnxWriter.write(file, random(new Random(1), new Tanh(), false), Map.of(), Precision.FLOAT64);
        OnnxReader.read(file);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void parametersThatAreNotFiniteAreNotWritten() throws IOException {
        Path file = folder.resolve("model.onnx");
        Network nan = new Network(List.of(new Layer(Matrix.column(1, Double.NaN), new double[2], new Identity())));
        Network large = new Network(List.of(new Layer(Matrix.column(1, 2), new double[] {0, 1e300}, new Identity())));
        assertThatThrownBy(() -> OnnxWriter.write(file, nan, Map.of(), Precision.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 1 weight: got NaN at position 1, expected numbers that are finite in float64");
        assertThatThrownBy(() -> OnnxWriter.write(file, large, Map.of(), Precision.FLOAT32))
                .hasMessageContaining("layer 1 bias: got 1.0E300 at position 1");
        assertThat(file).doesNotExist();
    }

    @Test
    void modelsBeyondTwoGibibytesAreRefusedWithTheirSize() {
        Matrix shared = Matrix.zeros(2000, 2000); // one array, so that the test stays small
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < 68; l++) {
            layers.add(new Layer(shared, new double[2000], new Identity()));
        }
        assertThatThrownBy(() ->
                        OnnxWriter.write(folder.resolve("big.onnx"), new Network(layers), Map.of(), Precision.FLOAT64))
                .isInstanceOf(IOException.class)
                .hasMessage("big.onnx: 272,136,000 parameters in float64 are 2.03 GiB, and an ONNX file holds less"
                        + " than 2 GiB; use narrower layers or float32");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> OnnxWriter.write(
                        folder.resolve("none/model.onnx"),
                        random(new Random(1), new Tanh(), false),
                        Map.of(),
                        Precision.FLOAT64))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist; create it first");
    }

    private OnnxModel writeAndRead(Network network, Map<String, String> metadata, Precision precision)
            throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(file, network, metadata, precision);
        return OnnxReader.read(file);
    }

    /** Equal to the last bit, which records with arrays do not compare. */
    private static void requireSame(Network actual, Network expected) {
        assertThat(actual.layerDims()).containsExactly(expected.layerDims());
        assertThat(actual.layers().stream().map(Layer::activation))
                .containsExactlyElementsOf(
                        expected.layers().stream().map(Layer::activation).toList());
        assertThat(bits(actual.parameters())).isEqualTo(bits(expected.parameters()));
        assertThat(actual.inputScaling().isPresent())
                .isEqualTo(expected.inputScaling().isPresent());
        if (expected.inputScaling().isPresent()) {
            assertThat(bits(actual.inputScaling().get().offset()))
                    .isEqualTo(bits(expected.inputScaling().get().offset()));
            assertThat(bits(actual.inputScaling().get().factor()))
                    .isEqualTo(bits(expected.inputScaling().get().factor()));
        }
    }

    private static List<Long> bits(double[] values) {
        return java.util.Arrays.stream(values)
                .mapToObj(Double::doubleToRawLongBits)
                .toList();
    }

    private static Network random(Random random, Activation activation, boolean scaled) {
        int depth = 1 + random.nextInt(4);
        int[] dims = random.ints(depth + 1, 1, 9).toArray();
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            double[] weight = gaussian(random, dims[l] * dims[l - 1]);
            Activation sigma = l < depth || random.nextBoolean() ? activation : new Identity();
            layers.add(new Layer(new Matrix(dims[l], dims[l - 1], weight), gaussian(random, dims[l]), sigma));
        }
        Optional<RowScaling> scaling = scaled
                ? Optional.of(new RowScaling(gaussian(random, dims[0]), gaussian(random, dims[0])))
                : Optional.empty();
        return new Network(scaling, layers);
    }

    private static double[] gaussian(Random random, int length) {
        return random.doubles(length).map(u -> (u - 0.5) * 3).toArray();
    }
}
