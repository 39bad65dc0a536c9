package dev.nadir.io.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    @TempDir
    Path folder;

    static List<Activation> activations() {
        return Activations.all();
    }

    @Test
    void theEngineDoesNotStartWhereItWouldSendTelemetry() {
        for (String setting : new String[] {null, "", "0", "true"}) {
            assertThatThrownBy(() -> OnnxRuntimeEngine.requireNoTelemetry(setting))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("telemetry")
                    .hasMessageContaining("./nadir");
        }
        OnnxRuntimeEngine.requireNoTelemetry("1");
    }

    @ParameterizedTest
    @MethodSource("activations")
    void deepNetworksOnRawFeaturesAgreeInBothEngines(Activation activation) throws Exception {
        Random random = new Random(11);
        Network network = network(random, activation, 12, 20, 20, 20, 3);
        Matrix inputs = gaussian(random, 12, 70, 1).map(x -> 1000 + 50 * x);
        Matrix labels = network.evaluate(inputs);
        Verification verification = verify(network, inputs, labels, Precision.FLOAT64);
        boolean gelu = activation instanceof Gelu;
        double eps = gelu ? Math.ulp(1.0f) : Math.ulp(1.0);
        // four products of 20 terms; the standardized features carry the rounding of 1000/50
        double tolerance = 4 * 20 * 20 * eps * Math.max(1, labels.maxAbs());
        assertThat(verification.maxDifference()).isLessThanOrEqualTo(tolerance);
        assertThat(verification.maxResidual()).isEqualTo(verification.maxDifference());
        assertThat(verification.cost()).isLessThanOrEqualTo(2 * tolerance * tolerance);
        assertThat(verification.precision()).isEqualTo(gelu ? Precision.FLOAT32 : Precision.FLOAT64);
        assertThat(verification.engine()).startsWith("ONNX Runtime 1.");
        if (gelu) {
            assertThat(verification.note()).contains("Erf").contains("a float32 copy was run");
        } else {
            assertThat(verification.note()).isEmpty();
        }
    }

    @Test
    void float32FilesRunInFloat32() throws Exception {
        Random random = new Random(2);
        Network network = network(random, new Tanh(), 5, 7, 2);
        Matrix inputs = gaussian(random, 5, 9, 1);
        Verification verification = verify(network, inputs, network.evaluate(inputs), Precision.FLOAT32);
        assertThat(verification.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(verification.maxDifference()).isBetween(1e-12, 100 * (double) Math.ulp(1f));
    }

    @Test
    void batchesGiveWhatOneRunGives() throws Exception {
        Random random = new Random(3);
        Network network = network(random, new Tanh(), 3000, 4, 2);
        Matrix inputs = gaussian(random, 3000, 1500, 1); // 4.5 million numbers: two batches
        List<Double> fractions = new ArrayList<>();
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(file, inputs, (stage, fraction) -> fractions.add(fraction));
            Matrix outputs = ((EngineResult.Ran) result).outputs();
            // sums of 3000 products of size about 0.1
            assertThat(outputs.minus(network.evaluate(inputs)).maxAbs()).isLessThanOrEqualTo(3000 * Math.ulp(1.0));
        }
        assertThat(fractions).hasSizeGreaterThan(1).isSorted();
    }

    @Test
    void largeBiasesAreRoundedAgainstOnce() throws Exception {
        int inputDim = 3000;
        Random random = new Random(4);
        Matrix weight = gaussian(random, 4, inputDim, 1);
        double[] bias = {1e8, -1e8, 3e7, 7e7};
        Network network = new Network(List.of(new Layer(weight, bias, new Identity())));
        Matrix inputs = gaussian(random, inputDim, 20, 1);
        Verification verification = verify(network, inputs, network.evaluate(inputs), Precision.FLOAT64);
        // two engines, each rounding once to half an ulp of 1e8
        assertThat(verification.maxDifference()).isLessThanOrEqualTo(Math.ulp(1e8));
    }

    @Test
    void damagedFilesAreAValueWithTheReason() throws Exception {
        Path file = folder.resolve("model.onnx");
        Files.writeString(file, "not a model");
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(file, Matrix.zeros(2, 3), Progress.NONE);
            assertThat(result).isInstanceOf(EngineResult.CouldNotRun.class);
            assertThat(((EngineResult.CouldNotRun) result).reason())
                    .isNotBlank()
                    .doesNotContain("\n");
        }
    }

    private Verification verify(Network network, Matrix inputs, Matrix labels, Precision precision) throws Exception {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(file, network, Map.of("seed", "1"), precision);
        return Verification.of(file, network, inputs, labels, Progress.NONE);
    }

    /** Standardizes features of mean 1000 and deviation 50; weights keep the activations' size. */
    private static Network network(Random random, Activation activation, int... dims) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Matrix weight = gaussian(random, dims[l], dims[l - 1], 0.5 / Math.sqrt(dims[l - 1]));
            Activation sigma = l < dims.length - 1 ? activation : new Identity();
            layers.add(new Layer(weight, gaussian(random, dims[l], 1, 0.3).data(), sigma));
        }
        double[] offset = gaussian(random, dims[0], 1, 5).map(x -> 1000 + x).data();
        double[] factor = gaussian(random, dims[0], 1, 0.001).map(x -> 0.02 + x).data();
        return new Network(dims[0] == 12 ? Optional.of(new RowScaling(offset, factor)) : Optional.empty(), layers);
    }

    private static Matrix gaussian(Random random, int rows, int columns, double deviation) {
        return Matrix.zeros(rows, columns).map(zero -> deviation * random.nextGaussian());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void modelsOfOneFeatureLoseNoDigitInTheSecondEngine(Activation activation) throws Exception {
        Random random = new Random(3);
        Network drawn = network(random, activation, 1, 40, 2);
        for (double offset : new double[] {0, 0.3, 1e-160}) {
            RowScaling scaling = new RowScaling(new double[] {offset}, new double[] {1.0902120127491663});
            Network network = new Network(Optional.of(scaling), drawn.layers());
            Matrix inputs = gaussian(random, 1, 50, 1);
            Verification verification = verify(network, inputs, network.evaluate(inputs), Precision.FLOAT64);
            assertThat(verification.agrees()).isTrue();
            boolean gelu = activation instanceof Gelu; // ONNX Runtime has it in float32 only
            assertThat(verification.relativeCost()).isLessThan(gelu ? 1e-9 : 1e-24);
            assertThat(OnnxReader.read(folder.resolve("model.onnx")).network().inputScaling())
                    .hasValueSatisfying(read -> {
                        assertThat(read.offset()).containsExactly(scaling.offset());
                        assertThat(read.factor()).containsExactly(scaling.factor());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e-100, 1e-46, 1e-45, 1, 1e150})
    void labelsOfAnySizeAgree(double size) throws Exception {
        Random random = new Random(5);
        Network drawn = network(random, new Tanh(), 3, 12, 1);
        Layer last = drawn.layers().get(1);
        Layer scaled = new Layer(last.weight().map(w -> w * size), new double[] {0.7 * size}, new Identity());
        Network network = new Network(List.of(drawn.layers().get(0), scaled));
        Matrix inputs = gaussian(random, 3, 50, 1);
        Verification verification = verify(network, inputs, network.evaluate(inputs), Precision.FLOAT64);
        assertThat(verification.agrees()).isTrue();
        // 15 terms of size 1 in units of the labels
        assertThat(verification.maxDifference()).isLessThan(64 * Math.ulp(1.0) * size);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-160, 1e-12, 1, 1e100})
    void anotherNetworkDoesNotAgreeHoweverSmallItsOutputs(double size) throws Exception {
        Random random = new Random(7);
        Network drawn = network(random, new Tanh(), 3, 12, 1);
        Layer last = drawn.layers().get(1);
        Matrix weight = last.weight().map(w -> w * size);
        Network network =
                new Network(List.of(drawn.layers().get(0), new Layer(weight, new double[] {size}, new Identity())));
        Network other = new Network(List.of(
                drawn.layers().get(0), new Layer(weight, new double[] {size * (1 + 1e-9)}, new Identity())));
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        Matrix inputs = gaussian(random, 3, 50, 1);
        Verification verification = Verification.of(file, other, inputs, network.evaluate(inputs), Progress.NONE);
        assertThat(verification.agrees()).isFalse();
        assertThat(verification.share()).isBetween(10.0, 1e9);
    }
}
