package dev.nadir.ode;

import dev.nadir.matrix.Matrix;

/** Norms and checks of state vectors. */
public final class Norms {
    private Norms() {}

    public static double euclidean(double[] v) {
        return new Matrix(v.length, 1, v).frobeniusNorm();
    }

    public static boolean finite(double[] v) {
        for (double entry : v) {
            if (!Double.isFinite(entry)) {
                return false;
            }
        }
        return true;
    }
}
