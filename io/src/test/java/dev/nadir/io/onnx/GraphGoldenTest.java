package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.graph.GraphModel;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Parameter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of PyTorch's exporters against an interpreter of ONNX on torch in float64, differentiated by torch.func.jacrev: see README.md
 * beside them.
 */
class GraphGoldenTest {

    static Path resource(String name) {
        try {
            return Path.of(GraphGoldenTest.class.getResource("graph/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Columns of the table whose names start with a letter and a number, one sample per column of the result. */
    static Matrix columns(String name, char letter) throws IOException {
        List<String> lines = Files.readAllLines(resource(name + ".csv"));
        String[] header = lines.get(0).split(",");
        List<Integer> chosen = new ArrayList<>();
        for (int c = 0; c < header.length; c++) {
            if (header[c].matches(letter + "[0-9]+")) {
                chosen.add(c);
            }
        }
        Matrix matrix = Matrix.zeros(chosen.size(), lines.size() - 1);
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",");
            for (int k = 0; k < chosen.size(); k++) {
                matrix.data()[(i - 1) * chosen.size() + k] = Double.parseDouble(cells[chosen.get(k)]);
            }
        }
        return matrix;
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
                "unet-legacy",
                "lstm-legacy",
                "tcn-legacy",
                "tcn-dynamo",
                "transformer-encoder-legacy",
                "transformer-encoder-dynamo"
            })
    void parametersRankCostAndSplitAreThoseOfTorch(String name) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(resource("expected.json").toFile()).get(name);
        OnnxGraph file = GraphReader.read(resource(name + ".onnx"), GraphReader.OutputChoice.ONLY);
        Matrix inputs = columns(name, 'x');
        GraphModel model = GraphModel.of(file.graph(), file.graph().input().sampleShape(inputs.rows()));
        Map<String, List<Integer>> shapes = new TreeMap<>();
        for (Parameter parameter : model.parameters().all()) {
            shapes.put(parameter.name(), parameter.shape());
        }
        Map<String, List<Integer>> torch = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : expected.get("parameters").properties()) {
            List<Integer> shape = new ArrayList<>();
            entry.getValue().forEach(axis -> shape.add(axis.asInt()));
            torch.put(entry.getKey(), shape);
        }
        assertThat(shapes).isEqualTo(torch);
        assertThat(model.parameters().count())
                .isEqualTo(expected.get("parameterCount").asInt());

        JacobianSpectrum spectrum = JacobianSpectrum.of(model.at(inputs));
        LossSplit split = LossSplit.of(model.at(inputs), spectrum, columns(name, 'y'));
        double cost = expected.get("cost").asDouble();
        assertThat(spectrum.rank().rank()).isEqualTo(expected.get("rank").asInt());
        // both sides are float64 throughout: what is asked is far above their rounding
        double relative = 1e-8;
        assertThat(split.cost()).isCloseTo(cost, within(relative * cost));
        assertThat(split.gradientNorm()).isCloseTo(expected.get("gradientNorm").asDouble(), within(relative * cost));
        assertThat(split.reachable()).isCloseTo(expected.get("lossReachable").asDouble(), within(relative * cost));
        assertThat(split.blocked()).isCloseTo(expected.get("lossBlocked").asDouble(), within(relative * cost));
        double[] values = spectrum.singularValues();
        for (int k = 0; k < values.length; k++) {
            assertThat(values[k])
                    .as("σ_%d of %s", k + 1, name)
                    .isCloseTo(expected.get("singularValues").get(k).asDouble(), within(1e-9 * values[0]));
        }
    }
}
