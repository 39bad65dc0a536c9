package dev.nadir.ode;

import dev.nadir.matrix.Matrix;

/** Norms and checks of state vectors. */
final class Norms {
    private Norms() {}

    static double euclidean(double[] v) {
        return new Matrix(v.length, 1, v).frobeniusNorm();
    }

    static boolean finite(double[] v) {
        for (double entry : v) {
            if (!Double.isFinite(entry)) {
                return false;
            }
        }
        return true;
    }
}
