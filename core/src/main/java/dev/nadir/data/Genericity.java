package dev.nadir.data;

import dev.nadir.linalg.PivotedQr;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.RowScales;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.Optional;

/**
 * The rank and condition of [X; 1ᵀ], which decide whether a network that starts from the inputs themselves reaches zero
 * loss: W X + b 1ᵀ = Y is solvable for every Y if and only if rank [X; 1ᵀ] = N.
 *
 * <p>Neither depends on the units of a feature: every row of X is first brought to a root mean square of about 1 by a power of
 * two, exactly ({@link RowScales}); condition and singular values are those of the scaled matrix.
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

    /**
     * Judges a data matrix.
     *
     * @param inputs X, M x N; identical samples make the rank fall below N, so merge them first
     * @throws IllegalArgumentException if X is not finite
     */
    public static Genericity of(Matrix inputs) {
        RankReport raw = withBias(inputs);
        Optional<RankReport> even = standardized(inputs).map(Genericity::withBias);
        return new Genericity(
                even.map(other -> unlessMore(raw, other)).orElse(raw), even.map(report -> unlessMore(report, raw)));
    }

    /** Standardizing changes no rank: where it brings out more, the lower one is not decided. */
    private static RankReport unlessMore(RankReport report, RankReport other) {
        return report.rank() < other.rank() ? report.undecided() : report;
    }

    private static Optional<Matrix> standardized(Matrix inputs) {
        return Standardization.ifRepresentable(inputs)
                .map(scaling -> scaling.apply(inputs))
                .filter(Matrix::isFinite);
    }

    private static RankReport withBias(Matrix inputs) {
        Matrix extended = RowScales.of(inputs).apply(inputs).appendRow(1);
        int least = Math.min(extended.rows(), extended.columns());
        if (least <= LARGEST_SVD) {
            return RankReport.of(Svd.valuesOf(extended), extended.rows(), extended.columns());
        }
        return PivotedQr.of(extended).rankReport();
    }

    /** The one that is decided; of the standardized data if both are, as standardization is on by default. */
    public RankReport judged() {
        return standardized.filter(report -> report.decided() || !raw.decided()).orElse(raw);
    }
}
