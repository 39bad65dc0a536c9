package dev.nadir.jacobian.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import dev.nadir.network.Initialization;
import dev.nadir.network.activation.Tanh;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** One golden case of loss/losses.json (oracle: losses.py beside it, mpmath with 40 digits). */
record LossCase(String name, Loss loss, NetworkModel model, Matrix inputs, Matrix labels, JsonNode golden) {

    static List<LossCase> all() {
        try (InputStream stream = LossCase.class.getResourceAsStream("/dev/nadir/loss/losses.json")) {
            List<LossCase> cases = new ArrayList<>();
            new ObjectMapper().readTree(stream).get("cases").forEach(node -> cases.add(of(node)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LossCase named(String name) {
        return all().stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
    }

    private static LossCase of(JsonNode node) {
        int[] dims = new ObjectMapper().convertValue(node.get("dims"), int[].class);
        NetworkModel shape = new NetworkModel(Initialization.byName("ntk").network(dims, new Tanh(), 1));
        double[] theta = new ObjectMapper().convertValue(node.get("theta"), double[].class);
        // ntk draws standard parametrizations: z = W a + b
        return new LossCase(
                node.get("name").asText(),
                Loss.parse(node.get("loss").asText()),
                shape.withParameters(theta),
                matrix(node.get("inputs")),
                matrix(node.get("labels")),
                node);
    }

    private static Matrix matrix(JsonNode rows) {
        return Matrix.ofRows(new ObjectMapper().convertValue(rows, double[][].class))
                .transpose();
    }

    Evaluation evaluation() {
        return model.at(inputs);
    }

    double expected(String field) {
        return golden.get(field).asDouble();
    }

    @Override
    public String toString() {
        return name;
    }
}
