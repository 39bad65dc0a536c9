package dev.nadir.certify;

import dev.nadir.linalg.Cholesky;
import dev.nadir.linalg.Lanczos;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.util.function.UnaryOperator;

/**
 * Proved bounds of the extreme singular values of a matrix of doubles, within a few per cent of them where the condition is
 * below some 10¹²: an estimate by Lanczos, then {@link Definiteness} of the Gram matrix shifted by it.
 *
 * <p>The Gram matrix is off by at most γ_m ‖a_i‖ ‖a_j‖ per entry, hence by γ_m ‖A‖_F² in the 2-norm.
 */
final class SpectralBounds {
    private static final int STEPS = 60;
    private static final long SEED = 11;
    private static final double[] SHARE = {1 - 0x1p-7, 0.75};
    private static final double[] EXCESS = {1 + 0x1p-10, 1.0625};

    private SpectralBounds() {}

    /** A number not above σ_min(A) for a tall A, m ≥ n; 0 where none better is found. Cost m n² + 2n³, twice if ill-conditioned. */
    static double least(Matrix tall) {
        if (tall.rows() < tall.columns() || !tall.isFinite() || tall.maxAbs() == 0) {
            return 0;
        }
        int exponent = Math.getExponent(tall.maxAbs()) + 1;
        if (Math.abs(exponent) > 900) {
            return 0;
        }
        Matrix scaled = tall.map(value -> Math.scalb(value, -exponent));
        double lost = Upward.times(tall.data().length, Upward.TINY); // what became too small for a double
        double bound = leastScaled(scaled) - lost;
        return bound > 0 ? Math.max(0, Math.nextDown(Math.scalb(Math.nextDown(bound), exponent))) : 0;
    }

    private static double leastScaled(Matrix a) {
        Matrix gram = Products.gram(a);
        double error = gramError(a);
        double estimate = smallestEigenvalue(gram);
        if (estimate > 16 * error) {
            for (double share : SHARE) {
                double shift = share * estimate;
                double proved = shift - Upward.plus(error, slackBelow(gram, shift));
                if (proved > 0.5 * estimate) {
                    return Math.nextDown(Math.sqrt(Math.nextDown(Math.nextDown(proved))));
                }
            }
        }
        return preconditioned(a);
    }

    /**
     * σ_min(A) ≥ σ_min(A X)/‖X‖₂ with X ≈ R⁻¹, whatever X is: A X is nearly orthonormal, so its Gram matrix needs no shift, and
     * conditions up to 10¹² are seen (Rump, Acta Numerica 19, 2010, §10.8.1).
     */
    private static double preconditioned(Matrix a) {
        Matrix x = Qr.of(a).inverseR();
        Matrix product = Products.times(a, x);
        if (!x.isFinite() || !product.isFinite()) {
            return 0;
        }
        Matrix gram = Products.gram(product);
        double measured = Upward.norm(gram.minus(Matrix.identity(gram.rows())).data());
        double distance = Upward.plus(Upward.times(measured, 1 + 8 * Upward.UNIT), gramError(product));
        double rounding = productError(a, x);
        if (!(distance < 0.5)) {
            return 0;
        }
        double orthonormal = Math.nextDown(Math.sqrt(Math.nextDown(1 - distance)));
        double proved = Math.nextDown(orthonormal - rounding);
        double norm = norm(x);
        return proved > 0 ? Math.nextDown(proved / norm) : 0;
    }

    /** ‖fl(A X) − A X‖_F ≤ γ_m ‖ |X|ᵀ (‖a_k‖)_k ‖. */
    private static double productError(Matrix a, Matrix x) {
        double[] norms = columnNorms(a);
        double[] sums = new double[x.columns()];
        for (int j = 0; j < sums.length; j++) {
            for (int k = 0; k < norms.length; k++) {
                sums[j] = Upward.plus(sums[j], Upward.times(norms[k], Math.abs(x.get(k, j))));
            }
        }
        double flushed = Upward.times((double) a.rows() * x.columns(), a.columns() * Upward.TINY);
        return Upward.plus(Upward.times(Upward.gamma(a.columns() + 2L), Upward.norm(sums)), flushed);
    }

