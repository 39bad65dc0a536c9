package dev.nadir.flow.run;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.Ending;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Counts the steps of a flow that end on another smooth piece than they began on, where kinks are not located: with one evaluation
 * per step. A kink that is crossed and crossed back within a step is not seen.
 */
final class PieceWatch {
    private static final int WINDOW = 500;
    private static final int MANY = WINDOW / 10;
    private static final double LITTLE = 1e-3; // of the time since the start

    private final LossLandscape landscape;
    private final boolean watching;
    private final double[] times = new double[WINDOW];
    private final boolean[] over = new boolean[WINDOW];
    private Evaluation before;
    private long steps;
    private long crossed;
    private int recent;

    /** Watches only where it is asked to. */
    PieceWatch(LossLandscape landscape, boolean watching) {
        this.landscape = landscape;
        this.watching = watching;
    }

    /** The run begins, again, at a state. */
    void start(double[] state) {
        crossed = 0;
        steps = 0;
        recent = 0;
        Arrays.fill(over, false);
        before = watching ? landscape.forward(state) : null;
    }

    /** Looks at an accepted step; false where the last 500 went to and fro over kinks and hardly advanced. */
    boolean stepped(double time, double[] state) {
        if (!watching) {
            return true;
        }
        Evaluation after = landscape.forward(state);
        int place = (int) (steps++ % WINDOW);
        boolean now = !before.inOnePieceWith(after);
        recent += (now ? 1 : 0) - (over[place] ? 1 : 0);
        crossed += now ? 1 : 0;
        over[place] = now;
        double advanced = time - times[place];
        times[place] = time;
        before = after;
        return steps <= WINDOW || recent < MANY || advanced > LITTLE * time;
    }

    /** Why the run is ended where {@link #stepped} said so. */
    Ending ending(double time) {
        return Ending.amongKinks(time, recent + " of the last " + WINDOW + " steps went over kinks of the model");
    }

    /** The count; empty where nothing was watched. */
    OptionalLong crossed() {
        return watching ? OptionalLong.of(crossed) : OptionalLong.empty();
    }
}
