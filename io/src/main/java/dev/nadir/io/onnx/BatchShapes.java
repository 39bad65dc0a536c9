package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What exporters make of {@code x.view(x.size(0), -1)}: the size of the batch taken from a shape and joined with a width. */
record BatchShapes(String file, String place) {

    Expression read(String operator, List<Expression> arguments, Map<String, AttributeProto> attributes)
            throws IOException {
        Expression first = arguments.get(0);
        return switch (operator) {
            case "Shape" -> new Expression.BatchShape(OptionalLong.empty());
            case "Gather" -> first(first, arguments, 1);
            case "Slice" -> {
                require(arguments.size() >= 3 && number(arguments.get(2)) == 1);
                yield first(first, arguments, 1);
            }
            case "Unsqueeze" -> {
                require(first instanceof Expression.BatchShape);
                yield first;
            }
            default -> concat(arguments);
        };
    }

    /** The first entry of a shape, named by the constant at the given place. */
    private Expression first(Expression shape, List<Expression> arguments, int index) throws IOException {
        require(shape instanceof Expression.BatchShape
                && arguments.size() > index
                && number(arguments.get(index)) == 0);
        return shape;
    }

    private Expression concat(List<Expression> arguments) throws IOException {
        require(arguments.size() == 2 && arguments.get(0) instanceof Expression.BatchShape);
        double width = number(arguments.get(1));
        require(width == -1 || width > 0);
        return new Expression.BatchShape(OptionalLong.of((long) width));
    }

    private static double number(Expression expression) {
        return expression instanceof Expression.Constant constant
                        && constant.tensor().isScalar()
                ? constant.number()
                : Double.NaN;
    }

    private void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + place
                    + ": computes with shapes beyond [batch, width]; use Flatten, or view with fixed numbers");
        }
    }
}
