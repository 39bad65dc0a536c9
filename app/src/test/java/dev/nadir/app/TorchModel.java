package dev.nadir.app;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds model files node by node, as PyTorch's exporters lay them out. */
final class TorchModel {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");
    private final boolean wide;
    private String last;
    private int names;

    TorchModel(boolean wide, int inputDim) {
        this.wide = wide;
        last = "onnx::Gemm_0";
        graph.addInput(value(last, inputDim));
    }

    /** The value that the next node takes. */
    String last() {
        return last;
    }

    /** A float initializer in double_data or float_data, as our writer does not store them. */
    String tensor(double[] values, long... dims) {
        return initializer(values, wide, dims);
    }

    private String initializer(double[] values, boolean asDouble, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("t" + names++)
                .setDataType(asDouble ? TensorProto.DataType.DOUBLE_VALUE : TensorProto.DataType.FLOAT_VALUE);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (double number : values) {
            if (asDouble) {
                tensor.addDoubleData(number);
            } else {
                tensor.addFloatData((float) number);
            }
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** A scalar int64 initializer. */
    String integers(long value) {
        return integers(new long[] {value});
    }

    /** An int64 initializer, for shapes and axes. */
    String integers(long[] values, long... dims) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("t" + names++).setDataType(TensorProto.DataType.INT64_VALUE);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** A scalar as a Constant node, as the TorchScript exporter writes them. */
    String constant(double value) {
        TensorProto.Builder tensor = TensorProto.newBuilder();
        if (wide) {
            tensor.setDataType(TensorProto.DataType.DOUBLE_VALUE).addDoubleData(value);
        } else {
            tensor.setDataType(TensorProto.DataType.FLOAT_VALUE).addFloatData((float) value);
        }
        String before = last;
        String name = node(
                "Constant",
                List.of(),
                AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(tensor)
                        .build());
        last = before;
        return name;
    }

    String node(String operator, String... inputs) {
        return node(operator, List.of(inputs));
    }

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        last = "/" + names++ + "/" + operator + "_output_0";
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(last)
                .addAllInput(inputs)
                .addOutput(last)
                .addAllAttribute(List.of(attributes)));
        return last;
    }

    static AttributeProto attribute(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** Writes the model; an output dimension of 0 leaves it open. */
    void write(Path file, int opset, int outputDim) throws IOException {
        graph.addOutput(value(last, outputDim));
        Files.write(
                file,
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setProducerName("pytorch")
                        .setProducerVersion("2.13.0")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
    }

    private ValueInfoProto value(String name, int width) {
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(wide ? TensorProto.DataType.DOUBLE_VALUE : TensorProto.DataType.FLOAT_VALUE);
        type.getShapeBuilder().addDimBuilder().setDimParam("batch");
        if (width > 0) {
            type.getShapeBuilder().addDimBuilder().setDimValue(width);
        } else {
            type.getShapeBuilder().addDimBuilder().setDimParam("outputs");
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
