package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import java.util.function.IntFunction;

/**
 * How often a random network's Jacobian has full rank.
 *
 * @param draws how many networks were drawn
 * @param full how many had full rank, decided
 * @param undecided how many ranks could not be decided; they do not count as full
 * @param low lower end of the 95 % confidence interval of the fraction
 * @param high upper end
 */
public record FullRankFraction(int draws, int full, int undecided, double low, double high) {
    private static final double NORMAL_QUANTILE = 1.959963984540054; // of 97.5 %

    /** Draws and counts; the draw of index i is asked for with i = 0 … draws - 1. */
    public static FullRankFraction of(IntFunction<TrainingJacobian> draw, int draws, SpectrumOptions options) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws: got " + draws + ", expected at least 1");
        }
        int full = 0;
        int undecided = 0;
        for (int i = 0; i < draws; i++) {
            JacobianSpectrum spectrum = JacobianSpectrum.of(draw.apply(i), options);
            full += spectrum.rank().full() ? 1 : 0;
            undecided += spectrum.rank().decided() ? 0 : 1;
            options.progress().report("random networks", (i + 1.0) / draws);
        }
        return wilson(draws, full, undecided);
    }

    /** With Wilson's score interval (doi:10.1080/01621459.1927.10502953), which is sound at 0 and 1 too. */
    static FullRankFraction wilson(int draws, int full, int undecided) {
        double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
        double p = full / (double) draws;
        double centre = (p + z2 / (2 * draws)) / (1 + z2 / draws);
        double half = NORMAL_QUANTILE / (1 + z2 / draws) * Math.sqrt(p * (1 - p) / draws + z2 / (4.0 * draws * draws));
        double low = full == 0 ? 0 : centre - half;
        double high = full == draws ? 1 : centre + half;
        return new FullRankFraction(draws, full, undecided, low, high);
    }

    /** The fraction itself. */
    public double fraction() {
        return full / (double) draws;
    }
}
