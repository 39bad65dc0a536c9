package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.nadir.graph.GraphDefinition;
import java.util.Map;

/**
 * A graph read from an ONNX file.
 *
 * @param graph nodes, stored values, input and output
 * @param metadata the file's metadata_props
 * @param producer the tool that wrote the file, with its version, as it names itself; empty if it does not
 * @param opset version of the default operator set
 * @param file the file as it was parsed, to write it back with other values
 */
public record OnnxGraph(
        GraphDefinition graph, Map<String, String> metadata, String producer, int opset, ModelProto file) {

    /** Copies the map. */
    public OnnxGraph {
        metadata = Map.copyOf(metadata);
    }

    /** The bytes of the file, to tell it from others; what lies in other files is not among them. */
    public byte[] bytes() {
        return file.toByteArray();
    }
}
