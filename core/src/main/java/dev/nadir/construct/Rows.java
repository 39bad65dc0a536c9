package dev.nadir.construct;

import dev.nadir.matrix.Matrix;

/** Row-wise shifts of data matrices. */
final class Rows {
    private Rows() {}

    /** T − μ1ᵀ. */
    static Matrix centred(Matrix target, double[] means) {
        Matrix centred = target.copy();
        for (int j = 0; j < target.columns(); j++) {
            for (int i = 0; i < means.length; i++) {
                centred.data()[i + j * means.length] -= means[i];
            }
        }
        return centred;
    }
}
