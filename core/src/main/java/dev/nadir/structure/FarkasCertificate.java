package dev.nadir.structure;

import dev.nadir.matrix.Matrix;

/**
 * Why two sets of samples cannot be separated by a hyperplane: a convex combination of each, and they coincide.
 *
 * <p>Σ λ_i a_i = Σ μ_j b_j with λ, μ ≥ 0 and sums 1 (Farkas' lemma). In floating point they coincide up to a
 * mismatch, which bounds what a hyperplane could still do: for every w, min_b ⟨w, b⟩ − max_a ⟨w, a⟩ ≤ |w|₁ · mismatch.
 *
 * @param first sample numbers of the one set
 * @param firstWeights λ, one per number
 * @param second sample numbers of the other set
 * @param secondWeights μ, one per number
 * @param mismatch max |Σ λ_i a_i − Σ μ_j b_j| over the features, divided by the largest deviation of any sample from
 *     the centre
 */
public record FarkasCertificate(
        int[] first, double[] firstWeights, int[] second, double[] secondWeights, double mismatch) {

    /** How many samples carry weight. */
    public int support() {
        return first.length + second.length;
    }

    /**
     * Recomputes max |Σ λ_i a_i − Σ μ_j b_j| on given inputs, in their units, the weights normalized anew: the check
     * anyone can make.
     */
    public double mismatchOn(Matrix inputs) {
        double[] difference = new double[inputs.rows()];
        add(inputs, first, firstWeights, 1, difference);
        add(inputs, second, secondWeights, -1, difference);
        double worst = 0;
        for (double d : difference) {
            worst = Math.max(worst, Math.abs(d));
        }
        return worst;
    }

    private static void add(Matrix inputs, int[] samples, double[] weights, double sign, double[] to) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int k = 0; k < samples.length; k++) {
            int start = samples[k] * inputs.rows();
            for (int i = 0; i < to.length; i++) {
                to[i] += sign * (weights[k] / sum) * inputs.data()[start + i];
            }
        }
    }
}
