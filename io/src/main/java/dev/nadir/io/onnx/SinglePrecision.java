package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nadir.graph.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/** A float64 graph with every number, type and cast in float32 instead, for engines without float64 kernels. */
final class SinglePrecision {
    private static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private final GraphTensors tensors = new GraphTensors(Path.of("copy"));
    private final Map<String, Tensor> initializers;

    private SinglePrecision(Map<String, Tensor> initializers) {
        this.initializers = initializers;
    }

    static ModelProto of(ModelProto model, Map<String, Tensor> initializers) throws IOException {
        return model.toBuilder()
                .setGraph(new SinglePrecision(initializers).graph(model.getGraph()))
                .build();
    }

    private GraphProto graph(GraphProto source) throws IOException {
        GraphProto.Builder graph = source.toBuilder().clearValueInfo();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto old = graph.getInitializer(i);
            if (old.getDataType() == DOUBLE) {
                graph.setInitializer(i, single(old, initializers.get(old.getName())));
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            graph.setNode(i, node(graph.getNode(i)));
        }
        for (int i = 0; i < graph.getInputCount(); i++) {
            graph.setInput(i, typed(graph.getInput(i)));
        }
        for (int i = 0; i < graph.getOutputCount(); i++) {
            graph.setOutput(i, typed(graph.getOutput(i)));
        }
        return graph.build();
    }

    private NodeProto node(NodeProto source) throws IOException {
        NodeProto.Builder node = source.toBuilder();
        for (int a = 0; a < node.getAttributeCount(); a++) {
            AttributeProto attribute = node.getAttribute(a);
            if (attribute.hasT() && attribute.getT().getDataType() == DOUBLE) {
                TensorProto held = single(attribute.getT(), tensors.read(attribute.getT()));
                node.setAttribute(a, attribute.toBuilder().setT(held));
            } else if (source.getOpType().equals("Cast")
                    && attribute.getName().equals("to")
                    && attribute.getI() == DOUBLE) {
                node.setAttribute(a, attribute.toBuilder().setI(FLOAT));
            }
        }
        return node.build();
    }

    private static ValueInfoProto typed(ValueInfoProto source) {
        if (source.getType().getTensorType().getElemType() != DOUBLE) {
            return source;
        }
        ValueInfoProto.Builder value = source.toBuilder();
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(FLOAT);
        return value.build();
    }

    private static TensorProto single(TensorProto old, Tensor values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.size(), 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (double entry : values.values()) {
            bytes.putFloat((float) entry);
        }
        return TensorProto.newBuilder()
                .setName(old.getName())
                .setDataType(FLOAT)
                .addAllDims(old.getDimsList())
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build();
    }
}
