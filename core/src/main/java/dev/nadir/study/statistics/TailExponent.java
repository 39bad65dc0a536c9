package dev.nadir.study.statistics;

import dev.nadir.study.Figures;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The exponent c of Prob(X &lt; x) ~ x^c near 0 from the values below a threshold ε: the maximum-likelihood estimate
 * k/Σ log(ε/x_i) (Hill 1975, DOI 10.1214/aos/1176343247), asymptotically normal with deviation c/√k. It takes the power law
 * to hold below ε.
 *
 * @param exponent c
 * @param margin half the width of the band
 * @param count k, the values below the threshold
 */
public record TailExponent(double exponent, double margin, int count) {

    /**
     * From k values below the threshold.
     *
     * @param count k, at least 1
     * @param logSum Σ log(ε/x_i)
     * @param together how many such bands shall hold together at 95 %, by Bonferroni's correction
     */
    public static TailExponent of(int count, double logSum, int together) {
        if (count < 1 || !(logSum > 0)) {
            throw new IllegalArgumentException("tail: got " + count + " values and log sum " + logSum
                    + ", expected at least 1 and a positive sum");
        }
        double z = new NormalDistribution().inverseCumulativeProbability(1 - 0.025 / together);
        double exponent = count / logSum;
        return new TailExponent(exponent, z * exponent / Math.sqrt(count), count);
    }

    /** Lower end of the band. */
    public double low() {
        return exponent - margin;
    }

    /** Upper end of the band. */
    public double high() {
        return exponent + margin;
    }

    /** In words: "2.03 (band 1.9 to 2.16, 300 values)". */
    public String words() {
        return Figures.words(exponent) + " (band " + Figures.words(low()) + " to " + Figures.words(high()) + ", "
                + count + " values)";
    }
}
