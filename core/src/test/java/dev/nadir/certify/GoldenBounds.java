package dev.nadir.certify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activations;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** bounds.json: mpmath, 50 digits; -Dnadir.bounds=FILE reads a longer file of the same kind. */
final class GoldenBounds {
    private GoldenBounds() {}

    static JsonNode read() {
        String longer = System.getProperty("nadir.bounds");
        try (InputStream in = longer == null
                ? GoldenBounds.class.getResourceAsStream("bounds.json")
                : Files.newInputStream(Path.of(longer))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number given as two doubles. */
    static BigDecimal exact(JsonNode pair) {
        return new BigDecimal(pair.get(0).asDouble())
                .add(new BigDecimal(pair.get(1).asDouble()));
    }

    static double[] array(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    static Matrix rows(JsonNode node) {
        double[][] rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = array(node.get(i));
        }
        return Matrix.ofRows(rows);
    }

    static Network network(JsonNode node) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : node.get("layers")) {
            double[] cdb = array(layer.get("cdb"));
            layers.add(new Layer(
                    rows(layer.get("weight")),
                    array(layer.get("bias")),
                    Activations.byName(layer.get("activation").asText()),
                    new Parametrization(cdb[0], cdb[1], cdb[2])));
        }
        return new Network(Optional.of(new RowScaling(array(node.get("offset")), array(node.get("factor")))), layers);
    }

    static TrainingSet data(JsonNode node) {
        return new TrainingSet(
                rows(node.get("inputs")).transpose(), rows(node.get("labels")).transpose());
    }
}
