package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operators on constants: exporters transpose, cast and reshape weights in the graph. A number that multiplies a tensor is
 * kept beside it ({@link Expression.Constant}), because it is no parameter and the tensor is.
 */
record ConstantFolding(String file) {
    private static final Set<String> BINARY = Set.of("Mul", "Div", "Add", "Sub", "Reshape");

    Expression.Constant fold(
            String operator, List<Expression> arguments, Map<String, AttributeProto> attributes, String place)
            throws IOException {
        Expression.Constant first = (Expression.Constant) arguments.get(0);
        Tensor tensor = first.tensor();
        if (arguments.size() < 2 && BINARY.contains(operator)) {
            throw new IOException(file + ": " + place + ": it has one input, expected two; the file is damaged");
        }
        return switch (operator) {
            case "Identity", "Cast", "CastLike" -> first;
            case "Neg" -> new Expression.Constant(tensor, -first.factor());
            case "Transpose" -> new Expression.Constant(transpose(tensor, attributes, place), first.factor());
            case "Reshape" ->
                new Expression.Constant(
                        reshape(tensor, ((Expression.Constant) arguments.get(1)).tensor(), place), first.factor());
            case "Squeeze" -> new Expression.Constant(tensor.reshaped(withoutOnes(tensor)), first.factor());
            case "Unsqueeze" ->
                isNumber(first) ? new Expression.Constant(tensor.reshaped(1), first.factor()) : refuse(place, operator);
            case "Sqrt" -> isNumber(first) ? number(Math.sqrt(first.number()), tensor) : refuse(place, operator);
            case "Mul", "Div", "Add", "Sub" -> pair(operator, first, (Expression.Constant) arguments.get(1), place);
            default -> refuse(place, operator);
        };
    }

    private Expression.Constant pair(
            String operator, Expression.Constant first, Expression.Constant second, String place) throws IOException {
        double b = second.tensor().isScalar() ? second.number() : Double.NaN;
        if (isNumber(first) && isNumber(second)) {
            double a = first.number();
            return switch (operator) {
                case "Mul" -> number(a * b, first.tensor());
                case "Div" -> number(a / b, first.tensor());
                case "Add" -> number(a + b, first.tensor());
                default -> number(a - b, first.tensor());
            };
        }
        if (operator.equals("Mul") && isNumber(first)) {
            return new Expression.Constant(second.tensor(), second.factor() * first.number());
        }
        if (second.tensor().isScalar() && (operator.equals("Mul") || operator.equals("Div"))) {
            return new Expression.Constant(
                    first.tensor(), operator.equals("Mul") ? first.factor() * b : first.factor() / b);
        }
        return refuse(place, operator);
    }

    private static boolean isNumber(Expression.Constant constant) {
        return constant.tensor().dims().length == 0;
    }

    private static Expression.Constant number(double value, Tensor like) {
        return new Expression.Constant(new Tensor(new int[0], new double[] {value}, like.precision()));
    }

    private Expression.Constant refuse(String place, String operator) throws IOException {
        throw new IOException(file + ": " + place + ": a weight is computed from others in the graph by " + operator
                + ", as weight_norm and other parametrizations do; Nadir counts and trains W and b as the file holds"
                + " them: remove the parametrization (torch.nn.utils.remove_weight_norm, parametrize.remove_parametrizations)"
                + " before exporting");
    }

    private Tensor transpose(Tensor tensor, Map<String, AttributeProto> attributes, String place) throws IOException {
        AttributeProto permutation = attributes.get("perm");
        boolean kept = permutation != null && permutation.getIntsList().equals(List.of(0L, 1L));
        if (tensor.dims().length < 2 || kept) {
            return tensor;
        }
        if (tensor.dims().length > 2) {
            throw new IOException(
                    file + ": " + place + ": transposes a tensor of shape " + tensor.shape() + ", expected a matrix");
        }
        int rows = tensor.dims()[0];
        int columns = tensor.dims()[1];
        // row-major rows x columns is column-major columns x rows
        double[] transposed =
                new Matrix(columns, rows, tensor.values()).transpose().data();
        return new Tensor(new int[] {columns, rows}, transposed, tensor.precision());
    }

    private Tensor reshape(Tensor tensor, Tensor shape, String place) throws IOException {
        int[] dims = new int[shape.values().length];
        long known = 1;
        int open = -1;
        for (int d = 0; d < dims.length; d++) {
            dims[d] = (int) shape.values()[d];
            if (dims[d] == 0 && d < tensor.dims().length) {
                dims[d] = tensor.dims()[d];
            }
            if (dims[d] < 0) {
                open = d;
            } else {
                known *= dims[d];
            }
        }
        if (open >= 0 && known > 0) {
            dims[open] = (int) (tensor.values().length / known);
            known *= dims[open];
        }
        if (known != tensor.values().length) {
            throw new IOException(
                    file + ": " + place + ": " + tensor.values().length + " numbers do not fit the shape");
        }
        return tensor.reshaped(dims);
    }

    private static int[] withoutOnes(Tensor tensor) {
        return java.util.Arrays.stream(tensor.dims()).filter(dim -> dim != 1).toArray();
    }
}
