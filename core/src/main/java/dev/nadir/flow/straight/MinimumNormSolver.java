package dev.nadir.flow.straight;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.Cholesky;
import dev.nadir.linalg.PivotedQr;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import java.util.Optional;

/**
 * D⁺ r for one D and several r: Cholesky of DDᵀ and one refinement while σ_min/σ_max is above 1e-7, a rank-revealing QR
 * of Dᵀ below, where DDᵀ no longer sees the smallest singular values.
 */
final class MinimumNormSolver {
    private static final double GRAM_LIMIT = 1e-7;
    private static final int INVERSE_ITERATIONS = 6;

    private final Evaluation jacobian;
    private final Optional<Cholesky> gram;
    private final PivotedQr qr;
    private final double ratio;

    private MinimumNormSolver(Evaluation jacobian, Optional<Cholesky> gram, PivotedQr qr, double ratio) {
        this.jacobian = jacobian;
        this.gram = gram;
        this.qr = qr;
        this.ratio = ratio;
    }

    static MinimumNormSolver of(Evaluation jacobian) {
        Matrix kernel = EmpiricalNtk.of(jacobian).kernel();
        Optional<Cholesky> factor = Cholesky.of(kernel);
        double ratio =
                factor.map(cholesky -> singularValueRatio(kernel, cholesky)).orElse(0.0);
        if (ratio >= GRAM_LIMIT) {
            return new MinimumNormSolver(jacobian, factor, null, ratio);
        }
        PivotedQr qr = PivotedQr.of(jacobian.dense().transpose());
        double[] diagonal = qr.diagonal();
        double first = Math.abs(diagonal[0]);
        double last = Math.abs(diagonal[diagonal.length - 1]);
        return new MinimumNormSolver(jacobian, Optional.empty(), qr, first > 0 ? last / first : 0);
    }

    /** Whether QR was needed. */
    boolean byQr() {
        return qr != null;
    }

    /** An estimate of σ_min/σ_max, from above; 0 for D = 0. */
    double ratio() {
        return ratio;
    }

    /** The rank used: QN, or what QR found. */
    int rank() {
        return qr == null ? jacobian.rows() : qr.rankReport().rank();
    }

    /** D⁺ r. */
    double[] solve(double[] r) {
        if (qr != null) {
            return qr.leastNormRight(new Matrix(1, r.length, r)).weight().data();
        }
        Cholesky factor = gram.orElseThrow();
        double[] coefficients = factor.solve(Matrix.column(r)).data();
        double[] step = jacobian.transposedTimes(coefficients);
        double[] reached = jacobian.times(step);
        double[] missing = new double[r.length];
        for (int i = 0; i < r.length; i++) {
            missing[i] = r[i] - reached[i];
        }
        double[] correction = jacobian.transposedTimes(
                factor.solve(new Matrix(r.length, 1, missing)).data());
        for (int i = 0; i < step.length; i++) {
            step[i] += correction[i];
        }
        return step;
    }

    /** √(λ_min/λ_max) by a few steps of inverse iteration and ‖DDᵀ‖_F ≥ λ_max. */
    private static double singularValueRatio(Matrix kernel, Cholesky factor) {
        int n = kernel.rows();
        double[] start = new double[n];
        for (int i = 0; i < n; i++) {
            start[i] = Math.sin(1.0 + i); // anything not orthogonal to the eigenvector
        }
        Matrix v = Matrix.column(start);
        double growth = 1;
        for (int k = 0; k < INVERSE_ITERATIONS; k++) {
            double norm = v.frobeniusNorm();
            Matrix w = factor.solve(v.map(entry -> entry / norm));
            growth = w.frobeniusNorm();
            v = w;
        }
        double ratio = Math.sqrt(1 / growth / kernel.frobeniusNorm());
        return Double.isFinite(ratio) ? ratio : 0;
    }
}
