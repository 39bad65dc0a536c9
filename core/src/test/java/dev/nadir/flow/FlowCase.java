package dev.nadir.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One golden flow: a network with data, and where the flow is at given times. */
public record FlowCase(String name, LossLandscape landscape, double[] times, double[][] theta, double[] cost) {

    static List<FlowCase> read(String resource) {
        try (InputStream in = FlowCase.class.getResourceAsStream(resource)) {
            List<FlowCase> cases = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
                cases.add(of(node));
            }
            return cases;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static FlowCase of(JsonNode node) {
        double[] dims = numbers(node.get("layerDims"));
        Network network = network(dims, node.get("activation").asText(), rows(node.path("parametrizations")))
                .withParameters(numbers(node.get("theta0")));
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(rows(node.get("inputs"))).transpose(),
                Matrix.ofRows(rows(node.get("labels"))).transpose());
        return new FlowCase(
                node.get("name").asText(),
                new LossLandscape(network, data),
                numbers(node.get("times")),
                rows(node.get("theta")),
                numbers(node.get("cost")));
    }

    public static Network network(double[] dims, String activation, double[] theta) {
        return network(dims, activation, new double[0][]).withParameters(theta);
    }

    /** With all parameters 0; ordinary layers unless c, d, β of each are given. */
    private static Network network(double[] dims, String activation, double[][] fixed) {
        Activation hidden = Activations.byName(activation);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Parametrization parametrization = fixed.length == 0
                    ? Parametrization.STANDARD
                    : new Parametrization(fixed[l - 1][0], fixed[l - 1][1], fixed[l - 1][2]);
            layers.add(new Layer(
                    Matrix.zeros((int) dims[l], (int) dims[l - 1]),
                    new double[(int) dims[l]],
                    l + 1 < dims.length ? hidden : new Identity(),
                    parametrization));
        }
        return new Network(layers);
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static double[][] rows(JsonNode array) {
        double[][] rows = new double[array.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers(array.get(i));
        }
        return rows;
    }

    @Override
    public String toString() {
        return name;
    }
}
