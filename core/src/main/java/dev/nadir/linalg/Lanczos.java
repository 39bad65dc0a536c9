package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.netlib.util.intW;

/**
 * The Lanczos process with full reorthogonalization: A V = V T + β v eᵀ with V orthonormal and T tridiagonal.
 *
 * <p>Every new direction is orthogonalized twice against all earlier ones (classical Gram-Schmidt), so no spurious
 * copies appear and the residual bounds |β s_k| of the Ritz values hold up to the rounding of the products (Parlett, The
 * Symmetric Eigenvalue Problem, doi:10.1137/1.9781611971163, §13). Memory n x steps; cost 8 n steps flops per step beside
 * the operator. A zero start makes no step; a start that lies in an invariant subspace never leaves it, so for extreme
 * eigenvalues take a random one.
 */
public final class Lanczos {
    private final UnaryOperator<double[]> operator;
    private final int size;
    private final int limit;
    private final double[] diagonal;
    private final double[] beside;
    private double[] basis;
    private double scale;
    private int steps;
    private boolean invariant;
    private boolean finite = true;

    /**
     * A process that has made no step yet.
     *
     * @param operator A, symmetric, n x n, as u ↦ A u, a new array
     * @param start any vector of length n
     * @param most at most so many products, and at most n
     * @throws IllegalArgumentException if the start is not finite or {@code most} is below 1
     */
    public Lanczos(UnaryOperator<double[]> operator, double[] start, int most) {
        double norm = Matrix.column(start).frobeniusNorm();
        if (most < 1 || !Double.isFinite(norm)) {
            throw new IllegalArgumentException("Lanczos: got " + most + " steps and a start of norm " + norm
                    + ", expected at least one step and a finite start");
        }
        this.operator = operator;
        this.size = start.length;
        this.limit = Math.min(size, most);
        this.diagonal = new double[limit];
        this.beside = new double[limit];
        this.basis = Matrix.numbers(size, Math.min(limit, 32));
        this.invariant = norm == 0;
        if (norm > 0) {
            append(start, norm);
        }
    }

    /** From a random direction: it has a part along every eigenvector, so nothing is missed at a stationary point. */
    public static Lanczos random(UnaryOperator<double[]> operator, int size, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] start = new double[size];
        Arrays.setAll(start, i -> random.nextGaussian());
        return new Lanczos(operator, start, most);
    }

    /** One more step; false when no further one can be made: limit, invariant subspace, product not finite. */
    public boolean step() {
        if (invariant || !finite || steps == limit) {
            return false;
        }
        double[] last = Arrays.copyOfRange(basis, steps * size, (steps + 1) * size);
        double[] w = operator.apply(last.clone());
        diagonal[steps] = NativeLibraries.blas().ddot(size, w, 1, last, 1);
        orthogonalize(w, steps + 1);
        orthogonalize(w, steps + 1);
        double beta = Matrix.column(w).frobeniusNorm();
        finite = Double.isFinite(diagonal[steps]) && Double.isFinite(beta);
        if (!finite) {
            return false;
        }
        beside[steps] = beta;
        scale = Math.max(scale, Math.max(Math.abs(diagonal[steps]), beta));
        steps++;
        invariant = !(beta > size * Math.ulp(1.0) * scale);
        if (invariant || steps == limit) {
            return false;
        }
        append(w, beta);
        return true;
    }

    private void append(double[] w, double norm) {
        if ((steps + 1L) * size > basis.length) {
            basis = Arrays.copyOf(basis, Matrix.length(size, Math.min(limit, 2 * (basis.length / size))));
        }
        for (int i = 0; i < size; i++) {
            basis[steps * size + i] = w[i] / norm;
        }
    }

    private void orthogonalize(double[] w, int columns) {
        double[] components = new double[columns];
        NativeLibraries.blas().dgemv("T", size, columns, 1, basis, size, w, 1, 0, components, 1);
        NativeLibraries.blas().dgemv("N", size, columns, -1, basis, size, components, 1, 1, w, 1);
    }

    /** Products made that count. */
    public int steps() {
        return steps;
    }

    /** Whether every product so far was finite. */
    public boolean finite() {
        return finite;
    }

    /** V, n x steps, orthonormal columns. */
    public Matrix basis() {
        return new Matrix(size, steps, Arrays.copyOf(basis, size * steps));
    }

    /**
     * The eigenpairs of T.
     *
     * @param values θ_k, ascending
     * @param residuals |β s_k|: within this distance of θ_k lies an eigenvalue of A, rounding apart
     * @param coordinates of the Ritz vectors in V, steps x steps
     */
    public record Ritz(double[] values, double[] residuals, Matrix coordinates) {}

    /**
     * The Ritz values after the steps made so far; 4 steps³ flops.
     *
     * @throws IllegalStateException if LAPACK's dstev does not converge
     */
    public Ritz ritz() {
        double[] values = Arrays.copyOf(diagonal, steps);
        Matrix vectors = Matrix.zeros(steps, steps);
        if (steps > 0) {
            intW info = new intW(0);
            double[] off = Arrays.copyOf(beside, steps);
            double[] work = new double[Math.max(1, 2 * steps - 2)];
            NativeLibraries.lapack().dstev("V", steps, values, off, vectors.data(), steps, work, info);
            LapackInfo.requireLegal("dstev", info.val);
            if (info.val > 0) {
                throw new IllegalStateException("dstev: no convergence, index " + info.val);
            }
        }
        double[] residuals = new double[steps];
        Arrays.setAll(residuals, k -> Math.abs(beside[steps - 1] * vectors.get(steps - 1, k)));
        return new Ritz(values, residuals, vectors);
    }
}
