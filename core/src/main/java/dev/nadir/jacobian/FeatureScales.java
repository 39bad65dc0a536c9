package dev.nadir.jacobian;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * Powers of two that bring the rows of a feature matrix to a root mean square between 1/√2 and √2, exactly.
 *
 * <p>A feature in other units scales columns of D, which changes neither its rank nor its range; singular values change,
 * and the cut max(QN, K) ε σ_max would follow the largest column. The cut is taken after this scaling instead.
 *
 * @param exponents e_j: row j is multiplied by 2^e_j; 0 for rows that are 0
 */
record FeatureScales(int[] exponents) {

    static FeatureScales of(Matrix features) {
        int[] exponents = new int[features.rows()];
        for (int j = 0; j < exponents.length; j++) {
            double[] row = features.rowArray(j);
            int largest = Math.getExponent(Matrix.column(row).maxAbs());
            if (largest < Double.MIN_EXPONENT || largest > Double.MAX_EXPONENT) {
                continue; // zero, subnormal or not finite
            }
            double sum = 0;
            for (double entry : row) {
                double unit = Math.scalb(entry, -largest);
                sum += unit * unit;
            }
            double logarithm = Math.log(sum / row.length) / (2 * Math.log(2));
            exponents[j] = (int) Math.rint(-largest - logarithm);
        }
        return new FeatureScales(exponents);
    }

    boolean none() {
        return Arrays.stream(exponents).allMatch(e -> e == 0);
    }

    FeatureScales inverse() {
        return new FeatureScales(Arrays.stream(exponents).map(e -> -e).toArray());
    }

    /** The rows, scaled; the argument itself where nothing is to be done. */
    Matrix apply(Matrix features) {
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
