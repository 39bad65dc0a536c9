package dev.nadir.jacobian.spectrum;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.model.Evaluation;
import java.util.Locale;
import java.util.Optional;

/**
 * The singular values of D, its left singular vectors, and its rank with everything needed to judge it.
 *
 * <p>Three tiers (mathematics §3.2). Small Jacobians go to the exact tier at once. Otherwise the eigenvalues of DDᵀ
 * decide where λ_min is well above the noise QN ε λ_max; where it is not, a sketch that squares nothing; and where its
 * values leave no gap, the exact tier, if it may cost that much.
 *
 * <p>Rank and range of D do not depend on the units of the input features; singular values do. So unless D has rank QN as it
 * stands, they are taken from D with the columns of the first layer's features scaled by powers of two
 * ({@link Evaluation#equilibrated}). With a {@link Cut} the rank is that of D itself.
 *
 * @param rank the decision; its {@code size} is min(QN, K), its numbers are those of {@code range}
 * @param path how the values were found and what it cost
 * @param pairs of D
 * @param range of D with its columns at one scale; the first {@code rank} vectors span range D
 * @param kernel DDᵀ, if it was formed
 */
public record JacobianSpectrum(
        RankReport rank, Path path, SingularPairs pairs, SingularPairs range, Optional<EmpiricalNtk> kernel) {
    /** λ_min must exceed the noise of the eigenvalues of DDᵀ by this factor to be believed. */
    private static final double WELL_ABOVE = 1000;

    private static final double CHEAP_FLOPS = 1e8;

    /**
     * The way to the values.
     *
     * @param tier how the values were found
     * @param reason why this tier, and what the earlier ones said, in words
     * @param flops what all the tiers used cost together, estimated
     */
    public record Path(Tier tier, String reason, double flops) {}

    private JacobianSpectrum(RankReport rank, Path path, SingularPairs pairs) {
        this(rank, path, pairs, pairs, Optional.empty());
    }

    /** With the default options. */
    public static JacobianSpectrum of(Evaluation jacobian) {
        return of(jacobian, SpectrumOptions.defaults());
    }

    /**
     * The spectrum by the cheapest tier that decides the rank.
     *
     * @throws IllegalArgumentException if an output is not finite
     */
    public static JacobianSpectrum of(Evaluation jacobian, SpectrumOptions options) {
        if (!jacobian.outputs().isFinite()) {
            throw new IllegalArgumentException("outputs: got NaN or infinite numbers, expected finite ones; "
                    + "check the weights, or standardize the inputs");
        }
        JacobianSpectrum own = ofMatrix(jacobian, options);
        Evaluation even = jacobian.equilibrated();
        boolean settled = own.rank.decided() && own.rank.rank() == jacobian.rows();
        if (settled || even == jacobian || options.cut().isPresent()) {
            return own;
        }
        options.progress().stage("the same with all features at one scale");
        JacobianSpectrum judged = ofMatrix(even, options);
        String reason = judged.path.reason + "; rank and range are those of D with all input features at one scale";
        Path path = new Path(judged.path.tier, reason, own.path.flops + judged.path.flops);
        RankReport rank = judged.rank.named(judged.rank.rule() + ", features at one scale");
        return new JacobianSpectrum(rank, path, own.pairs, judged.range, own.kernel);
    }

    private static JacobianSpectrum ofMatrix(Evaluation jacobian, SpectrumOptions options) {
        if (jacobian.columns() == 0) {
            SingularPairs none = new SingularPairs(new double[0], Matrix.zeros(jacobian.rows(), 0));
            return new JacobianSpectrum(
                    RankReport.of(none.values(), 0, ""), new Path(Tier.EXACT, "nothing is trained", 0), none);
        }
        if (options.only().isPresent()) {
            return byTier(jacobian, options.only().get(), options);
        }
        double exact = ExactTier.flops(jacobian);
        if (exact <= CHEAP_FLOPS) {
            return exact(jacobian, new Path(Tier.EXACT, "small enough to be exact at once", 0), options);
        }
        if (exact <= kernelFlops(jacobian) && ExactTier.possible(jacobian)) {
            String reason = "D has so few columns that the tangent kernel would cost more";
            return exact(jacobian, new Path(Tier.EXACT, reason, 0), options);
        }
        return escalated(jacobian, exact, options);
    }

    private static JacobianSpectrum escalated(Evaluation jacobian, double exact, SpectrumOptions options) {
        JacobianSpectrum kernel = kernel(jacobian, options);
        if (kernel.rank.decided()) {
            return kernel;
        }
        // a sketch is within a factor of two only, too coarse for a cut that is asked for
        boolean sketchable = jacobian.columns() > (long) SketchTier.OVERSAMPLING * jacobian.rows()
                && options.cut().isEmpty()
                && (SketchTier.flops(jacobian) < exact
                        || !ExactTier.possible(jacobian)); // rows written out gain nothing
        JacobianSpectrum sketch =
                sketchable ? sketch(jacobian, kernel.path, options).with(kernel.kernel) : kernel;
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
        return exact(jacobian, sketch.path, options).with(kernel.kernel);
    }

    private static JacobianSpectrum byTier(Evaluation jacobian, Tier tier, SpectrumOptions options) {
        Path asked = new Path(tier, "asked for", 0);
        return switch (tier) {
            case KERNEL -> kernel(jacobian, options);
            case SKETCH -> sketch(jacobian, asked, options);
            case EXACT -> exact(jacobian, asked, options);
        };
    }

    private static JacobianSpectrum kernel(Evaluation jacobian, SpectrumOptions options) {
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
        RankReport rank = full ? RankReport.of(pairs.values(), jacobian.rows(), jacobian.columns()) : seen.undecided();
        if (options.cut().isPresent() && pairs.values().length > 0) {
            double tolerance = options.cut().get().tolerance(sigmaMax);
            rank = options.cut().get().judge(pairs.values(), noise * sigmaMax * sigmaMax / tolerance); // of √λ near it
        }
        Path path = new Path(Tier.KERNEL, reason, kernelFlops(jacobian));
        return new JacobianSpectrum(rank, path, pairs, pairs, Optional.of(ntk));
    }

    /** What the kernel tier needs: the kernel, its eigenvectors, LAPACK's workspace, five matrices of the size of the kernel. */
    public static double bytes(Evaluation jacobian) {
        return 5.0 * Double.BYTES * jacobian.rows() * jacobian.rows();
    }

    private static void requireMemory(Evaluation jacobian) {
        double needed = bytes(jacobian);
        double available = NotEnoughMemory.free(needed);
        if (needed > available) {
            throw new NotEnoughMemory(
                    "spectrum of D with QN = " + jacobian.rows(),
                    needed,
                    available,
                    "use fewer samples, give Java more (NADIR_JAVA_OPTS=-Xmx…), or ask for the extreme eigenvalues only,"
                            + " which are found matrix-free");
        }
    }

    /** With a rough duration, so that nobody waits for hours unawares: 2e10 flops per second on one thread. */
    private static String stage(String what, double flops) {
        return String.format(Locale.ROOT, "%s, about %.0f s on one thread", what, Math.ceil(flops / 2e10));
    }

    private static double kernelFlops(Evaluation jacobian) {
        double rows = jacobian.rows();
        return jacobian.kernelFlops() + 10 * rows * rows * rows; // of the eigenvectors
    }

    private static JacobianSpectrum sketch(Evaluation jacobian, Path before, SpectrumOptions options) {
        options.progress().stage("sketch of the Jacobian, " + jacobian.rows() + " rows");
        double flops = before.flops + SketchTier.flops(jacobian);
        SingularPairs pairs = SketchTier.of(jacobian, options.seed());
        return judged(
                jacobian, pairs, new Path(Tier.SKETCH, before.reason + "; a sketch of D was taken", flops), options);
    }

    private static JacobianSpectrum exact(Evaluation jacobian, Path before, SpectrumOptions options) {
        String what = "exact singular values of D, " + jacobian.rows() + " x " + jacobian.columns();
        options.progress().stage(stage(what, ExactTier.flops(jacobian)));
        double flops = before.flops + ExactTier.flops(jacobian);
        return judged(jacobian, ExactTier.of(jacobian), new Path(Tier.EXACT, before.reason, flops), options);
    }

    private static JacobianSpectrum judged(
            Evaluation jacobian, SingularPairs pairs, Path path, SpectrumOptions options) {
        RankReport seen = RankReport.of(pairs.values(), jacobian.rows(), jacobian.columns());
        if (options.cut().isPresent()) {
            double error = path.tier == Tier.SKETCH ? seen.sigmaMax() : seen.tolerance();
            return new JacobianSpectrum(options.cut().get().judge(pairs.values(), error), path, pairs);
        }
        return new JacobianSpectrum(seen, path, pairs);
    }

    private JacobianSpectrum because(String more) {
        return new JacobianSpectrum(rank, new Path(path.tier, path.reason + more, path.flops), pairs, range, kernel);
    }

    private JacobianSpectrum with(Optional<EmpiricalNtk> formed) {
        return new JacobianSpectrum(rank, path, pairs, range, formed);
    }

    /** How the values were found. */
    public Tier tier() {
        return path.tier;
    }

    /** Why so, in words. */
    public String reason() {
        return path.reason;
    }

    /** What it cost, estimated. */
    public double flops() {
        return path.flops;
    }

    /** The singular values of D, descending, min(QN, K) of them; estimates if the tier is the sketch. */
    public double[] singularValues() {
        return pairs.values();
    }

    /** The left singular vectors of D in the same order, QN x min(QN, K). */
    public Matrix left() {
        return pairs.left();
    }

    /** The least singular value of D itself that belongs to its rank; NaN if that is 0. */
    public double leastSingularValue() {
        return rank.rank() == 0 ? Double.NaN : pairs.values()[rank.rank() - 1];
    }

    /** The largest singular value of D itself; 0 if there is none. */
    public double largestSingularValue() {
        return pairs.values().length == 0 ? 0 : pairs.values()[0];
    }

    /**
     * How far P may be off by rounding, as a bound of ‖P - P_exact‖ up to a small factor: QN ε σ_max/σ_r, at most 1; 0 for rank
     * QN, where P = 1.
     */
    public double rangeError() {
        if (rank.rank() == 0 || rank.rank() == range.left().rows()) {
            return 0;
        }
        return Math.min(1, range.left().rows() * Math.ulp(1.0) * range.condition(rank.rank()));
    }

    /** The orthogonal projector P onto the range of D. */
    public RangeProjector projector() {
        return new RangeProjector(range.left().columns(0, rank.rank()));
    }

    /** λ_min of DDᵀ: σ² of the last of QN values, so 0 if K is less than QN. */
    public double smallestEigenvalue() {
        double[] values = pairs.values();
        boolean full = values.length == left().rows() && values.length > 0;
        return full ? values[values.length - 1] * values[values.length - 1] : 0;
    }
}
