package dev.nadir.io.onnx;

import dev.nadir.network.Network;
import java.util.List;
import java.util.Map;

/**
 * A multilayer perceptron read from an ONNX file.
 *
 * @param network the network; float32 parameters are widened, which is exact
 * @param metadata the file's metadata_props
 * @param precision of the file's parameters
 * @param producer the tool that wrote the file, with its version, as it names itself; empty if it does not
 * @param opset version of the default operator set
 * @param notes one line for every step of the import that is not exact, such as a scale folded into a weight with
 *     rounding; empty for files of {@link OnnxWriter}
 */
public record OnnxModel(
        Network network,
        Map<String, String> metadata,
        Precision precision,
        String producer,
        int opset,
        List<String> notes) {

    /** Copies the collections. */
    public OnnxModel {
        metadata = Map.copyOf(metadata);
        notes = List.copyOf(notes);
    }
}
