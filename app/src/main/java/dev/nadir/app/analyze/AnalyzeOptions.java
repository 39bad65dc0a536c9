package dev.nadir.app.analyze;

import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.LayersOption;
import dev.nadir.app.shell.LossOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.jacobian.Blocking;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.spectrum.Cut;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.model.Evaluation;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixin: what to analyze and how hard. */
final class AnalyzeOptions {
    private static final double MOST_FLOPS = 1e13;
    private static final int EXTREME_STEPS = 1000;
    private static final int PROBE_STEPS = 100;

    @Mixin
    private LayersOption layers;

    @Mixin
    private LossOptions losses;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "kernel, sketch or exact singular values. (default: the cheapest that decides the rank)")
    private Tier tier;

    @Option(
            names = "--max-flops",
            paramLabel = "F",
            defaultValue = "2e13",
            description = "What the exact tier may cost. (default: 2e13, some minutes)")
    private double maxFlops;

    @Option(
            names = "--cut",
            paramLabel = "C",
            description =
                    "The rank counts singular values of D above C σ_max, or above c with abs=c. (default: above rounding,"
                            + " with all input features at one scale)")
    private String cut;

    @Option(
            names = "--block-memory",
            paramLabel = "MB",
            defaultValue = "512",
            description = "Memory for a block of the tangent kernel. (default: 512)")
    private int blockMegabytes;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "0",
            description = "Draw the network N times (with --init or --perturb) and count the Jacobians of full rank.")
    private int draws;

    @Option(
            names = "--extremes",
            description =
                    "Only the extreme eigenvalues of the tangent kernel, matrix-free: for data too large for more.")
    private boolean extremes;

    @Option(
            names = "--matrix-free",
            description =
                    "Bounds of what is reachable, of λ_max and of the sharpness, and the density of the spectrum, by products with"
                            + " D and Dᵀ alone; the rank is not decided. (default: where the kernel would take more than 1e13"
                            + " flops or the memory there is)")
    private boolean matrixFree;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Most Lanczos steps: with --extremes (default: 1000), or from each of the ten random vectors of"
                            + " --matrix-free (default: 100).")
    private Integer steps;

    @Option(
            names = "--exact",
            description =
                    "Only the rank of D over the rational numbers, without rounding: for networks of relu, leaky-relu and"
                            + " identity. With --draws, of every draw.")
    private boolean exact;

    boolean exact() {
        return exact;
    }

    LossOptions losses() {
        return losses;
    }

    /** Refuses what the chosen mode does not use. */
    void check(GivenOptions given) {
        if (exact || extremes || draws > 0) {
            given.refuse(
                    exact ? "--exact" : extremes ? "--extremes" : "--draws, which looks at D and no loss",
                    LossOptions.NAMES);
        }
        if (exact) {
            given.refuse(
                    "--exact",
                    "--extremes",
                    "--steps",
                    "--tier",
                    "--cut",
                    "--max-flops",
                    "--block-memory",
                    "--report",
                    "--svg");
        }
        if (extremes) {
            given.refuse("--extremes", "--draws", "--tier", "--cut", "--max-flops", "--block-memory", "--matrix-free");
        } else if (matrixFree) {
            given.refuse("--matrix-free, which bounds the square loss", LossOptions.NAMES);
            given.refuse("--matrix-free", "--draws", "--exact", "--tier", "--cut", "--max-flops", "--block-memory");
        } else {
            given.refuse("neither --extremes nor --matrix-free", "--steps");
        }
        if (steps != null && steps < 1) {
            throw new IllegalArgumentException("--steps: got " + steps + ", expected a positive number");
        }
        if (tier != null) {
            given.refuse("--tier, which is computed whatever it costs", "--max-flops");
        }
    }

    int draws() {
        if (draws < 0) {
            throw new IllegalArgumentException("--draws: got " + draws + ", expected a positive number");
        }
        return draws;
    }

    boolean extremes() {
        return extremes;
    }

    int steps() {
        return steps != null ? steps : extremes ? EXTREME_STEPS : PROBE_STEPS;
    }

    boolean matrixFree() {
        return matrixFree;
    }

    /**
     * Why the tangent kernel is out of reach; empty if it is not, or if a tier, a cut or another loss is asked for, which need it
     * whatever it costs.
     */
    Optional<String> beyondReach(Evaluation at) {
        double rows = at.rows();
        double flops = at.kernelFlops() + 10 * rows * rows * rows; // of the eigenvectors
        double bytes = JacobianSpectrum.bytes(at);
        if (tier != null || cut != null || !losses.plain()) {
            return Optional.empty();
        }
        if (flops > MOST_FLOPS) {
            return Optional.of(String.format(
                    Locale.ROOT, "the tangent kernel with QN = %d would cost %.1e flops", at.rows(), flops));
        }
        return bytes > NotEnoughMemory.free(bytes)
                ? Optional.of(
                        "the tangent kernel with QN = " + at.rows() + " would need " + NotEnoughMemory.size(bytes))
                : Optional.empty();
    }

    LayerSelection selection(Network network) {
        return layers.of(network);
    }

    SpectrumOptions spectrum(ThreadsOption threads, Progress progress) {
        if (blockMegabytes < 1) {
            throw new IllegalArgumentException("--block-memory: got " + blockMegabytes + ", expected at least 1");
        }
        Blocking blocking = new Blocking((long) blockMegabytes << 20, threads.threads());
        SpectrumOptions options = SpectrumOptions.defaults()
                .withBlocking(blocking)
                .withMaxFlops(maxFlops)
                .withProgress(progress);
        options = cut == null ? options : options.withCut(Cut.parse(cut));
        return tier == null ? options : options.withOnly(tier);
    }
}
