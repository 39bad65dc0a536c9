package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.nadir.graph.GraphDefinition;
import java.io.IOException;
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

    /** Whether the file gives one value, and that one. */
    public boolean givesOnly(String value) {
        return file.getGraph().getOutputCount() == 1
                && file.getGraph().getOutput(0).getName().equals(value);
    }

    /**
     * The file with one value as its only output; what lies in other files is not found from another folder.
     *
     * @param value that some node gives
     */
    public byte[] giving(String value) {
        return model(value).toByteArray();
    }

    /**
     * The same with every number and type in float32, for engines that have no float64.
     *
     * @throws IOException if a number cannot be read
     */
    public byte[] givingInSingle(String value) throws IOException {
        return SinglePrecision.of(model(value), graph.initializers()).toByteArray();
    }

    private ModelProto model(String value) {
        ValueInfoProto output = file.getGraph().getOutputList().stream()
                .filter(given -> given.getName().equals(value))
                .findFirst()
                .orElseGet(() -> ValueInfoProto.newBuilder().setName(value).build());
        return file.toBuilder()
                .setGraph(file.getGraph().toBuilder().clearOutput().addOutput(output))
                .build();
    }
}
