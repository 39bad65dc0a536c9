package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.progress.Progress;
import java.util.Arrays;

/**
 * The pivot layer: the affine map of least norm with W A + b 1ᵀ = T (mathematics §2.2).
 *
 * <p>Solved with the row of ones, [A; c 1ᵀ], because centred data of N samples have rank N − 1 without it. c makes the
 * ones as large as an average singular direction of A. QR of the tall matrix, residual ε ‖W‖ ‖A‖, then at most two
 * refinement steps while the residual falls.
 *
 * <p>Cost 2 m n² for the factorization of the m x n matrix and 4 p m n for p outputs.
 */
public final class AffineSolve {
    private static final int REFINEMENTS = 2;
    private static final int EXACT_SPECTRUM = 1000;
    private static final int LARGEST_EXPONENT = Double.MAX_EXPONENT - 1; // so that the inverse is a normal number

    private final Matrix inputs;
    private final double[] units;
    private final double ones;
    private final Qr qr;
    private final RankReport rank;

    /** @param units powers of two in which the rows of A are measured; empty for 1 */
    private AffineSolve(Matrix inputs, double[] units, Progress progress) {
        int samples = inputs.columns();
        progress.stage("factorizing " + (inputs.rows() + 1) + " x " + samples);
        Matrix measured =
                units.length == 0 ? inputs : new RowScaling(new double[units.length], inverses(units)).apply(inputs);
        this.inputs = inputs;
        this.units = units;
        this.ones = onesScale(measured);
        this.qr = Qr.ofOwned(measured.appendRow(ones));
        progress.stage("estimating the condition of " + samples + " samples");
        this.rank = rankOf(qr, inputs.rows() + 1, samples);
    }

    /** An affine map z = W a + b. */
    public record Affine(Matrix weight, double[] bias) {
        Matrix apply(Matrix a) {
            return Products.affine(weight, a, bias);
        }
    }

    /**
     * Factorizes [A; c 1ᵀ]; A must have at least N − 1 rows. Where the rank is not full with the rows of A as they are, they are
     * brought to one size by powers of two, which changes no digit of W A: the rank does not depend on their units.
     */
    public static AffineSolve of(Matrix inputs, Progress progress) {
        AffineSolve solve = new AffineSolve(inputs, new double[0], progress);
        double[] sizes = units(inputs);
        boolean same = Arrays.stream(sizes).allMatch(size -> size == sizes[0]);
        return solve.rank.full() || same ? solve : new AffineSolve(inputs, sizes, progress);
    }

    /** The powers of two next to the norms of the rows; 1 for a row of zeros. */
    private static double[] units(Matrix inputs) {
        double[] units = new double[inputs.rows()];
        for (int i = 0; i < units.length; i++) {
            double norm = inputs.rows(i, i + 1).frobeniusNorm();
            double exponent = norm > 0 ? Math.rint(Math.log(norm) / Math.log(2)) : 0;
            units[i] = Math.scalb(1.0, (int) Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)));
        }
        return units;
    }

    private static double[] inverses(double[] units) {
        return Arrays.stream(units).map(unit -> 1 / unit).toArray();
    }

    /** c with c √N = ‖A‖_F / √min(M, N), the root mean square singular value of A; 1 for A = 0. */
    static double onesScale(Matrix inputs) {
        double norm = inputs.frobeniusNorm();
        int least = Math.max(1, Math.min(inputs.rows(), inputs.columns()));
        return norm > 0 ? norm / Math.sqrt((double) least * inputs.columns()) : 1;
    }

    /** All singular values where they are cheap; else the extreme ones, and a pivoted QR if those leave doubt. */
    private static RankReport rankOf(Qr qr, int rows, int columns) {
        if (columns <= EXACT_SPECTRUM) {
            return RankReport.of(Svd.valuesOf(qr.r()), rows, columns);
        }
        TriangularCondition extremes = TriangularCondition.of(qr);
        double tolerance = rows * Math.ulp(1.0) * extremes.sigmaMax();
        if (extremes.sigmaMin() > RankReport.DECIDING_GAP * tolerance) {
            String rule = rows + " ε σ_max, extreme singular values by Lanczos";
            return new RankReport(columns, columns, tolerance, rule, extremes.sigmaMax(), extremes.sigmaMin(), 0, true);
        }
        return PivotedQr.of(qr.r()).rankReport();
    }

    public RankReport rank() {
        return rank;
    }

    /** The least-norm map; meaningful only if the rank is full. */
    public Affine solve(Matrix target) {
        Affine best = split(qr.leastNormRight(target));
        Matrix residual = target.minus(best.apply(inputs));
        double size = residual.frobeniusNorm();
        for (int step = 0; step < REFINEMENTS && size > floor(target); step++) {
            Affine refined = plus(best, split(qr.leastNormRight(residual)));
            Matrix remaining = target.minus(refined.apply(inputs));
            double remainingSize = remaining.frobeniusNorm();
            if (!(remainingSize < size / 2)) {
                return remainingSize < size ? refined : best;
            }
            best = refined;
            residual = remaining;
            size = remainingSize;
        }
        return best;
    }

    /** One unit of rounding per entry of T: below it a refinement step only moves rounding errors about. */
    private static double floor(Matrix target) {
        return Math.ulp(1.0) * target.frobeniusNorm();
    }

    private Affine split(Matrix solution) {
        int features = inputs.rows();
        double[] bias = Arrays.stream(solution.columnArray(features))
                .map(value -> value * ones)
                .toArray();
        Matrix weight = solution.columns(0, features);
        for (int k = 0; k < weight.data().length && units.length > 0; k++) {
            weight.data()[k] /= units[k / weight.rows()];
        }
        return new Affine(weight, bias);
    }

    private static Affine plus(Affine a, Affine b) {
        double[] bias = a.bias.clone();
        for (int i = 0; i < bias.length; i++) {
            bias[i] += b.bias[i];
        }
        return new Affine(a.weight.plus(1, b.weight), bias);
    }
}
