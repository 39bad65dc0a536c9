package dev.nadir.jacobian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** One golden case of jacobian.json (oracle: mpmath with 50 digits), shared by all Jacobian tests. */
public record JacobianCase(
        String name,
        Network network,
        Matrix inputs,
        Matrix outputs,
        Matrix jacobian,
        double[] singularValues,
        int exactRank) {

    public static List<JacobianCase> all() {
        try (InputStream stream = JacobianCase.class.getResourceAsStream("/dev/nadir/jacobian.json")) {
            List<JacobianCase> cases = new ArrayList<>();
            new ObjectMapper().readTree(stream).get("cases").forEach(node -> cases.add(of(node)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JacobianCase named(String name) {
        return all().stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
    }

    public TrainingJacobian operator() {
        return TrainingJacobian.of(network, inputs);
    }

    private static JacobianCase of(JsonNode node) {
        Activation activation = Activations.byName(node.get("activation").asText());
        List<Layer> layers = new ArrayList<>();
        int last = node.get("weights").size() - 1;
        for (int l = 0; l <= last; l++) {
            Matrix weight = matrix(node.get("weights").get(l));
            double[] bias = array(node.get("biases").get(l));
            layers.add(new Layer(weight, bias, l == last ? new Identity() : activation));
        }
        return new JacobianCase(
                node.get("name").asText(),
                new Network(layers),
                matrix(node.get("inputs")).transpose(),
                matrix(node.get("outputs")).transpose(),
                matrix(node.get("jacobian")),
                array(node.get("singularValues")),
                node.get("exactRank").asInt());
    }

    private static Matrix matrix(JsonNode rows) {
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = array(rows.get(i));
        }
        return Matrix.ofRows(values);
    }

    private static double[] array(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    @Override
    public String toString() {
        return name;
    }
}
