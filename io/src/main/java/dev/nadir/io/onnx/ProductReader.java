package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** MatMul and Gemm as W a + b. */
record ProductReader(String file, String place) {

    Expression.Product read(String operator, List<Expression> arguments, Map<String, AttributeProto> attributes)
            throws IOException {
        boolean gemm = operator.equals("Gemm");
        if (arguments.size() < 2
                || arguments.get(0) instanceof Expression.Constant
                || !(arguments.get(1) instanceof Expression.Constant second)
                || second.tensor().dims().length != 2) {
            throw fail("expected the signal times a constant matrix, one sample per row");
        }
        if (second.tensor().values().length == 0) {
            throw fail("its weight has the shape " + second.tensor().shape() + " and holds no numbers");
        }
        if (gemm && flag(attributes, "transA")) {
            throw fail("transA = 1 mixes the samples of a batch");
        }
        Matrix weight = weight(second.tensor(), gemm && flag(attributes, "transB"));
        requireFinite(weight.data(), "weight");
        double factor = second.factor() * (gemm ? factor(attributes, "alpha") : 1);
        if (!(Math.abs(factor) > 0) || !Double.isFinite(factor)) {
            throw fail("its weight is multiplied by " + factor + ", expected a finite number other than 0");
        }
        double beta = gemm ? factor(attributes, "beta") : 1;
        if (arguments.size() < 3 || beta == 0) {
            return new Expression.Product(arguments.get(0), weight, factor, null, 0, place);
        }
        double[] bias = bias(arguments.get(2), weight.rows());
        double biasFactor = beta * ((Expression.Constant) arguments.get(2)).factor();
        return new Expression.Product(arguments.get(0), weight, factor, bias, biasFactor, place);
    }

    /** W, out x in: stored as in x out by rows it has our layout already. */
    private static Matrix weight(Tensor tensor, boolean transposed) {
        int rows = tensor.dims()[0];
        int columns = tensor.dims()[1];
        Matrix columnMajor = new Matrix(columns, rows, tensor.values());
        return transposed ? columnMajor.transpose() : columnMajor;
    }

    private double[] bias(Expression argument, int outputs) throws IOException {
        if (!(argument instanceof Expression.Constant constant)) {
            throw fail("its bias depends on the input; skip connections and branches are not read");
        }
        if (!Entries.isVector(constant.tensor(), outputs)) {
            throw fail("its bias has the shape " + constant.tensor().shape() + ", expected one number per unit, "
                    + outputs);
        }
        double[] bias = constant.tensor().values();
        requireFinite(bias, "bias");
        return bias;
    }

    private static double factor(Map<String, AttributeProto> attributes, String name) {
        return attributes.containsKey(name) ? attributes.get(name).getF() : 1;
    }

    private static boolean flag(Map<String, AttributeProto> attributes, String name) {
        return attributes.containsKey(name) && attributes.get(name).getI() != 0;
    }

    private void requireFinite(double[] values, String what) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw fail("its " + what + " holds " + values[i] + " at position " + i
                        + "; a network with such parameters computes nothing, train or export it again");
            }
        }
    }

    private IOException fail(String message) {
        return new IOException(file + ": " + place + ": " + message);
    }
}
