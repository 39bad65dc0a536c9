package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * The orthogonal factor Q of a QR factorization as LAPACK keeps it: Householder vectors below the diagonal.
 *
 * @param rows m, the size of Q
 * @param vectors the factored array, column-major with m rows
 * @param tau one factor per reflector
 */
record Reflectors(int rows, double[] vectors, double[] tau) {

    /** C ← op(Q) C for side "L", C op(Q) for side "R"; op transposes for "T" (LAPACK dormqr). */
    void apply(String side, String trans, Matrix c) {
        if (tau.length == 0 || c.data().length == 0) {
            return;
        }
        double[] query = new double[1];
        call(side, trans, c, query, -1);
        double[] work = new double[Workspace.length("dormqr", 1, query[0])];
        call(side, trans, c, work, work.length);
    }

    private void call(String side, String trans, Matrix c, double[] work, int length) {
        intW info = new intW(0);
        double[] target = c.data();
        int m = c.rows();
        NativeLibraries.lapack()
                .dormqr(side, trans, m, c.columns(), tau.length, vectors, rows, tau, target, m, work, length, info);
        LapackInfo.requireLegal("dormqr", info.val);
    }
}
