package dev.nadir.jacobian.spectrum;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import java.util.Locale;

/**
 * The singular values of D, its left singular vectors, and its rank with everything needed to judge it.
 *
 * <p>Three tiers (mathematics §3.2). Small Jacobians go to the exact tier at once. Otherwise the eigenvalues of DDᵀ
 * decide where λ_min is well above the noise QN ε λ_max; where it is not, a sketch that squares nothing; and where its
 * values leave no gap, the exact tier, if it may cost that much.
 *
 * @param rank the decision; its {@code size} is min(QN, K)
 * @param tier how the values were found
 * @param reason why this tier, and what the earlier ones said, in words
 * @param flops what all the tiers used cost together, estimated
 * @param singularValues descending, min(QN, K) of them; estimates if the tier is the sketch
 * @param left the left singular vectors in the same order, QN x min(QN, K)
 */
public record JacobianSpectrum(
        RankReport rank, Tier tier, String reason, double flops, double[] singularValues, Matrix left) {
    /** λ_min must exceed the noise of the eigenvalues of DDᵀ by this factor to be believed. */
    private static final double WELL_ABOVE = 1000;

    private static final double CHEAP_FLOPS = 1e8;

    /** With the default options. */
    public static JacobianSpectrum of(TrainingJacobian jacobian) {
        return of(jacobian, SpectrumOptions.defaults());
    }

    /** The spectrum by the cheapest tier that decides the rank. */
    public static JacobianSpectrum of(TrainingJacobian jacobian, SpectrumOptions options) {
        if (jacobian.columns() == 0) {
            Matrix none = Matrix.zeros(jacobian.rows(), 0);
            return new JacobianSpectrum(
                    RankReport.of(new double[0], 0, ""), Tier.EXACT, "no layer is trained", 0, new double[0], none);
        }
        if (options.only().isPresent()) {
            return byTier(jacobian, options.only().get(), options);
        }
        double exact = ExactTier.flops(jacobian);
        if (exact <= CHEAP_FLOPS) {
            return exact(jacobian, "small enough to be exact at once", 0, options);
        }
        if (exact <= kernelFlops(jacobian) && ExactTier.possible(jacobian)) {
            return exact(jacobian, "D has so few columns that the tangent kernel would cost more", 0, options);
        }
        JacobianSpectrum kernel = kernel(jacobian, options);
        boolean sketchable = jacobian.columns() > (long) SketchTier.OVERSAMPLING * jacobian.rows();
        if (kernel.rank.decided()) {
            return kernel;
        }
        JacobianSpectrum sketch = sketchable ? sketch(jacobian, kernel, options) : kernel;
        if (sketch.rank.decided()) {
            return sketch;
        }
        if (exact > options.maxFlops() || !ExactTier.possible(jacobian)) {
            return sketch.because(String.format(
                    Locale.ROOT,
                    "; the exact tier would cost %.1e flops, more than the %.1e allowed or more memory than there is",
                    exact,
                    options.maxFlops()));
        }
        return exact(jacobian, sketch.reason, sketch.flops, options);
    }

    private static JacobianSpectrum byTier(TrainingJacobian jacobian, Tier tier, SpectrumOptions options) {
        return switch (tier) {
            case KERNEL -> kernel(jacobian, options);
            case SKETCH ->
                judged(
                        jacobian,
                        SketchTier.of(jacobian, options.seed()),
                        new Path(Tier.SKETCH, "asked for", SketchTier.flops(jacobian)));
            case EXACT -> exact(jacobian, "asked for", 0, options);
        };
    }

    private static JacobianSpectrum kernel(TrainingJacobian jacobian, SpectrumOptions options) {
        requireMemory(jacobian);
        EmpiricalNtk ntk = EmpiricalNtk.of(jacobian, options.blocking(), options.progress());
        options.progress().stage(stage("eigenvalues of the tangent kernel", kernelFlops(jacobian)));
        SymmetricEigen eigen = SymmetricEigen.of(ntk.kernel());
        SingularPairs pairs = SingularPairs.ofKernel(eigen, jacobian.leastDim());
        double size = jacobian.rows();
        double noise = size * Math.ulp(1.0);
        double sigmaMax = pairs.values().length == 0 ? 0 : pairs.values()[0];
        double cut = Math.sqrt(noise) * sigmaMax;
        RankReport seen = RankReport.of(pairs.values(), cut, "√(" + jacobian.rows() + " ε) σ_max");
        double smallest = pairs.values()[pairs.values().length - 1];
        boolean full = smallest * smallest > WELL_ABOVE * noise * sigmaMax * sigmaMax;
        String reason = String.format(
                Locale.ROOT,
                "λ_min of DDᵀ is %.1e times its noise level QN ε λ_max, %s",
                smallest * smallest / (noise * sigmaMax * sigmaMax),
                full ? "so its eigenvalues decide" : "so its eigenvalues cannot decide");
        RankReport rank = full ? RankReport.of(pairs.values(), jacobian.rows(), jacobian.columns()) : undecided(seen);
        return new JacobianSpectrum(rank, Tier.KERNEL, reason, kernelFlops(jacobian), pairs.values(), pairs.left());
    }

    /** The kernel, its eigenvectors, LAPACK's workspace: five matrices of the size of the kernel. */
    private static void requireMemory(TrainingJacobian jacobian) {
        double needed = 5.0 * Double.BYTES * jacobian.rows() * jacobian.rows();
        double available = Runtime.getRuntime().maxMemory();
        if (needed > available) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "spectrum of D: QN = %d needs %.1f GB, expected at most the heap, %.1f GB; use fewer samples, raise "
                            + "-Xmx, or ask for the extreme eigenvalues only, which are found matrix-free",
                    jacobian.rows(),
                    needed / 1e9,
                    available / 1e9));
        }
    }

    /** With a rough duration, so that nobody waits for hours unawares: 2e10 flops per second on one thread. */
    private static String stage(String what, double flops) {
        return String.format(Locale.ROOT, "%s, about %.0f s on one thread", what, Math.ceil(flops / 2e10));
    }

    private static RankReport undecided(RankReport seen) {
        return new RankReport(
                seen.rank(),
                seen.size(),
                seen.tolerance(),
                seen.rule(),
                seen.sigmaMax(),
                seen.sigmaAbove(),
                seen.sigmaBelow(),
                false);
    }

    private static double kernelFlops(TrainingJacobian jacobian) {
        double sum = 10.0 * jacobian.rows(); // of the eigenvectors
        for (int layer : jacobian.selection().layers()) {
            sum += jacobian.network().layers().get(layer - 1).outputDim();
        }
        return sum * jacobian.rows() * jacobian.rows();
    }

    private static JacobianSpectrum sketch(
            TrainingJacobian jacobian, JacobianSpectrum kernel, SpectrumOptions options) {
        options.progress().stage("sketch of the Jacobian, " + jacobian.rows() + " rows");
        double flops = kernel.flops + SketchTier.flops(jacobian);
        SingularPairs pairs = SketchTier.of(jacobian, options.seed());
        return judged(jacobian, pairs, new Path(Tier.SKETCH, kernel.reason + "; a sketch of D was taken", flops));
    }

    private static JacobianSpectrum exact(
            TrainingJacobian jacobian, String before, double flopsBefore, SpectrumOptions options) {
        String what = "exact singular values of D, " + jacobian.rows() + " x " + jacobian.columns();
        options.progress().stage(stage(what, ExactTier.flops(jacobian)));
        double flops = flopsBefore + ExactTier.flops(jacobian);
        return judged(jacobian, ExactTier.of(jacobian), new Path(Tier.EXACT, before, flops));
    }

    private record Path(Tier tier, String reason, double flops) {}

    private static JacobianSpectrum judged(TrainingJacobian jacobian, SingularPairs pairs, Path path) {
        RankReport seen = RankReport.of(pairs.values(), jacobian.rows(), jacobian.columns());
        // a value a little below the cut but clearly above rounding is as doubtful as one a little above it
        double doubtful = Math.max(seen.tolerance() / RankReport.DECIDING_GAP, 8 * Math.ulp(1.0) * seen.sigmaMax());
        RankReport rank = seen.sigmaBelow() > doubtful ? undecided(seen) : seen;
        return new JacobianSpectrum(rank, path.tier, path.reason, path.flops, pairs.values(), pairs.left());
    }

    private JacobianSpectrum because(String more) {
        return new JacobianSpectrum(rank, tier, reason + more, flops, singularValues, left);
    }

    /** The orthogonal projector P onto the range of D: the left singular vectors above the cut. */
    public RangeProjector projector() {
        return new RangeProjector(left.columns(0, rank.rank()));
    }

    /** λ_min of DDᵀ: σ² of the last of QN values, so 0 if K is less than QN. */
    public double smallestEigenvalue() {
        boolean full = left.columns() == left.rows() && left.rows() > 0;
        return full ? Math.pow(singularValues[singularValues.length - 1], 2) : 0;
    }
}
