package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.graph.GraphModel;
import dev.nadir.jacobian.spectrum.ConvexSplit;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cross-entropy and flows of the same files against the same oracle as {@link GraphGoldenTest}. */
class GraphLossTest {

    private static JsonNode expected(String name) throws IOException {
        return new ObjectMapper()
                .readTree(GraphGoldenTest.resource("expected.json").toFile())
                .get(name);
    }

    private static GraphModel model(String name, Matrix inputs) throws IOException {
        OnnxGraph file = GraphReader.read(GraphGoldenTest.resource(name + ".onnx"), GraphReader.OutputChoice.ONLY);
        return GraphModel.of(file.graph(), file.graph().input().sampleShape(inputs.rows()));
    }

    /** The last column, c0, c1, … in the order of the outputs. */
    private static Matrix classes(String name, int count) throws IOException {
        List<String> lines = Files.readAllLines(GraphGoldenTest.resource(name + ".csv"));
        Matrix labels = Matrix.zeros(count, lines.size() - 1);
        IntStream.range(1, lines.size()).forEach(i -> {
            String code = lines.get(i).substring(lines.get(i).lastIndexOf(",c") + 2);
            labels.data()[(i - 1) * count + Integer.parseInt(code.strip())] = 1;
        });
        return labels;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cnn-batchnorm-legacy",
                "cnn-batchnorm-dynamo",
                "cnn-batchnorm-keepbn",
                "cnn-small-legacy",
                "resnet-smooth-legacy",
                "resnet-smooth-keepbn",
                "mixer-legacy",
                "mixer-dynamo",
                "mlp-layernorm-legacy",
                "mlp-layernorm-dynamo",
                "lstm-legacy",
                "tcn-legacy",
                "tcn-dynamo",
                "transformer-encoder-legacy",
                "transformer-encoder-dynamo"
            })
    void crossEntropyAndItsSplitAreThoseOfTorch(String name) throws IOException {
        JsonNode golden = expected(name).get("crossEntropy");
        Matrix inputs = GraphGoldenTest.columns(name, 'x');
        Evaluation at = model(name, inputs).at(inputs);
        ConvexSplit split =
                ConvexSplit.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), classes(name, at.outputDim()));
        double cost = golden.get("cost").asDouble();
        assertThat(split.cost()).isCloseTo(cost, within(1e-8 * cost));
        assertThat(split.gradientNorm()).isCloseTo(golden.get("gradientNorm").asDouble(), within(1e-8 * cost));
        // where the infimum is 0 and not attained, the oracle stopped at 5e-10
        assertThat(split.blocked()).isCloseTo(golden.get("lossBlocked").asDouble(), within(1e-6 * cost));
        assertThat(split.bound())
                .isLessThanOrEqualTo(golden.get("lossBlocked").asDouble() + 1e-14)
                .isGreaterThan(split.blocked() - 1e-6 * cost);
    }

    /** The two quickest of the five that the oracle has; the others were run once. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet-smooth-keepbn", "mlp-layernorm-legacy"})
    void costsAlongTheFlowAreThoseOfSciPy(String name) throws IOException {
        JsonNode golden = expected(name).get("flow").get("cost");
        Matrix inputs = GraphGoldenTest.columns(name, 'x');
        TrainingSet data = new TrainingSet(inputs, GraphGoldenTest.columns(name, 'y'));
        LossLandscape landscape = new LossLandscape(model(name, inputs), data);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(1e-8), 0, 1, 10)
                .withLimits(100_000, 0);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        double start = expected(name).get("cost").asDouble();
        assertThat(found.samples()).hasSize(3);
        for (int k = 0; k < 2; k++) {
            assertThat(found.samples().get(k + 1).cost())
                    .isCloseTo(golden.get(k).asDouble(), within(1e-6 * start));
        }
    }
}
