package dev.nadir.flow.run;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.model.Evaluation;
import java.util.OptionalLong;

/**
 * Counts the steps of a flow that end on another smooth piece than they began on, where kinks are not located: with one evaluation
 * per step. A kink that is crossed and crossed back within a step is not seen.
 */
final class PieceWatch {
    private final LossLandscape landscape;
    private final boolean watching;
    private Evaluation before;
    private long crossed;

    /** Watches only where it is asked to. */
    PieceWatch(LossLandscape landscape, boolean watching) {
        this.landscape = landscape;
        this.watching = watching;
    }

    /** The run begins, again, at a state. */
    void start(double[] state) {
        crossed = 0;
        before = watching ? landscape.forward(state) : null;
    }

    void stepped(double[] state) {
        if (watching) {
            Evaluation after = landscape.forward(state);
            crossed += before.inOnePieceWith(after) ? 0 : 1;
            before = after;
        }
    }

    /** The count; empty where nothing was watched. */
    OptionalLong crossed() {
        return watching ? OptionalLong.of(crossed) : OptionalLong.empty();
    }
}
