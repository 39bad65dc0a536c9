package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Operators that leave the rows of a batch as they are. */
record PassThrough(String file, String place) {

    Expression check(String operator, List<Expression> arguments, Map<String, AttributeProto> attributes)
            throws IOException {
        Expression signal = arguments.get(0);
        switch (operator) {
            case "Cast" -> requireFloat(attributes);
            case "Dropout" -> requireInference(arguments);
            case "Flatten" ->
                require(
                        !attributes.containsKey("axis")
                                || attributes.get("axis").getI() == 1,
                        "flattens the batch too, expected axis = 1");
            case "Reshape" ->
                require(
                        arguments.size() == 2
                                && arguments.get(1) instanceof Expression.Constant shape
                                && shape.tensor().values().length == 2
                                && shape.tensor().values()[0] <= 0,
                        "reshapes the batch, expected the shape [-1, width] or [0, -1]");
            default -> {
                // Identity passes on anything, CastLike also a constant
            }
        }
        return signal;
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
                        && mode.tensor().scalar() == 0);
        require(!training, "is in training mode; export after model.eval()");
    }

    private void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + place + ": " + message);
        }
    }
}
