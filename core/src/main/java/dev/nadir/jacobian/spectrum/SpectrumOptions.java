package dev.nadir.jacobian.spectrum;

import dev.nadir.jacobian.Blocking;
import dev.nadir.progress.Progress;
import java.util.Objects;
import java.util.Optional;

/**
 * How the spectrum of D is to be found.
 *
 * @param blocking memory and threads
 * @param only a single tier to use, or empty to begin with the cheapest and escalate
 * @param maxFlops what the exact tier may cost; beyond it an undecided rank stays undecided
 * @param seed of the sketch
 * @param progress told about the stages
 * @param cut of the rank; if empty, what rounding leaves undistinguished from 0 does not count
 */
public record SpectrumOptions(
        Blocking blocking, Optional<Tier> only, double maxFlops, long seed, Progress progress, Optional<Cut> cut) {

    /** Checks for null and NaN. */
    public SpectrumOptions {
        Objects.requireNonNull(blocking, "blocking");
        Objects.requireNonNull(only, "only");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(cut, "cut");
        if (!(maxFlops > 0)) {
            throw new IllegalArgumentException("maxFlops: got " + maxFlops + ", expected positive");
        }
    }

    /** 512 MiB blocks, escalation, at most 2e13 flops (some minutes) for the exact tier, seed 1. */
    public static SpectrumOptions defaults() {
        return new SpectrumOptions(Blocking.defaults(), Optional.empty(), 2e13, 1, Progress.NONE, Optional.empty());
    }

    /** With one tier only. */
    public SpectrumOptions withOnly(Tier tier) {
        return new SpectrumOptions(blocking, Optional.of(tier), maxFlops, seed, progress, cut);
    }

    /** With another blocking. */
    public SpectrumOptions withBlocking(Blocking blocking) {
        return new SpectrumOptions(blocking, only, maxFlops, seed, progress, cut);
    }

    /** With another bound of the exact tier's cost. */
    public SpectrumOptions withMaxFlops(double maxFlops) {
        return new SpectrumOptions(blocking, only, maxFlops, seed, progress, cut);
    }

    /** With another listener. */
    public SpectrumOptions withProgress(Progress progress) {
        return new SpectrumOptions(blocking, only, maxFlops, seed, progress, cut);
    }

    /** With a cut of the rank. */
    public SpectrumOptions withCut(Cut cut) {
        return new SpectrumOptions(blocking, only, maxFlops, seed, progress, Optional.of(cut));
    }
}
