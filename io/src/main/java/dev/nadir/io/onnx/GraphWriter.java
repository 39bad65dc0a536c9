package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.io.file.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes a graph's own file again with other values under the same names: nodes, attributes, metadata stay as they are. Every
 * value keeps the number type it has in the file.
 */
public final class GraphWriter {
    private final Map<String, Tensor> values;
    private final Set<String> written = new HashSet<>();
    private double rounding;

    private GraphWriter(Map<String, Tensor> values) {
        this.values = values;
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param target an existing file is replaced
     * @param source what was read
     * @param values by name of the initializer, of the output of its Constant, or of the Identity that stands for it
     * @return the largest relative change of an entry by rounding to the file's types; 0 where they are float64
     * @throws IllegalArgumentException if a value is not finite in the file's type, or the file has no such name
     * @throws IOException if writing fails
     */
    public static double write(Path target, OnnxGraph source, Map<String, Tensor> values) throws IOException {
        GraphWriter writer = new GraphWriter(values);
        ModelProto model = writer.model(source.file());
        if (!writer.written.equals(values.keySet())) {
            Set<String> missing = new HashSet<>(values.keySet());
            missing.removeAll(writer.written);
            throw new IllegalArgumentException("values: got " + missing + ", expected names of the file");
        }
        OutputFile.write(target, model::writeTo);
        return writer.rounding;
    }

    private ModelProto model(ModelProto source) {
        GraphProto.Builder graph = source.getGraph().toBuilder();
        Map<String, TensorProto> stored = new java.util.HashMap<>();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto old = graph.getInitializer(i);
            stored.put(old.getName(), old);
            if (values.containsKey(old.getName())) {
                graph.setInitializer(i, replaced(old, old.getName()));
            }
        }
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputCount() == 1 && values.containsKey(node.getOutput(0))) {
                if (node.getOpType().equals("Identity") && stored.containsKey(node.getInput(0))) {
                    graph.addInitializer(replaced(stored.get(node.getInput(0)), node.getOutput(0)));
                    graph.removeNode(i);
                } else if (node.getOpType().equals("Constant")) {
                    graph.setNode(i, constant(node));
                }
            }
        }
        return source.toBuilder().setGraph(graph).build();
    }

    private NodeProto constant(NodeProto node) {
        NodeProto.Builder changed = node.toBuilder().clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            AttributeProto.Builder value = attribute.toBuilder();
            if (attribute.getName().equals("value")) {
                value.setT(replaced(attribute.getT(), node.getOutput(0)).toBuilder()
                        .setName(attribute.getT().getName()));
            } else if (attribute.getName().equals("value_floats")) {
                value.clearFloats();
                for (double entry : values.get(node.getOutput(0)).values()) {
                    value.addFloats((float) rounded(entry, TensorProto.DataType.FLOAT_VALUE, node.getOutput(0)));
                }
                written.add(node.getOutput(0));
            }
            changed.addAttribute(value);
        }
        return changed.build();
    }

    private TensorProto replaced(TensorProto old, String name) {
        Tensor value = values.get(name);
        written.add(name);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(old.getDataType());
        for (int extent : value.shape()) {
            tensor.addDims(extent);
        }
        return tensor.setRawData(bytes(value, old.getDataType(), name)).build();
    }

    private ByteString bytes(Tensor value, int type, String name) {
        int width = type == TensorProto.DataType.DOUBLE_VALUE ? 8 : type == TensorProto.DataType.FLOAT_VALUE ? 4 : 2;
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(value.size(), width)).order(ByteOrder.LITTLE_ENDIAN);
        for (double entry : value.values()) {
            double near = rounded(entry, type, name);
            switch (type) {
                case TensorProto.DataType.DOUBLE_VALUE -> buffer.putDouble(entry);
                case TensorProto.DataType.FLOAT_VALUE -> buffer.putFloat((float) near);
                default ->
                    throw new IllegalArgumentException(
                            name + ": got numbers of 16 bits, expected float32 or float64; export with wider weights");
            }
        }
        return ByteString.copyFrom(buffer.flip());
    }

    private double rounded(double entry, int type, String name) {
        double near = type == TensorProto.DataType.DOUBLE_VALUE ? entry : (float) entry;
        if (!Double.isFinite(near)) {
            throw new IllegalArgumentException(
                    name + ": got " + entry + ", expected numbers that are finite in the file's type");
        }
        rounding = entry == 0 ? rounding : Math.max(rounding, Math.abs(near - entry) / Math.abs(entry));
        return near;
    }
}
