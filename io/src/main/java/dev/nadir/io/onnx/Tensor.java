package dev.nadir.io.onnx;

import java.util.Arrays;

/**
 * A constant of the graph.
 *
 * @param dims its shape, empty for a scalar
 * @param values row-major, widened to double, which is exact
 * @param precision of the stored numbers; integers count as float64
 */
record Tensor(int[] dims, double[] values, Precision precision) {

    /** Whether all entries are one number, so that it broadcasts over any shape. */
    boolean isScalar() {
        return values.length == 1;
    }

    double scalar() {
        return values[0];
    }

    Tensor reshaped(int... shape) {
        return new Tensor(shape, values, precision);
    }

    /** "5 x 3", "scalar". */
    String shape() {
        return dims.length == 0
                ? "scalar"
                : String.join(
                        " x ", Arrays.stream(dims).mapToObj(Integer::toString).toList());
    }
}
