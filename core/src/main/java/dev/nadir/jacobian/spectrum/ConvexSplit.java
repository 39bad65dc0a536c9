package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cost of any convex loss split into what a change of the parameters can remove to first order and what it cannot:
 * C_block = inf_v C(x + Dv), C_reach = C − C_block. For the square loss this is {@link LossSplit}.
 *
 * <p>C_block lies between {@code bound} and {@code blocked}. The bound is Fenchel's: for u with Dᵀu = 0, C(x + Dv) ≥ ⟨u, x⟩ − C*(u)
 * for every v. As computed, Dᵀu is not 0 but of norm {@code leak}; the bound accounts for that as long as Dv is at most ten times as long
 * as the one that led to {@code blocked}.
 *
 * <p>What must be full is the rank of what the loss sees: D itself, or for cross-entropy ΠD with Π subtracting from the logits of
 * a sample their mean, so (Q − 1)N and not QN.
 *
 * @param cost C
 * @param gradientNorm ‖∇_θC‖
 * @param floor inf C over all outputs
 * @param blocked the least C(x + Dv) that was found, or the infimum where the rank is full
 * @param bound below C_block; at least the floor
 * @param leak ‖Dᵀu‖
 * @param blockedGradient ‖P⊥∇_xC‖²/‖∇_xC‖²: 1 at a stationary point; 0 where ∇_xC = 0
 * @param rank of D, or of ΠD in units of cosines; its size is the number of outputs that matter
 * @param decided whether the rank of D and this one are beyond doubt
 * @param outputs x + Dv where {@code blocked} was found; x itself where the rank is full
 * @param certificate u, Q x N
 */
public record ConvexSplit(
        double cost,
        double gradientNorm,
        double floor,
        double blocked,
        double bound,
        double leak,
        double blockedGradient,
        RankReport rank,
        boolean decided,
        Matrix outputs,
        Matrix certificate) {

    /**
     * Splits the cost at the parameters of an evaluation; some tens of Newton steps of QN r² flops with r = rank D.
     *
     * @param labels Y, Q x N
     * @throws IllegalArgumentException if the labels are not such as the loss takes
     */
    public static ConvexSplit of(Evaluation at, JacobianSpectrum spectrum, Loss loss, Matrix labels) {
        loss.check(labels);
        Matrix outputs = at.outputs();
        double cost = loss.value(outputs, labels);
        double floor = loss.floor(labels);
        Matrix gradient = loss.gradient(outputs, labels);
        Seen seen = Seen.of(spectrum, loss, labels.rows());
        boolean everything = seen.rank.rank() == labels.columns() * (labels.rows() - (loss.shiftInvariant() ? 1 : 0));
        TangentMinimum minimum = everything
                ? TangentMinimum.unblocked(loss, labels, outputs)
                : TangentMinimum.of(
                        new TangentMinimum.Problem(loss, labels, outputs, seen.basis, spectrum.rangeError(), 0));
        double[] complement = new RangeProjector(seen.basis).complement(gradient.data());
        double share = gradient.frobeniusNorm() == 0
                ? 0
                : Math.pow(Matrix.column(complement).frobeniusNorm() / gradient.frobeniusNorm(), 2);
        return new ConvexSplit(
                cost,
                norm(at.transposedTimes(gradient.data())),
                floor,
                minimum.reached(),
                Math.min(minimum.bound(), minimum.reached()),
                norm(at.transposedTimes(minimum.certificate().data())),
                everything ? 0 : share,
                seen.rank,
                spectrum.rank().decided() && seen.rank.decided(),
                minimum.outputs(),
                minimum.certificate());
    }

    private static double norm(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }

    /** C_reach, at least: C less what was found. */
    public double reachable() {
        return cost - blocked;
    }

    /** The loss of every sample where {@code blocked} was found, divided by N: N entries that sum up to it. */
    public double[] blockedPerSample(Loss loss, Matrix labels) {
        int samples = labels.columns();
        return IntStream.range(0, samples)
                .mapToDouble(i -> loss.value(outputs.columns(i, i + 1), labels.columns(i, i + 1)) / samples)
                .toArray();
    }

    /** An orthonormal basis of the range of D as the loss sees it. */
    private record Seen(Matrix basis, RankReport rank) {

        static Seen of(JacobianSpectrum spectrum, Loss loss, int outputs) {
            Matrix basis = spectrum.projector().basis();
            if (!loss.shiftInvariant() || basis.columns() == 0) {
                return new Seen(basis, spectrum.rank());
            }
            int most = basis.rows() / outputs * (outputs - 1);
            Svd svd = Svd.of(centred(basis, outputs));
            int size = Math.min(most, svd.values().length);
            double[] cosines = Arrays.copyOf(svd.values(), size); // the others are 0 by construction
            double error = Math.max(8 * basis.rows() * Math.ulp(1.0), spectrum.rangeError());
            RankReport rank = RankReport.of(cosines, error, "cosines above " + error);
            return new Seen(svd.left().columns(0, rank.rank()), rank);
        }

        private static Matrix centred(Matrix basis, int outputs) {
            Matrix centred = basis.copy();
            for (int from = 0; from < centred.data().length; from += outputs) {
                double mean = 0;
                for (int q = 0; q < outputs; q++) {
                    mean += basis.data()[from + q] / outputs;
                }
                for (int q = 0; q < outputs; q++) {
                    centred.data()[from + q] -= mean;
                }
            }
            return centred;
        }
    }
}
