package dev.nadir.io.onnx;

import java.util.Arrays;

/** Vectors of entrywise constants. */
final class Entries {
    private Entries() {}

    /** The constant as one number per unit, broadcast if it is a single number; null if it does not fit. */
    static double[] spread(Tensor tensor, int width) {
        if (tensor.isScalar()) {
            double[] spread = new double[width];
            Arrays.fill(spread, tensor.scalar());
            return spread;
        }
        return isVector(tensor, width) ? tensor.values() : null;
    }

    /** Whether it holds one number for each of the given number of units; a bare number is not a vector of length 1. */
    static boolean isVector(Tensor tensor, int width) {
        int rank = tensor.dims().length;
        return rank > 0 && tensor.values().length == width && tensor.dims()[rank - 1] == width;
    }

    static boolean isZero(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    /** Whether multiplying by every one of these is exact (barring overflow): 0 or ± a power of two. */
    static boolean powersOfTwo(double[] factors) {
        return Arrays.stream(factors).allMatch(f -> f == 0 || Math.scalb(1.0, Math.getExponent(f)) == Math.abs(f));
    }
}
