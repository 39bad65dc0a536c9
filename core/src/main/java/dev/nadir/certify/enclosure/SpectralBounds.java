package dev.nadir.certify.enclosure;

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
 *
 * @param products what computes them
 */
public record SpectralBounds(RoundedProducts products) {
    private static final int STEPS = 60;
    private static final long SEED = 11;
    private static final double[] SHARE = {1 - 0x1p-7, 0.75};
    private static final double[] EXCESS = {1 + 0x1p-10, 1.0625};

    public static SpectralBounds ofBlas() {
        return new SpectralBounds(RoundedProducts.BLAS);
    }

    /** A number not above σ_min(A) for a tall A, m ≥ n; 0 where none better is found. Cost m n² + 2n³, twice if ill-conditioned. */
    public double least(Matrix tall) {
        if (tall.rows() < tall.columns() || !tall.isFinite() || tall.maxAbs() == 0) {
            return 0;
        }
        int exponent = Math.getExponent(tall.maxAbs()) + 1;
        if (Math.abs(exponent) > 900) {
            return 0;
        }
        // what becomes too small for a double is far below the last place of the bound, which is 0 or above 10⁻¹⁶
        double bound = leastScaled(tall.map(value -> Math.scalb(value, -exponent)));
        return bound > 0 ? Math.max(0, Math.nextDown(Math.scalb(Math.nextDown(bound), exponent))) : 0;
    }

    private double leastScaled(Matrix a) {
        Matrix gram = products.gram(a);
        double shifted = leastFrom(a, gram, smallestEigenvalue(gram));
        return shifted > 0 ? shifted : preconditioned(a, Qr.of(a).inverseR());
    }

    /** By shifting the Gram matrix by a little less than the estimate of its least eigenvalue, whatever that is; 0 where that fails. */
    double leastFrom(Matrix a, Matrix gram, double estimate) {
        double error = gramError(a);
        for (int i = 0; i < SHARE.length && estimate > 16 * error; i++) {
            double shift = SHARE[i] * estimate;
            double proved = shift - Upward.plus(error, slackBelow(gram, shift));
            if (proved > 0.5 * estimate) {
                return Math.nextDown(Math.sqrt(Math.nextDown(Math.nextDown(proved))));
            }
        }
        return 0;
    }

    /**
     * σ_min(A) ≥ σ_min(A X)/‖X‖₂ with X ≈ R⁻¹, whatever X is: A X is nearly orthonormal, so its Gram matrix needs no shift, and
     * conditions up to 10¹² are seen (Rump, Acta Numerica 19, 2010, §10.8.1).
     */
    double preconditioned(Matrix a, Matrix x) {
        Matrix product = products.times(a, x);
        if (!x.isFinite() || !product.isFinite()) {
            return 0;
        }
        Matrix gram = products.gram(product);
        double measured = Upward.norm(gram.minus(Matrix.identity(gram.rows())).data());
        double distance = Upward.plus(measured, gramError(product));
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
    static double productError(Matrix a, Matrix x) {
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
    public double norm(Matrix a) {
        double simple = Math.min(Upward.norm(a.data()), sumNorm(a));
        int exponent = a.maxAbs() > 0 && a.isFinite() ? Math.getExponent(a.maxAbs()) + 1 : 0;
        if (simple == 0
                || Math.abs(exponent) > 900
                || !Double.isFinite(simple)
                || Math.min(a.rows(), a.columns()) < 2) {
            return simple;
        }
        Matrix tall = (a.rows() < a.columns() ? a.transpose() : a).map(value -> Math.scalb(value, -exponent));
        Matrix gram = products.gram(tall);
        double estimate = largestEigenvalue(u -> Products.times(gram, u), gram.rows());
        return Math.min(simple, Math.nextUp(Math.scalb(normFrom(tall, gram, estimate), exponent)));
    }

    /** From an estimate of the largest eigenvalue of the Gram matrix, whatever that is; infinite where that fails. */
    double normFrom(Matrix tall, Matrix gram, double estimate) {
        double error = gramError(tall); // far above what became too small for a double
        for (double excess : EXCESS) {
            double shift = excess * estimate;
            double proved = Upward.plus(shift, Upward.plus(error, slackAbove(gram, shift)));
            if (Double.isFinite(proved)) {
                return Upward.root(proved);
            }
        }
        return Double.POSITIVE_INFINITY;
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
    static double gramError(Matrix a) {
        double size = Upward.norm(a.data());
        double flushed = Upward.times((double) a.columns() * a.columns(), a.rows() * Upward.TINY);
        return Upward.plus(Upward.times(Upward.gamma(a.rows() + 2L), Upward.times(size, size)), flushed);
    }

    /** δ with λ_min(G) ≥ s − δ. */
    double slackBelow(Matrix gram, double shift) {
        Matrix shifted = gram.copy();
        double rounding = shiftDiagonal(shifted, -shift);
        return Upward.plus(new Definiteness(products).slack(shifted), rounding);
    }

    /** δ with λ_max(G) ≤ s + δ. */
    double slackAbove(Matrix gram, double shift) {
        Matrix shifted = gram.map(value -> -value);
        double rounding = shiftDiagonal(shifted, shift);
        return Upward.plus(new Definiteness(products).slack(shifted), rounding);
    }

    /** Adds to the diagonal and returns a bound of the roundings. */
    static double shiftDiagonal(Matrix matrix, double shift) {
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
