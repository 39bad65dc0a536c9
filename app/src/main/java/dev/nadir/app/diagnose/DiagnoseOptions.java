package dev.nadir.app.diagnose;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

    @Option(
            names = "--layers",
            paramLabel = "L,L,…",
            hideParamSyntax = true,
            split = ",",
            description = "The layers that are trained, from 1; the others are frozen. (default: all)")
    private List<Integer> layers = List.of();

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

    LayerSelection selection(Network network) {
        int count = network.layers().size();
        int[] chosen = layers.stream().mapToInt(Integer::intValue).toArray();
        return layers.isEmpty() ? LayerSelection.all(count) : LayerSelection.only(count, chosen);
    }

    SpectrumOptions spectrum(ThreadsOption threads, Progress progress) {
        SpectrumOptions options = SpectrumOptions.defaults()
                .withBlocking(new Blocking(BLOCK_BYTES, threads.threads()))
                .withProgress(progress);
        return tier == null ? options : options.withOnly(tier);
    }
}
