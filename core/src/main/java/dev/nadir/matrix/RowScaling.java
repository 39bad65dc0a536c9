package dev.nadir.matrix;

/**
 * The fixed map x ↦ (x - offset) ∘ factor applied to every column of a data matrix: standardization.
 *
 * <p>Where it stands before a network it holds no trainable parameters. It is kept apart from W_1 because folding it
 * in loses digits: W_1 ∘ factor and b_1 - W_1 offset cancel.
 *
 * @param offset subtracted from every column, one entry per row
 * @param factor multiplied afterwards, one entry per row
 */
public record RowScaling(double[] offset, double[] factor) {

    /** Checks lengths and finiteness. */
    public RowScaling {
        if (offset.length != factor.length) {
            throw new IllegalArgumentException(
                    "row scaling: got " + offset.length + " offsets and " + factor.length + " factors");
        }
        for (int i = 0; i < offset.length; i++) {
            if (!Double.isFinite(offset[i]) || !Double.isFinite(factor[i])) {
                throw new IllegalArgumentException("row scaling of row " + i + ": got offset " + offset[i]
                        + " and factor " + factor[i] + ", expected finite numbers");
            }
        }
    }

    /** (x - offset) ∘ factor for every column x. */
    public Matrix apply(Matrix matrix) {
        Matrix.requireShape(matrix, offset.length, matrix.columns(), "matrix to scale");
        double[] from = matrix.data();
        double[] scaled = new double[from.length];
        int at = 0;
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < offset.length; i++, at++) {
                scaled[at] = (from[at] - offset[i]) * factor[i];
            }
        }
        return new Matrix(matrix.rows(), matrix.columns(), scaled);
    }
}
