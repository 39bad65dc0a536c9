package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Operators that leave the rows of a batch as they are.
 *
 * @param last whether the node's result is the output of the graph
 */
record PassThrough(String file, String place, boolean last) {

    Expression check(NodeProto node, List<Expression> arguments, Map<String, AttributeProto> attributes)
            throws IOException {
        Expression signal = arguments.get(0);
        switch (node.getOpType()) {
            case "Cast" -> requireFloat(attributes);
            case "Dropout" -> requireInference(arguments);
            case "Flatten" ->
                require(
                        !attributes.containsKey("axis")
                                || attributes.get("axis").getI() == 1,
                        "flattens the batch too, expected axis = 1");
            case "Reshape" ->
                require(
                        arguments.size() == 2 && keepsTheBatch(arguments.get(1)),
                        "reshapes the batch, expected the shape [-1, width] or [0, -1] or [batch, -1]");
            case "Squeeze" ->
                require(
                        arguments.size() == 2 && dropsTheLastAxis(arguments.get(1)) && last,
                        "drops an axis, which is read only of the output of a model with one output, as squeeze(-1)");
            default -> {
                // Identity passes on anything, CastLike also a constant
            }
        }
        return signal;
    }

    private static boolean keepsTheBatch(Expression shape) {
        if (shape instanceof Expression.BatchShape batch) {
            return batch.width().isPresent();
        }
        return shape instanceof Expression.Constant constant
                && constant.tensor().values().length == 2
                && constant.tensor().values()[0] <= 0;
    }

    private static boolean dropsTheLastAxis(Expression axes) {
        return axes instanceof Expression.Constant constant
                && constant.tensor().isScalar()
                && (constant.number() == -1 || constant.number() == 1);
    }

    private void requireFloat(Map<String, AttributeProto> attributes) throws IOException {
        long type = attributes.containsKey("to") ? attributes.get("to").getI() : 0;
        require(
                type == TensorProto.DataType.FLOAT_VALUE || type == TensorProto.DataType.DOUBLE_VALUE,
                "casts to a type other than float32 and float64; export the model unquantized");
    }

    private void requireInference(List<Expression> arguments) throws IOException {
        boolean training = arguments.size() > 2
                && !(arguments.get(2) instanceof Expression.Constant mode
                        && mode.tensor().isScalar()
                        && mode.tensor().scalar() == 0);
        require(!training, "is in training mode; export after model.eval()");
    }

    private void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + place + ": " + message);
        }
    }
}