    /** A number not below ‖A‖₂. Cost m n² + 2n³ for n the smaller side. */
    static double norm(Matrix a) {
        double simple = Math.min(Upward.norm(a.data()), sumNorm(a));
        int exponent = a.maxAbs() > 0 && a.isFinite() ? Math.getExponent(a.maxAbs()) + 1 : 0;
        if (simple == 0
                || Math.abs(exponent) > 900
                || !Double.isFinite(simple)
                || Math.min(a.rows(), a.columns()) < 2) {
            return simple;
        }
        Matrix tall = (a.rows() < a.columns() ? a.transpose() : a).map(value -> Math.scalb(value, -exponent));
        Matrix gram = Products.gram(tall);
        double estimate = largestEigenvalue(u -> Products.times(gram, u), gram.rows());
        double error = Upward.plus(gramError(tall), Upward.times(tall.data().length, Upward.TINY));
        for (double excess : EXCESS) {
            double shift = excess * estimate;
            double proved = Upward.plus(shift, Upward.plus(error, slackAbove(gram, shift)));
            if (Double.isFinite(proved)) {
                return Math.min(simple, Math.nextUp(Math.scalb(Upward.root(proved), exponent)));
            }
        }
        return simple;
    }

    /** √(‖A‖₁ ‖A‖_∞). */
    private static double sumNorm(Matrix a) {
        double[] rows = new double[a.rows()];
        double widest = 0;
        for (int j = 0; j < a.columns(); j++) {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                double size = Math.abs(a.get(i, j));
                sum = Upward.plus(sum, size);
                rows[i] = Upward.plus(rows[i], size);
            }
            widest = Math.max(widest, sum);
        }
        double tallest = 0;
        for (double row : rows) {
            tallest = Math.max(tallest, row);
        }
        return Upward.times(Upward.root(widest), Upward.root(tallest));
    }

    /** γ_m ‖A‖_F² and underflow. */
    private static double gramError(Matrix a) {
        double size = Upward.norm(a.data());
        double flushed = Upward.times((double) a.columns() * a.columns(), a.rows() * Upward.TINY);
        return Upward.plus(Upward.times(Upward.gamma(a.rows() + 2L), Upward.times(size, size)), flushed);
    }

    /** δ with λ_min(G) ≥ s − δ. */
    private static double slackBelow(Matrix gram, double shift) {
        Matrix shifted = gram.copy();
        double rounding = shiftDiagonal(shifted, -shift);
        return Upward.plus(Definiteness.slack(shifted), rounding);
    }

    /** δ with λ_max(G) ≤ s + δ. */
    private static double slackAbove(Matrix gram, double shift) {
        Matrix shifted = gram.map(value -> -value);
        double rounding = shiftDiagonal(shifted, shift);
        return Upward.plus(Definiteness.slack(shifted), rounding);
    }

    /** Adds to the diagonal and returns a bound of the roundings. */
    private static double shiftDiagonal(Matrix matrix, double shift) {
        double rounding = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            int at = i + i * matrix.rows();
            matrix.data()[at] += shift;
            rounding = Math.max(rounding, Upward.times(Math.abs(matrix.data()[at]), 2 * Upward.UNIT));
        }
        return rounding;
    }

    private static double smallestEigenvalue(Matrix gram) {
        return Cholesky.of(gram)
                .map(factor -> 1
                        / largestEigenvalue(u -> factor.solve(Matrix.column(u)).data(), gram.rows()))
                .orElse(0.0);
    }

    private static double largestEigenvalue(UnaryOperator<double[]> operator, int size) {
        Lanczos process = Lanczos.random(operator, size, STEPS, SEED);
        while (process.step()) {}
        return process.finite() && process.steps() > 0 ? process.ritz().values()[process.steps() - 1] : Double.NaN;
    }

    private static double[] columnNorms(Matrix a) {
        double[] norms = new double[a.columns()];
        for (int j = 0; j < norms.length; j++) {
            norms[j] = Upward.norm(a.data(), j * a.rows(), (j + 1) * a.rows());
        }
        return norms;
    }
}
