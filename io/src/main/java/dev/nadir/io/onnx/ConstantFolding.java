package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Operators on constants: exporters transpose, cast and reshape weights in the graph. */
record ConstantFolding(String file) {

    Tensor fold(String operator, List<Expression> arguments, Map<String, AttributeProto> attributes, String place)
            throws IOException {
        Tensor first = ((Expression.Constant) arguments.get(0)).tensor();
        return switch (operator) {
            case "Identity", "Cast", "CastLike" -> first;
            case "Transpose" -> transpose(first, attributes, place);
            case "Neg" ->
                new Tensor(
                        first.dims(),
                        Matrix.column(first.values()).map(value -> -value).data(),
                        first.precision());
            case "Reshape" -> reshape(first, ((Expression.Constant) arguments.get(1)).tensor(), place);
            case "Squeeze" -> first.reshaped(withoutOnes(first));
            default ->
                throw new IOException(file + ": " + place
                        + ": constants are not computed with this operator; export with constant folding");
        };
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
