package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * Householder QR A = Q R of a tall m x n matrix, m ≥ n, Q kept as reflectors (LAPACK dgeqrf).
 *
 * <p>Cost 2mn² − 2n³/3 flops, one copy of A.
 */
public final class Qr {
    private final int rows;
    private final int columns;
    private final double[] reflectors;
    private final double[] tau;

    private Qr(int rows, int columns, double[] reflectors, double[] tau) {
        this.rows = rows;
        this.columns = columns;
        this.reflectors = reflectors;
        this.tau = tau;
    }

    /**
     * Factorizes a copy of A.
     *
     * @throws IllegalArgumentException if A is wider than tall
     */
    public static Qr of(Matrix a) {
        return ofOwned(a.copy());
    }

    /** Factorizes A in its own array, which the caller gives up: saves the copy of a matrix just built for this. */
    public static Qr ofOwned(Matrix a) {
        if (a.rows() < a.columns()) {
            throw new IllegalArgumentException(
                    "QR: got " + a.rows() + " x " + a.columns() + ", expected at least as many rows as columns");
        }
        double[] tau = new double[a.columns()];
        if (a.columns() > 0) {
            intW info = new intW(0);
            double[] query = new double[1];
            NativeLibraries.lapack().dgeqrf(a.rows(), a.columns(), a.data(), a.rows(), tau, query, -1, info);
            double[] work = new double[Workspace.length("dgeqrf", a.columns(), query[0])];
            NativeLibraries.lapack().dgeqrf(a.rows(), a.columns(), a.data(), a.rows(), tau, work, work.length, info);
            LapackInfo.requireLegal("dgeqrf", info.val);
        }
        return new Qr(a.rows(), a.columns(), a.data(), tau);
    }

    /** R, n x n, zeros below the diagonal. */
    public Matrix r() {
        Matrix r = Matrix.zeros(columns, columns);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(reflectors, j * rows, r.data(), j * columns, j + 1);
        }
        return r;
    }

    /** The thin Q, m x n with orthonormal columns. */
    public Matrix thinQ() {
        Matrix identity = Matrix.zeros(rows, columns);
        for (int j = 0; j < columns; j++) {
            identity.data()[j + j * rows] = 1;
        }
        applyQ("L", "N", identity);
        return identity;
    }

    /** Qᵀ B for the full m x m Q, m x p. */
    public Matrix transposedTimes(Matrix b) {
        Matrix.requireShape(b, rows, b.columns(), "right-hand side");
        Matrix product = b.copy();
        applyQ("L", "T", product);
        return product;
    }

    /**
     * The least-norm solution W of W A = B, that is W = B R⁻¹ Qᵀ, of shape p x m for B of shape p x n.
     *
     * <p>Scaling of rows of A matters, scaling of columns does not. The residual is of size ε ‖W‖ ‖A‖. Cost
     * p n² + 4 p m n flops. R must not be singular: see {@link #reciprocalConditionOne()}.
     */
    public Matrix leastNormRight(Matrix b) {
        Matrix.requireShape(b, b.rows(), columns, "right-hand side");
        int p = b.rows();
        double[] w = Matrix.numbers(p, rows);
        System.arraycopy(b.data(), 0, w, 0, b.data().length);
        if (p > 0 && columns > 0) {
            NativeLibraries.blas().dtrsm("R", "U", "N", "N", p, columns, 1, reflectors, rows, w, p);
        }
        Matrix solution = new Matrix(p, rows, w);
        applyQ("R", "T", solution);
        return solution;
    }

    /** R⁻¹ as computed, not finite where R is singular; n³ flops. */
    public Matrix inverseR() {
        return Triangles.solveUpper(r(), Matrix.identity(columns));
    }

    /** Solves R x = b in place. */
    void solveR(double[] x, String trans) {
        NativeLibraries.blas().dtrsv("U", trans, "N", columns, reflectors, rows, x, 1);
    }

    /** x ↦ R x or Rᵀ x in place. */
    void timesR(double[] x, String trans) {
        NativeLibraries.blas().dtrmv("U", trans, "N", columns, reflectors, rows, x, 1);
    }

    int columns() {
        return columns;
    }

    double diagonal(int j) {
        return reflectors[j + j * rows];
    }

    /** LAPACK's estimate of 1 / (‖R‖₁ ‖R⁻¹‖₁); 0 if R is exactly singular. */
    public double reciprocalConditionOne() {
        if (columns == 0) {
            return 1;
        }
        org.netlib.util.doubleW rcond = new org.netlib.util.doubleW(0);
        intW info = new intW(0);
        NativeLibraries.lapack()
                .dtrcon(
                        "1",
                        "U",
                        "N",
                        columns,
                        reflectors,
                        rows,
                        rcond,
                        new double[3 * columns],
                        new int[columns],
                        info);
        LapackInfo.requireLegal("dtrcon", info.val);
        return rcond.val;
    }

    private void applyQ(String side, String trans, Matrix c) {
        new Reflectors(rows, reflectors, tau).apply(side, trans, c);
    }
}
