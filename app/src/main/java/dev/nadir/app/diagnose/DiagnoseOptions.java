package dev.nadir.app.diagnose;

import dev.nadir.app.shell.LayersOption;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.io.file.FileKind;
import dev.nadir.jacobian.Blocking;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixin: what to diagnose, for which learning rate, and where the mended weights go. */
final class DiagnoseOptions {
    private static final long BLOCK_BYTES = 512L << 20;

    @Option(
            names = "--lr",
            paramLabel = "η",
            description =
                    "Learning rate of descent on C, for the steps it needs. (default: half of the largest stable one)")
    private Double learningRate;

    @Option(
            names = "--fix",
            paramLabel = "MODEL",
            description = "Write weights of zero loss there, if the straight line from here finds them.")
    private Path fix;

    @Mixin
    private LayersOption layers;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "kernel, sketch or exact singular values. (default: the cheapest that decides the rank)")
    private Tier tier;

    /** Refuses what cannot be before anything is read. */
    void check(Outputs outputs) throws IOException {
        if (learningRate != null && !(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("--lr: got " + learningRate + ", expected a positive number");
        }
        if (fix != null) {
            outputs.requireFile("--fix", fix, FileKind.MODEL);
        }
    }

    OptionalDouble learningRate() {
        return learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
    }

    Optional<Path> fix() {
        return Optional.ofNullable(fix);
    }

    /** Whether a way to find the rank was chosen. */
    boolean choosesTier() {
        return tier != null;
    }

    LayerSelection selection(Network network) {
        return layers.of(network);
    }

    SpectrumOptions spectrum(ThreadsOption threads, Progress progress) {
        SpectrumOptions options = SpectrumOptions.defaults()
                .withBlocking(new Blocking(BLOCK_BYTES, threads.threads()))
                .withProgress(progress);
        return tier == null ? options : options.withOnly(tier);
    }
}
