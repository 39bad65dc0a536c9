package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * Powers of two that bring the rows of a feature matrix to a root mean square between 1/√2 and √2, exactly.
 *
 * <p>A feature in other units changes neither the rank of [X; 1ᵀ] nor rank and range of D; singular values change, and a cut
 * relative to the largest of them would follow the largest feature. The cut is taken after this scaling instead.
 *
 * @param exponents e_j: row j is multiplied by 2^e_j; 0 for rows that are 0 or not finite
 */
public record RowScales(int[] exponents) {

    /** Measures the rows. */
    public static RowScales of(Matrix features) {
        int[] exponents = new int[features.rows()];
        for (int j = 0; j < exponents.length; j++) {
            double[] row = features.rowArray(j);
            double size = Matrix.column(row).maxAbs();
            if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
                continue;
            }
            int largest = Math.getExponent(size);
            double sum = 0;
            for (double entry : row) {
                double unit = Math.scalb(entry, -largest);
                sum += unit * unit;
            }
            double logarithm = Math.log(sum / row.length) / (2 * Math.log(2));
            exponents[j] = (int) Math.rint(-largest - logarithm);
        }
        return new RowScales(exponents);
    }

    /** Whether nothing is to be done. */
    public boolean none() {
        return Arrays.stream(exponents).allMatch(e -> e == 0);
    }

    /** The way back. */
    public RowScales inverse() {
        return new RowScales(Arrays.stream(exponents).map(e -> -e).toArray());
    }

    /** The rows, scaled; the argument itself where nothing is to be done. */
    public Matrix apply(Matrix features) {
        if (none()) {
            return features;
        }
        double[] data = features.data().clone();
        for (int at = 0; at < data.length; at++) {
            data[at] = Math.scalb(data[at], exponents[at % exponents.length]);
        }
        return new Matrix(features.rows(), features.columns(), data);
    }
}
