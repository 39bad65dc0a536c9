package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.RankReport;
import java.util.Locale;

/**
 * A cut of the rank that a user asks for: the singular values of D above it count.
 *
 * @param value positive and finite
 * @param relative whether it is a share of σ_max, below 1, or an absolute number
 */
public record Cut(double value, boolean relative) {

    /** Checks the value. */
    public Cut {
        if (!(value > 0) || Double.isInfinite(value) || relative && !(value < 1)) {
            throw new IllegalArgumentException(
                    "cut: got " + value + ", expected a positive number" + (relative ? " below 1" : ""));
        }
    }

    /**
     * "1e-8", relative to σ_max, or "abs=1e-8".
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cut parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        boolean relative = !plain.startsWith("abs=");
        try {
            return new Cut(Double.parseDouble(relative ? plain : plain.substring(4)), relative);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("cut: got " + text + ", expected a number as 1e-8 or abs=1e-8", e);
        }
    }

    double tolerance(double sigmaMax) {
        return relative ? value * sigmaMax : value;
    }

    /** The rank, decided unless a singular value lies within its error of the cut. */
    RankReport judge(double[] singularValues, double error) {
        double sigmaMax = singularValues.length == 0 ? 0 : singularValues[0];
        double tolerance = tolerance(sigmaMax);
        RankReport seen = RankReport.of(
                singularValues, tolerance, relative ? "asked for: " + value + " σ_max" : "asked for: " + value);
        boolean above = seen.rank() == 0 || seen.sigmaAbove() - tolerance > error;
        boolean below = seen.rank() == seen.size() || tolerance - seen.sigmaBelow() >= error;
        return new RankReport(
                seen.rank(),
                seen.size(),
                tolerance,
                seen.rule(),
                sigmaMax,
                seen.sigmaAbove(),
                seen.sigmaBelow(),
                above && below);
    }
}
