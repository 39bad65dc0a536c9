package dev.nadir.structure;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Non-negative least squares: minimize |E u − f| over u ≥ 0.
 *
 * <p>The active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, ch. 23) over an updated QR
 * factorization. Every step lowers |E u − f|, so that it ends after finitely many; each costs one product with Eᵀ and
 * O(rows · passive) for the update.
 */
public final class NonNegativeLeastSquares {
    /** In exact arithmetic every step lowers the residual; so many steps without that, or columns tried in vain,
     * are rounding. */
    private static final int MOST_IDLE_STEPS = 20;

    private final Matrix e;
    private final double[] f;
    private final UpdatableQr qr;
    private final List<Integer> passive = new ArrayList<>();
    private final boolean[] isPassive;
    private final double[] u;
    private final double largest;
    private final double tolerance;

    private NonNegativeLeastSquares(Matrix e, double[] f) {
        this.e = e;
        this.f = f;
        this.qr = new UpdatableQr(f);
        this.isPassive = new boolean[e.columns()];
        this.u = new double[e.columns()];
        this.largest = e.maxAbs();
        this.tolerance = 4 * Math.ulp(1.0) * largest;
    }

    /**
     * Where the method ended.
     *
     * @param u the minimizer, one entry per column of E, all ≥ 0
     * @param residual r = E u − f
     * @param residualNorm |r|
     * @param iterations columns brought into the passive set
     * @param converged whether no column violates the optimality conditions or rounding forbids progress; false when the iteration
     *     limit was hit
     */
    public record Solution(double[] u, double[] residual, double residualNorm, int iterations, boolean converged) {}

    /**
     * Solves from u = 0.
     *
     * @throws IllegalArgumentException if f does not have one entry per row of E
     */
    public static Solution solve(Matrix e, double[] f) {
        return solve(e, f, new double[e.columns()]);
    }

    /**
     * Solves from a given start u ≥ 0, a solution of a similar problem.
     *
     * @throws IllegalArgumentException if f or start do not fit E, or start has a negative entry
     */
    public static Solution solve(Matrix e, double[] f, double[] start) {
        if (f.length != e.rows() || start.length != e.columns()) {
            throw new IllegalArgumentException("right-hand side and start: got " + f.length + " and " + start.length
                    + " entries, expected " + e.rows() + " and " + e.columns());
        }
        NonNegativeLeastSquares method = new NonNegativeLeastSquares(e, f);
        method.begin(start);
        return method.run();
    }

    private void begin(double[] start) {
        for (int j = 0; j < start.length; j++) {
            if (!(start[j] >= 0)) {
                throw new IllegalArgumentException("start: got " + start[j] + " at " + j + ", expected at least 0");
            }
            if (start[j] > 0 && admit(j)) {
                u[j] = start[j];
            }
        }
        settle();
    }

    private Solution run() {
        int limit = 30 * e.rows() + 3 * e.columns();
        double[] r = residual();
        int idle = 0;
        for (int iterations = 0; iterations < limit; iterations++) {
            double before = norm(r);
            if (before <= roundingOfResidual() || idle > MOST_IDLE_STEPS || !enterBest(r)) {
                return new Solution(u, r, before, iterations, true);
            }
            settle();
            r = residual();
            idle = norm(r) < before ? 0 : idle + 1;
        }
        return new Solution(u, r, norm(r), limit, false);
    }

    /** Below this a residual is nothing but the rounding error of E u − f. */
    private double roundingOfResidual() {
        double sum = 0;
        for (int j : passive) {
            sum += u[j];
        }
        return Math.ulp(1.0) * largest * sum;
    }

    /** Brings in the column that promises most and really becomes positive; false if there is none. */
    private boolean enterBest(double[] r) {
        double[] gain = Products.transposedTimes(e, r);
        double threshold = tolerance * Math.min(1, norm(r));
        for (int rejected = 0; rejected <= MOST_IDLE_STEPS; rejected++) {
            int best = -1;
            for (int j = 0; j < gain.length; j++) {
                if (!isPassive[j] && -gain[j] > threshold && (best < 0 || gain[j] < gain[best])) {
                    best = j;
                }
            }
            if (best < 0) {
                return false;
            }
            gain[best] = 0;
            if (admit(best)) {
                double[] s = qr.solve();
                if (s[s.length - 1] > 0) {
                    return true;
                }
                dismiss(passive.size() - 1);
            }
        }
        return false;
    }

    /** Moves towards the unconstrained solution on the passive set, dropping columns that reach 0. */
    private void settle() {
        while (!passive.isEmpty()) {
            double[] s = qr.solve();
            double step = 1;
            for (int k = 0; k < s.length; k++) {
                if (s[k] <= 0) {
                    double now = u[passive.get(k)];
                    step = Math.min(step, now / (now - s[k]));
                }
            }
            step = Double.isNaN(step) ? 0 : step; // 0/0: a column at 0 that stays at 0
            for (int k = 0; k < s.length; k++) {
                int j = passive.get(k);
                u[j] = step == 1 ? s[k] : u[j] + step * (s[k] - u[j]);
            }
            if (step == 1) {
                return;
            }
            dropZeros(s);
        }
    }

    /** At least the column that set the step length leaves, whatever rounding says. */
    private void dropZeros(double[] s) {
        int smallest = -1;
        for (int k = 0; k < s.length; k++) {
            if (s[k] <= 0 && (smallest < 0 || u[passive.get(k)] < u[passive.get(smallest)])) {
                smallest = k;
            }
        }
        u[passive.get(smallest)] = 0;
        for (int k = s.length - 1; k >= 0; k--) {
            if (s[k] <= 0 && u[passive.get(k)] <= Double.MIN_NORMAL) {
                dismiss(k);
            }
        }
    }

    private boolean admit(int j) {
        if (!qr.append(e.data(), j * e.rows())) {
            return false;
        }
        passive.add(j);
        isPassive[j] = true;
        return true;
    }

    private void dismiss(int position) {
        int j = passive.remove(position);
        isPassive[j] = false;
        u[j] = 0;
        qr.remove(position);
    }

    private double[] residual() {
        double[] r = new double[f.length];
        for (int j : passive) {
            int start = j * r.length;
            for (int i = 0; i < r.length; i++) {
                r[i] += u[j] * e.data()[start + i];
            }
        }
        for (int i = 0; i < r.length; i++) {
            r[i] -= f[i];
        }
        return r;
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
