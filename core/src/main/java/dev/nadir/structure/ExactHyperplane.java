package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * An affine function of the features as they stand in the data, without any rounding.
 *
 * @param normal one entry per feature
 * @param offset the constant
 */
public record ExactHyperplane(List<BigDecimal> normal, BigDecimal offset) {

    /** Freezes the list. */
    public ExactHyperplane {
        normal = List.copyOf(normal);
    }

    /** The same hyperplane with a unit normal, rounded to doubles. */
    public Hyperplane rounded() {
        MathContext digits = MathContext.DECIMAL64;
        BigDecimal norm = normal.stream()
                .map(entry -> entry.multiply(entry))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .sqrt(digits);
        double[] unit = normal.stream()
                .mapToDouble(entry -> entry.divide(norm, digits).doubleValue())
                .toArray();
        return new Hyperplane(unit, offset.divide(norm, digits).doubleValue());
    }

    /** The value at column j of X, exactly. */
    public BigDecimal value(Matrix inputs, int j) {
        BigDecimal sum = offset;
        for (int i = 0; i < normal.size(); i++) {
            sum = sum.add(normal.get(i).multiply(new BigDecimal(inputs.get(i, j))));
        }
        return sum;
    }
}
