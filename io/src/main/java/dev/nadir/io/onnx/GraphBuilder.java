package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Collects nodes and initializers under unique names. */
final class GraphBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("nadir");
    private final Precision precision;

    GraphBuilder(Precision precision) {
        this.precision = precision;
    }

    Precision precision() {
        return precision;
    }

    /** Adds an initializer and returns its name. */
    String constant(String name, double[] values, int... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(elementType())
                .setRawData(RawData.of(values, precision));
        for (int dim : dims) {
            tensor.addDims(dim);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** a + value. */
    String plus(String output, String a, String constant, double value) {
        double[] number = {value};
        return node(output, addition(number), a, constant(constant, number, 1));
    }

    /**
     * The operator that adds a constant: Sum where it is one number that is 0 in float32 but not in float64, for ONNX Runtime
     * takes Add of such a number for Add of 0 and leaves it out.
     */
    static String addition(double[] constant) {
        return constant.length == 1 && constant[0] != 0 && (float) constant[0] == 0 ? "Sum" : "Add";
    }

    /** Adds a node whose output has the given name, and returns that name. */
    String node(String output, String operator, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        return output;
    }

    GraphProto build(int inputDim, int outputDim) {
        return graph.addInput(value(OnnxWriter.INPUT, inputDim))
                .addOutput(value(OnnxWriter.OUTPUT, outputDim))
                .build();
    }

    private ValueInfoProto value(String name, int width) {
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(elementType());
        type.getShapeBuilder().addDimBuilder().setDimParam("N");
        type.getShapeBuilder().addDimBuilder().setDimValue(width);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private int elementType() {
        return precision == Precision.FLOAT64 ? TensorProto.DataType.DOUBLE_VALUE : TensorProto.DataType.FLOAT_VALUE;
    }
}
