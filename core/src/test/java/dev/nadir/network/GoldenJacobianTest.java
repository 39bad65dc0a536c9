package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and backward pass against jacobian.json: mpmath, 50 digits; row i Q + q of D is one pull-back. */
class GoldenJacobianTest {
    private static final double EPS = Math.ulp(1.0);

    private record Case(String name, Network network, Matrix inputs, Matrix outputs, Matrix jacobian) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = GoldenJacobianTest.class.getResourceAsStream("/dev/nadir/jacobian.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false).map(GoldenJacobianTest::read).toList().stream();
        }
    }

    private static Case read(JsonNode node) {
        List<Layer> layers = new ArrayList<>();
        int count = node.get("weights").size();
        for (int l = 0; l < count; l++) {
            Activation activation = l == count - 1
                    ? new Identity()
                    : Activations.byName(node.get("activation").asText());
            layers.add(new Layer(
                    matrix(node.get("weights").get(l)), array(node.get("biases").get(l)), activation));
        }
        return new Case(
                node.get("name").asText(),
                new Network(layers),
                matrix(node.get("inputs")).transpose(),
                matrix(node.get("outputs")).transpose(),
                matrix(node.get("jacobian")));
    }

    private static Matrix matrix(JsonNode rows) {
        double[][] arrays = new double[rows.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = array(rows.get(i));
        }
        return Matrix.ofRows(arrays);
    }

    private static double[] array(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** 100 ε: at most 4 layers of width 6, each adding a few ulp of the activation and 6 of the dot product. */
    @ParameterizedTest
    @MethodSource("cases")
    void outputsAgree(Case golden) {
        Matrix outputs = golden.network().evaluate(golden.inputs());
        double tolerance = 100 * EPS * (1 + golden.outputs().maxAbs());
        assertThat(outputs.minus(golden.outputs()).maxAbs()).isLessThan(tolerance);
        assertThat(golden.network().forward(golden.inputs()).outputs()).isEqualTo(outputs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pullBackOfUnitCotangentsIsTheJacobian(Case golden) {
        ForwardPass pass = golden.network().forward(golden.inputs());
        int q = golden.network().outputDim();
        double tolerance = 100 * EPS * (1 + golden.jacobian().maxAbs());
        for (int row = 0; row < golden.jacobian().rows(); row++) {
            Matrix unit = Matrix.zeros(q, golden.inputs().columns());
            unit.data()[row] = 1; // column i, row q is entry i Q + q
            double[] expected = golden.jacobian().rowArray(row);
            assertThat(pass.pullBack(unit)).containsExactly(expected, within(tolerance));
        }
    }
}
