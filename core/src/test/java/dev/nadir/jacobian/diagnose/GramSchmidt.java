package dev.nadir.jacobian.diagnose;

import java.util.ArrayList;
import java.util.List;

/** Projections by hand, for oracles: orthonormalizes columns one after the other, each twice. */
final class GramSchmidt {
    private final List<double[]> basis = new ArrayList<>();

    /** Adds a direction; one that is within 1e-8 of the span is left out. */
    GramSchmidt add(double... column) {
        double[] left = column.clone();
        double before = Math.sqrt(dot(left, left));
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double along = dot(left, direction);
                for (int r = 0; r < left.length; r++) {
                    left[r] -= along * direction[r];
                }
            }
        }
        double norm = Math.sqrt(dot(left, left));
        if (norm > 1e-8 * before) {
            for (int r = 0; r < left.length; r++) {
                left[r] /= norm;
            }
            basis.add(left);
        }
        return this;
    }

    int dimension() {
        return basis.size();
    }

    /** |Pr|², the squared length of the part of r in the span. */
    double inside(double... r) {
        return basis.stream()
                .mapToDouble(direction -> dot(r, direction) * dot(r, direction))
                .sum();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
