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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes a graph's own file again with other values under the same names: nodes, attributes, metadata stay as they are. Every
 * value keeps the number type it has in the file.
 */
public final class GraphWriter {
    private final Map<String, Tensor> values;
    private final Map<String, Tensor> initializers;
    private final Map<String, Tensor> written = new LinkedHashMap<>();
    private double rounding;

    private GraphWriter(OnnxGraph source, Map<String, Tensor> values) {
        this.values = values;
        this.initializers = source.graph().initializers();
    }

    /**
     * What a file holds after it was written.
     *
     * @param rounding the largest relative change of an entry by rounding to the file's types; 0 where they are float64
     * @param values by name, as rounded
     */
    public record Written(double rounding, Map<String, Tensor> values) {
        /** Copies the map. */
        public Written {
            values = Map.copyOf(values);
        }
    }

    /**
     * Writes the file, whole or not at all. Values that the source keeps in other files are taken into this one.
     *
     * @param target an existing file is replaced
     * @param source what was read
     * @param values by name of the initializer, of the output of its Constant, or of the Identity that stands for it
     * @throws IllegalArgumentException if a value is not finite in the file's type, or the file has no such name
     * @throws IOException if writing fails
     */
    public static Written write(Path target, OnnxGraph source, Map<String, Tensor> values) throws IOException {
        GraphWriter writer = new GraphWriter(source, values);
        ModelProto model = writer.model(source.file());
        OutputFile.write(target, model::writeTo);
        return new Written(writer.rounding, writer.written);
    }

    /**
     * Refuses what {@link #write} would refuse, before a long computation of the values.
     *
     * @throws IllegalArgumentException as there
     */
    public static void requireWritable(OnnxGraph source, Map<String, Tensor> values) {
        new GraphWriter(source, values).model(source.file());
    }

    private ModelProto model(ModelProto source) {
        GraphProto.Builder graph = source.getGraph().toBuilder();
        Map<String, TensorProto> stored = new java.util.HashMap<>();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto old = graph.getInitializer(i);
            stored.put(old.getName(), old);
            if (values.containsKey(old.getName())) {
                graph.setInitializer(i, replaced(old, old.getName()));
            } else if (old.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                graph.setInitializer(i, stored(old, old.getName(), initializers.get(old.getName())));
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
        if (!written.keySet().equals(values.keySet())) {
            Set<String> missing = new HashSet<>(values.keySet());
            missing.removeAll(written.keySet());
            throw new IllegalArgumentException("values: got " + missing + ", expected names of the file");
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
                String name = node.getOutput(0);
                Tensor near = rounded(values.get(name), TensorProto.DataType.FLOAT_VALUE, name);
                for (double entry : near.values()) {
                    value.addFloats((float) entry);
                }
                written.put(name, near);
            }
            changed.addAttribute(value);
        }
        return changed.build();
    }

    private TensorProto replaced(TensorProto old, String name) {
        Tensor near = rounded(values.get(name), old.getDataType(), name);
        written.put(name, near);
        return stored(old, name, near);
    }

    /** Numbers of the type of an old tensor. */
    private static TensorProto stored(TensorProto old, String name, Tensor value) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(old.getDataType());
        for (int extent : value.shape()) {
            tensor.addDims(extent);
        }
        return tensor.setRawData(bytes(value, old.getDataType(), name)).build();
    }

    private static ByteString bytes(Tensor value, int type, String name) {
        int width = type == TensorProto.DataType.FLOAT_VALUE ? 4 : 8;
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(value.size(), width)).order(ByteOrder.LITTLE_ENDIAN);
        for (double entry : value.values()) {
            switch (type) {
                case TensorProto.DataType.DOUBLE_VALUE -> buffer.putDouble(entry);
                case TensorProto.DataType.FLOAT_VALUE -> buffer.putFloat((float) entry);
                case TensorProto.DataType.INT64_VALUE -> buffer.putLong((long) entry);
                default ->
                    throw new IllegalArgumentException(
                            name + ": got numbers of 16 bits, expected float32 or float64; export with wider weights");
            }
        }
        return ByteString.copyFrom(buffer.flip());
    }

    private Tensor rounded(Tensor value, int type, String name) {
        double[] near = value.values().clone();
        for (int i = 0; i < near.length; i++) {
            double entry = near[i];
            near[i] = type == TensorProto.DataType.DOUBLE_VALUE ? entry : (float) entry;
            if (!Double.isFinite(near[i])) {
                throw new IllegalArgumentException(
                        name + ": got " + entry + ", expected numbers that are finite in the file's type");
            }
            rounding = entry == 0 ? rounding : Math.max(rounding, Math.abs(near[i] - entry) / Math.abs(entry));
        }
        return value.with(near);
    }
}
