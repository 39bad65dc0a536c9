package dev.nadir.app.flow;

import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.graph.GraphModel;
import dev.nadir.io.onnx.GraphWriter;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model at the end of a run as a file: of a graph the user's own file with other values under the same names. */
final class EndModel {
    private EndModel() {}

    /**
     * What was lost in writing.
     *
     * @param relative the largest relative change of an entry by rounding to the file's number types
     * @param cost at the state that the file holds
     */
    record Rounding(double relative, double cost) {}

    /**
     * Refuses before the run what could not be written behind it.
     *
     * @throws IllegalArgumentException with the reason
     */
    static void requireWritable(ModelOnData subject, GivenOptions options) {
        if (subject instanceof NetworkOnData network) {
            network.onRawFeatures(network.network());
        } else if (subject instanceof GraphOnData graph) {
            options.refuse(
                    "--save-model, which writes the model's own file with other values and nothing in front",
                    "--standardize");
            GraphWriter.requireWritable(graph.file(), graph.model().parameterValues());
        }
    }

    /** Writes the file; what rounding did, where the file's type is narrower than float64. */
    static Optional<Rounding> write(
            Path file, ModelOnData subject, LossLandscape landscape, FlowResult result, double... end)
            throws IOException {
        if (subject instanceof GraphOnData graph) {
            GraphModel model = graph.model().withParameters(end);
            GraphWriter.Written written = GraphWriter.write(file, graph.file(), model.parameterValues());
            double cost = landscape.cost(
                    model.withValues(written.values()).parameters().values());
            return written.rounding() == 0 ? Optional.empty() : Optional.of(new Rounding(written.rounding(), cost));
        }
        NetworkOnData network = (NetworkOnData) subject;
        write(file, network, landscape.perceptron().orElseThrow().network(end), result);
        return Optional.empty();
    }

    private static void write(Path file, NetworkOnData subject, Network end, FlowResult result) throws IOException {
        Dataset data = subject.dataset();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("feature_names", Json.line(data.featureNames()));
        data.target().ifPresent(target -> {
            if (target instanceof ClassTarget classes) {
                metadata.put("target_names", Json.line(List.of(classes.columnName())));
                metadata.put("class_names", Json.line(classes.classNames()));
            } else if (target instanceof NumericTarget numbers) {
                metadata.put("target_names", Json.line(numbers.columnNames()));
            }
        });
        metadata.put("flow_end", result.ending().message());
        metadata.put("seed", Long.toString(subject.seed()));
        OnnxWriter.write(file, subject.onRawFeatures(end), metadata, Precision.FLOAT64);
    }
}
