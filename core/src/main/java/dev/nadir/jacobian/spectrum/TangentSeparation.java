package dev.nadir.jacobian.spectrum;

import dev.nadir.matrix.Matrix;
import java.util.stream.IntStream;

/**
 * Whether some change v of the parameters raises, to first order, the logit of the right class above every other one on every
 * sample: then and only then C_block = 0 for cross-entropy with certain labels. If not, by Farkas' lemma some u with Dᵀu = 0 has
 * u_{iq} ≥ 0 for the wrong classes, not all 0: the certificate of a positive C_block.
 *
 * @param answer which
 * @param margin the least difference of (Dv)_{iq} between the right class and another for the v that was found, over the largest;
 *     positive where separable
 * @param samples that contradict each other, from 0: those that carry at least 1e-6 of the certificate; none if separable
 */
public record TangentSeparation(Answer answer, double margin, int[] samples) {
    private static final double SHARE = 1e-6;

    /** The answers. */
    public enum Answer {
        /** Some v separates: C(x + Dv) can be made as small as one likes. */
        SEPARABLE,
        /** No v does: the certificate bounds C from below. */
        CONTRADICTED,
        /** Neither was shown. */
        UNDECIDED
    }

    /**
     * From a split of cross-entropy.
     *
     * @param start x, Q x N
     * @param labels one-hot, Q x N
     */
    public static TangentSeparation of(ConvexSplit split, Matrix start, Matrix labels) {
        if (!split.decided()) {
            return new TangentSeparation(Answer.UNDECIDED, Double.NaN, new int[0]);
        }
        if (split.bound() > 0) {
            return new TangentSeparation(Answer.CONTRADICTED, Double.NaN, carriers(split.certificate()));
        }
        if (split.blocked() == 0) { // every output can be had
            return new TangentSeparation(Answer.SEPARABLE, 1, new int[0]);
        }
        Matrix moved = split.outputs().minus(start);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < labels.columns(); i++) {
            least = Math.min(least, margin(moved, labels, i));
        }
        double largest = moved.maxAbs();
        double rounding = 16 * Math.sqrt(moved.data().length) * Math.ulp(1.0) * (start.maxAbs() + largest);
        Answer answer = least > rounding ? Answer.SEPARABLE : Answer.UNDECIDED;
        return new TangentSeparation(answer, largest == 0 ? 0 : least / largest, new int[0]);
    }

    private static double margin(Matrix moved, Matrix labels, int i) {
        int right = 0;
        for (int q = 1; q < labels.rows(); q++) {
            right = labels.get(q, i) > labels.get(right, i) ? q : right;
        }
        double margin = Double.POSITIVE_INFINITY;
        for (int q = 0; q < labels.rows(); q++) {
            margin = q == right ? margin : Math.min(margin, moved.get(right, i) - moved.get(q, i));
        }
        return margin;
    }

    private static int[] carriers(Matrix certificate) {
        double whole = certificate.frobeniusNorm();
        return IntStream.range(0, certificate.columns())
                .filter(i -> certificate.columns(i, i + 1).frobeniusNorm() >= SHARE * whole)
                .toArray();
    }
}
