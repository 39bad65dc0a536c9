package dev.nadir.study.statistics;

import dev.nadir.study.Figures;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * A frequency and Wilson's interval of 95 % for the probability behind it (Wilson 1927, DOI 10.1080/01621459.1927.10502953):
 * (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n). It says something for 0 of n and n of n too.
 *
 * @param successes of {@code trials}
 * @param trials at least 1
 */
public record Proportion(int successes, int trials) {
    /** The standard normal quantile at 0.975. */
    private static final double Z = 1.959963984540054;

    /** Checks the counts. */
    public Proportion {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "counts: got " + successes + " of " + trials + ", expected 0 ... n of n >= 1");
        }
    }

    /** How many of these are true. */
    public static Proportion of(double[] values, DoublePredicate success) {
        return new Proportion((int) Arrays.stream(values).filter(success).count(), values.length);
    }

    /** The frequency. */
    public double value() {
        return (double) successes / trials;
    }

    /** Lower end of the interval; 0 for no success. */
    public double low() {
        return successes == 0 ? 0 : centre() - halfWidth();
    }

    /** Upper end of the interval; 1 for no failure. */
    public double high() {
        return successes == trials ? 1 : centre() + halfWidth();
    }

    private double centre() {
        return (value() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double halfWidth() {
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / trials + Z * Z / (4.0 * trials * trials)) / (1 + Z * Z / trials);
    }

    /** In words: "412 of 1000 (41.2 %, 95 % interval 38.2 % to 44.3 %)". */
    public String words() {
        return successes + " of " + trials + " (" + Figures.percent(value()) + ", 95 % interval "
                + Figures.percent(low()) + " to " + Figures.percent(high()) + ")";
    }

    /** For a table: "412 of 1000 (38.2 % to 44.3 %)". */
    public String brief() {
        return successes + " of " + trials + " (" + Figures.percent(low()) + " to " + Figures.percent(high()) + ")";
    }
}
