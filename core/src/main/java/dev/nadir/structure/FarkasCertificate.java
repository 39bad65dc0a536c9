package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * Why two sets of samples cannot be separated by a hyperplane: a convex combination of each, and they coincide.
 *
 * <p>Σ λ_i a_i = Σ μ_j b_j with λ, μ > 0 and Σ λ_i = Σ μ_j (Farkas' lemma), exactly: the weights are whole numbers, and the
 * features are the doubles as they are stored.
 *
 * @param first sample numbers of the one set
 * @param firstWeights λ, one per number
 * @param second sample numbers of the other set
 * @param secondWeights μ, one per number
 */
public record FarkasCertificate(
        int[] first, List<BigInteger> firstWeights, int[] second, List<BigInteger> secondWeights) {

    /** Freezes the lists and checks that all weights are positive and both sides weigh the same. */
    public FarkasCertificate {
        firstWeights = List.copyOf(firstWeights);
        secondWeights = List.copyOf(secondWeights);
        if (first.length != firstWeights.size() || second.length != secondWeights.size()) {
            throw new IllegalArgumentException("weights: got " + firstWeights.size() + " and " + secondWeights.size()
                    + ", expected " + first.length + " and " + second.length);
        }
        BigInteger own = sum(firstWeights);
        if (own.signum() <= 0 || !own.equals(sum(secondWeights))) {
            throw new IllegalArgumentException(
                    "weights: got sums " + own + " and " + sum(secondWeights) + ", expected the same positive number");
        }
    }

    private static BigInteger sum(List<BigInteger> weights) {
        if (weights.stream().anyMatch(weight -> weight.signum() <= 0)) {
            throw new IllegalArgumentException("weights: got " + weights + ", expected positive numbers");
        }
        return weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** How many samples carry weight. */
    public int support() {
        return first.length + second.length;
    }

    /** λ_i / Σ λ, rounded. */
    public double[] firstShares() {
        return shares(firstWeights);
    }

    /** μ_j / Σ μ, rounded. */
    public double[] secondShares() {
        return shares(secondWeights);
    }

    private static double[] shares(List<BigInteger> weights) {
        BigDecimal sum = new BigDecimal(sum(weights));
        return weights.stream()
                .mapToDouble(weight -> new BigDecimal(weight)
                        .divide(sum, MathContext.DECIMAL64)
                        .doubleValue())
                .toArray();
    }

    /** Adds up both combinations of the given inputs without rounding: the check anyone can make. */
    public boolean holdsOn(Matrix inputs) {
        for (int i = 0; i < inputs.rows(); i++) {
            if (combination(inputs, i, first, firstWeights).compareTo(combination(inputs, i, second, secondWeights))
                    != 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal combination(Matrix inputs, int feature, int[] samples, List<BigInteger> weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < samples.length; k++) {
            sum = sum.add(new BigDecimal(weights.get(k)).multiply(new BigDecimal(inputs.get(feature, samples[k]))));
        }
        return sum;
    }
}
