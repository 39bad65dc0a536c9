package dev.nadir.linalg;

import java.util.Locale;

/**
 * The numerical rank of a matrix with everything needed to judge it: a rank "to rounding", as a change of the matrix of the
 * size of the tolerance can always raise it.
 *
 * <p>Singular values strictly above the tolerance count. The rank is decided when there is a clear gap at the cut;
 * otherwise it is "undecided" and {@code rank} is only the count.
 *
 * @param rank number of singular values above the tolerance
 * @param size the largest rank possible, min(rows, columns)
 * @param tolerance the cut, absolute
 * @param rule how the tolerance was formed, in words
 * @param sigmaMax the largest singular value; 0 for a zero or empty matrix
 * @param sigmaAbove the smallest singular value above the cut; NaN if none
 * @param sigmaBelow the largest singular value below the cut; 0 if none
 * @param decided whether the cut is far from any singular value
 */
public record RankReport(
        int rank,
        int size,
        double tolerance,
        String rule,
        double sigmaMax,
        double sigmaAbove,
        double sigmaBelow,
        boolean decided) {

    /** The gap a decision needs: the singular values around the cut must differ by this factor. */
    public static final double DECIDING_GAP = 10;

    /** In units of ε σ_max: computed singular values of a small matrix that are 0 are below this. */
    private static final double NOISE = 8;

    /**
     * Judges descending singular values with the usual rule σ > max(rows, columns) · ε · σ_max.
     *
     * <p>A full rank is decided by the gap to the cut. A lower one also needs the rest to be lost in rounding, and so wide a
     * gap above it that no sequence of singular values with ratios up to {@link #DECIDING_GAP}² is cut in two: a value a
     * little below the cut but above rounding is as doubtful as one a little above it.
     *
     * @param singularValues descending, all min(rows, columns) of them
     * @param rows of the matrix
     * @param columns of the matrix
     */
    public static RankReport of(double[] singularValues, long rows, long columns) {
        double sigmaMax = singularValues.length == 0 ? 0 : singularValues[0];
        long largest = Math.max(rows, columns);
        return toRounding(singularValues, largest * Math.ulp(1.0) * sigmaMax, largest + " ε σ_max");
    }

    /** The same for a tolerance that is a bound of the rounding in the values. */
    static RankReport toRounding(double[] singularValues, double tolerance, String rule) {
        RankReport seen = of(singularValues, tolerance, rule);
        if (seen.rank == seen.size || seen.rank == 0) {
            return seen;
        }
        double noise = Math.max(tolerance / DECIDING_GAP, NOISE * Math.ulp(1.0) * seen.sigmaMax);
        boolean lost = seen.sigmaBelow <= noise;
        boolean apart =
                seen.sigmaAbove > 2 * DECIDING_GAP * DECIDING_GAP * noise; // 2: for the error of noise-size values
        return lost && apart ? seen : seen.undecided();
    }

    /**
     * Judges descending singular values against a given absolute tolerance.
     *
     * @throws IllegalArgumentException if a value is NaN or negative, or the values are not descending
     */
    public static RankReport of(double[] singularValues, double tolerance, String rule) {
        double previous = Double.POSITIVE_INFINITY;
        for (double sigma : singularValues) {
            if (!(sigma >= 0) || !(sigma <= previous)) {
                throw new IllegalArgumentException(
                        "singular values: got " + sigma + " after " + previous + ", expected descending from above 0");
            }
            previous = sigma;
        }
        int rank = 0;
        while (rank < singularValues.length && singularValues[rank] > tolerance) {
            rank++;
        }
        double sigmaMax = singularValues.length == 0 ? 0 : singularValues[0];
        double above = rank == 0 ? Double.NaN : singularValues[rank - 1];
        double below = rank == singularValues.length ? 0 : singularValues[rank];
        boolean decided = rank == 0 || (above > DECIDING_GAP * below && (above > DECIDING_GAP * tolerance));
        return new RankReport(rank, singularValues.length, tolerance, rule, sigmaMax, above, below, decided);
    }

    /** The same without a decision. */
    public RankReport undecided() {
        return new RankReport(rank, size, tolerance, rule, sigmaMax, sigmaAbove, sigmaBelow, false);
    }

    /** The same with the rule in other words. */
    public RankReport named(String words) {
        return new RankReport(rank, size, tolerance, words, sigmaMax, sigmaAbove, sigmaBelow, decided);
    }

    /** "4 of 4, condition 2.8", "3 of 4 to rounding", "not decided: …". */
    public String words() {
        if (!decided) {
            return String.format(
                    Locale.ROOT,
                    "not decided: %d of %d singular values exceed the cut %.3g (%s), the least of them %.3g%s",
                    rank,
                    size,
                    tolerance,
                    rule,
                    sigmaAbove,
                    rank == size ? "" : String.format(Locale.ROOT, ", the next %.3g", sigmaBelow));
        }
        String count = rank + " of " + size;
        return full() ? String.format(Locale.ROOT, "%s, condition %.3g", count, condition()) : count + " to rounding";
    }

    /** Whether the rank is decided and as large as it can be. */
    public boolean full() {
        return decided && rank == size;
    }

    /** σ_max over the smallest singular value above the cut; infinity if the rank is not full, NaN if it is 0. */
    public double condition() {
        return rank < size ? Double.POSITIVE_INFINITY : sigmaMax / sigmaAbove;
    }

    /** The ratio of the singular values around the cut; infinity if the lower one is 0. */
    public double gap() {
        return sigmaAbove / sigmaBelow;
    }
}
