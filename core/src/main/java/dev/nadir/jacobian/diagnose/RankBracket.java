package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.linalg.RankReport;

/**
 * How many singular values of D are surely above the cut, and how many may be; equal where the rank is decided.
 *
 * @param least the count of those that are surely above
 * @param most the count of those that may be
 */
record RankBracket(int least, int most) {
    /** Eigenvalues of DDᵀ are believed from 1000 times their noise on, so their roots from this times the cut on. */
    private static final double KERNEL_MARGIN = Math.sqrt(1000);

    static RankBracket of(JacobianSpectrum spectrum) {
        RankReport rank = spectrum.rank();
        if (rank.decided()) {
            return new RankBracket(rank.rank(), rank.rank());
        }
        double[] sigma = spectrum.range().values();
        if (spectrum.tier() == Tier.KERNEL) { // below the noise nothing can be said
            return new RankBracket(above(sigma, KERNEL_MARGIN * rank.tolerance()), sigma.length);
        }
        double doubtful = Math.max(rank.tolerance() / RankReport.DECIDING_GAP, 8 * Math.ulp(1.0) * rank.sigmaMax());
        return new RankBracket(above(sigma, RankReport.DECIDING_GAP * rank.tolerance()), above(sigma, doubtful));
    }

    private static int above(double[] descending, double cut) {
        int count = 0;
        while (count < descending.length && descending[count] > cut) {
            count++;
        }
        return count;
    }
}
