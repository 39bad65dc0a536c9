package dev.nadir.app.analyze;

import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.LayersOption;
import dev.nadir.app.shell.LossOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.jacobian.Blocking;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.spectrum.Cut;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixin: what to analyze and how hard. */
final class AnalyzeOptions {
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
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "With --extremes: most Lanczos steps. (default: 1000)")
    private int steps;

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
            given.refuse("--extremes", "--draws", "--tier", "--cut", "--max-flops", "--block-memory");
        } else {
            given.refuse("no --extremes", "--steps");
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
        return steps;
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
