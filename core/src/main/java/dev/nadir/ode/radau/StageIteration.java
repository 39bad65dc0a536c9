package dev.nadir.ode.radau;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Norms;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Newton's iteration for the stages Z = hA F(u + Z) of one step with a Jacobian that is only close, so that it contracts
 * linearly.
 *
 * <p>It stops when what is left, contraction/(1 − contraction) times the last change, is below what is allowed, and gives up
 * when that will not happen within {@link #MOST} iterations.
 */
public final class StageIteration {
    public static final int MOST = 12;
    private static final double ROUNDING = 16 * Math.ulp(1.0);

    private final RadauTable table;
    private final UnaryOperator<double[]> field;
    private final StageSystem system;
    private int iterations;
    private double contraction;
    private double[] left;

    public StageIteration(RadauTable table, UnaryOperator<double[]> field, StageSystem system) {
        this.table = table;
        this.field = field;
        this.system = system;
    }

    /** How many iterations were made. */
    public int iterations() {
        return iterations;
    }

    /** The largest ratio of two changes; 0 where there was only one. */
    public double contraction() {
        return contraction;
    }

    /** An estimate of what the result misses at the end of the step. */
    public double[] left() {
        return left;
    }

    /** The stages, or empty where the iteration does not converge. */
    public Optional<Matrix> solve(double[] state, double h, Matrix guess, double allowed) {
        Matrix z = guess;
        double enough = Math.max(allowed, ROUNDING * Norms.euclidean(state));
        double before = 0;
        double rate = 0;
        for (iterations = 1; iterations <= MOST; iterations++) {
            Matrix change = system.solve(residual(state, h, z));
            double size = change.frobeniusNorm() / Math.sqrt(RadauTable.STAGES);
            if (!Double.isFinite(size)) {
                return Optional.empty();
            }
            z = z.plus(1, change);
            if (iterations > 1) {
                double ratio = size / before;
                rate = iterations == 2 ? ratio : Math.sqrt(ratio * rate);
                contraction = Math.max(contraction, ratio);
            }
            double rest = iterations == 1 ? 10 * size : rate < 1 ? rate / (1 - rate) * size : Double.POSITIVE_INFINITY;
            if (rest <= enough) {
                left = end(change, rest / Math.max(size, Double.MIN_NORMAL));
                return Optional.of(z);
            }
            if (iterations > 1 && !(rest * Math.pow(rate, MOST - 1 - iterations) <= enough)) {
                return Optional.empty();
            }
            before = size;
        }
        return Optional.empty();
    }

    /** hA F(u + Z) − Z. */
    private Matrix residual(double[] state, double h, Matrix z) {
        int n = state.length;
        Matrix right = z.map(value -> -value);
        for (int j = 0; j < RadauTable.STAGES; j++) {
            double[] there = state.clone();
            StageSystem.add(there, 0, 1, z.data(), j * n, n);
            double[] slope = field.apply(there);
            for (int i = 0; i < RadauTable.STAGES; i++) {
                StageSystem.add(right.data(), i * n, h * table.a[i][j], slope, 0, n);
            }
        }
        return right;
    }

    private static double[] end(Matrix change, double factor) {
        double[] left = change.columnArray(RadauTable.STAGES - 1);
        for (int i = 0; i < left.length; i++) {
            left[i] *= Math.min(1, factor);
        }
        return left;
    }
}
