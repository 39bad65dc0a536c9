package dev.nadir.app.diagnose;

import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.construct.Accuracy;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.NumericTarget;
import dev.nadir.data.Target;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.Verification;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model that {@code --fix} wrote, measured on the file.
 *
 * @param model the file
 * @param accuracy of what is read back from it
 * @param verification by another engine
 */
record FixedModel(Path model, Accuracy accuracy, Verification verification) {

    /** Writes the network in float64, for the features as their file has them, and measures what was written. */
    static FixedModel write(Path model, NetworkOnData subject, ZeroLossSearch search, Progress progress)
            throws IOException {
        TrainingSet data = subject.raw().trainingSet();
        Network network = subject.onRawFeatures(search.network().orElseThrow());
        OnnxWriter.write(
                model, network, metadata(subject, search.words(), Accuracy.of(network, data)), Precision.FLOAT64);
        Network read = OnnxReader.read(model).network();
        return new FixedModel(
                model, Accuracy.of(read, data), Verification.of(model, read, data.inputs(), data.labels(), progress));
    }

    private static Map<String, String> metadata(NetworkOnData subject, String origin, Accuracy accuracy) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("feature_names", Json.line(subject.dataset().featureNames()));
        Target target = subject.dataset().target().orElseThrow();
        if (target instanceof ClassTarget classes) {
            metadata.put("target_names", Json.line(List.of(classes.columnName())));
            metadata.put("class_names", Json.line(classes.classNames()));
        } else {
            metadata.put("target_names", Json.line(((NumericTarget) target).columnNames()));
        }
        metadata.put("construction", origin.isEmpty() ? "the model as it was" : origin);
        metadata.put("cost", Double.toString(accuracy.cost()));
        metadata.put("relative_cost", Double.toString(accuracy.relativeCost()));
        metadata.put("max_residual", Double.toString(accuracy.maxResidual()));
        return metadata;
    }
}
