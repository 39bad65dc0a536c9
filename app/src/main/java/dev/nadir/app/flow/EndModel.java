package dev.nadir.app.flow;

import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network at the end of a run as a model file, with what it is for. */
final class EndModel {
    private EndModel() {}

    static void write(Path file, NetworkOnData subject, Network end, FlowResult result) throws IOException {
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
