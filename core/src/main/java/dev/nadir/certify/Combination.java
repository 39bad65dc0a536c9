package dev.nadir.certify;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Whole numbers u_i, one for each of some samples, with Σ u_i = 0 and Σ u_i x_i = 0: then Σ u_i (⟨w, x_i⟩ + b) = 0 for all w and b.
 *
 * <p>Two facts are read off it. If Σ u_i y_i ≠ 0 for some output, no affine map fits it: u is the dual certificate, Dᵀu = 0 and
 * ⟨u, y − x⟩ ≠ 0, and the cost is at least (Σ u_i y_i)²/(2N Σ u_i²). If the labels with u_i &gt; 0 are all above those with u_i &lt; 0,
 * no increasing function of an affine map fits: two convex combinations coincide (Farkas).
 *
 * @param output from 1
 * @param samples from 1
 * @param weights u, none of them 0
 */
public record Combination(int output, int[] samples, List<BigInteger> weights) {
    /** Checks the lengths. */
    public Combination {
        samples = samples.clone();
        weights = List.copyOf(weights);
        if (samples.length != weights.size()) {
            throw new IllegalArgumentException(
                    "weights: got " + weights.size() + ", expected one for each of " + samples.length + " samples");
        }
    }

    @Override
    public int[] samples() {
        return samples.clone();
    }

    /** Σ u_i = 0 and Σ u_i x_i = 0, added up without rounding: the check anyone can make. */
    boolean vanishesOn(Matrix inputs) {
        if (weights.stream().reduce(BigInteger.ZERO, BigInteger::add).signum() != 0) {
            return false;
        }
        for (int row = 0; row < inputs.rows(); row++) {
            if (sum(inputs, row).signum() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether no affine map takes the inputs to the labels. */
    boolean refutesAffine(TrainingSet data) {
        return vanishesOn(data.inputs()) && sum(data.labels(), output - 1).signum() != 0;
    }

    /** Whether no increasing function of an affine map does, continuous or not. */
    boolean refutesIncreasing(TrainingSet data) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < samples.length; k++) {
            double label = data.labels().get(output - 1, samples[k] - 1);
            least = weights.get(k).signum() > 0 ? Math.min(least, label) : least;
            most = weights.get(k).signum() < 0 ? Math.max(most, label) : most;
        }
        return samples.length > 0 && least > most && vanishesOn(data.inputs());
    }

    /** A number not above (Σ u_i y_i)²/(2N Σ u_i²), which no affine map gets below. */
    double costBound(TrainingSet data) {
        BigDecimal off = sum(data.labels(), output - 1);
        BigInteger squares = weights.stream().map(u -> u.multiply(u)).reduce(BigInteger.ZERO, BigInteger::add);
        BigDecimal below = new BigDecimal(squares).multiply(BigDecimal.valueOf(2L * data.samples()));
        double bound = off.multiply(off)
                .divide(below, new MathContext(30, RoundingMode.DOWN))
                .doubleValue();
        return bound > 0 && Double.isFinite(bound) ? Math.nextDown(bound) : 0;
    }

    private BigDecimal sum(Matrix matrix, int row) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < samples.length; k++) {
            sum = sum.add(new BigDecimal(weights.get(k)).multiply(new BigDecimal(matrix.get(row, samples[k] - 1))));
        }
        return sum;
    }
}
