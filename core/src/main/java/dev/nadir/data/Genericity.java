package dev.nadir.data;

import dev.nadir.linalg.PivotedQr;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.Optional;

/**
 * The rank and condition of [X; s 1ᵀ], which decide whether a network that starts from the inputs themselves reaches
 * zero loss: W X + b 1ᵀ = Y is solvable for every Y if and only if rank [X; 1ᵀ] = N.
 *
 * <p>The row of ones is scaled by s = ‖X‖_F / √(MN), the root mean square of the entries, so that it is as long as an
 * average row of X; for standardized data s is 1. Scaling it changes no rank. Data beyond 2^±500 are judged after
 * division by a power of two, so that their singular values stay in range: the report is of the scaled matrix.
 *
 * <p>Cost: the singular values, O(mn min(m, n)), for min(M + 1, N) up to {@link #LARGEST_SVD}; beyond that the diagonal
 * of a column-pivoted QR, which estimates them in less time: {@link RankReport#rule} then says so and the
 * condition is an estimate.
 *
 * @param raw of the data as they are
 * @param standardized of the data with rows of mean 0 and deviation 1; empty if they cannot be standardized because a
 *     mean or deviation overflows
 */
public record Genericity(RankReport raw, Optional<RankReport> standardized) {

    /** Largest min(M + 1, N) for which singular values are computed: a second or so. */
    public static final int LARGEST_SVD = 1500;

    private static final int SAFE_EXPONENT = 500;

    /**
     * Judges a data matrix.
     *
     * @param inputs X, M x N; identical samples make the rank fall below N, so merge them first
     * @throws IllegalArgumentException if X is not finite
     */
    public static Genericity of(Matrix inputs) {
        return new Genericity(withBias(inputs), standardized(inputs).map(Genericity::withBias));
    }

    private static Optional<Matrix> standardized(Matrix inputs) {
        return Standardization.ifRepresentable(inputs)
                .map(scaling -> scaling.apply(inputs))
                .filter(Matrix::isFinite);
    }

    private static RankReport withBias(Matrix inputs) {
        int exponent = Math.getExponent(inputs.maxAbs());
        Matrix extended = Math.abs(exponent) < SAFE_EXPONENT ? extended(inputs) : extended(scaled(inputs, exponent));
        int least = Math.min(extended.rows(), extended.columns());
        if (least <= LARGEST_SVD) {
            return RankReport.of(Svd.valuesOf(extended), extended.rows(), extended.columns());
        }
        return PivotedQr.of(extended).rankReport();
    }

    private static Matrix extended(Matrix inputs) {
        return inputs.appendRow(rootMeanSquare(inputs));
    }

    private static Matrix scaled(Matrix inputs, int exponent) {
        return inputs.map(value -> Math.scalb(value, -exponent));
    }

    /** 1 if X is empty or zero. */
    private static double rootMeanSquare(Matrix inputs) {
        double scale = inputs.maxAbs();
        if (!(scale > 0)) {
            return 1;
        }
        double sum = 0;
        for (double value : inputs.data()) {
            sum += (value / scale) * (value / scale);
        }
        return scale * Math.sqrt(sum / inputs.data().length);
    }

    /** The better of the two, by which the data are to be judged: standardization is on by default. */
    public RankReport judged() {
        return standardized.filter(report -> report.rank() >= raw.rank()).orElse(raw);
    }
}
