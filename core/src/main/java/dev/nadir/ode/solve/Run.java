package dev.nadir.ode.solve;

import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.EventRecord;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Norms;
import dev.nadir.ode.Passage;
import dev.nadir.ode.Piece;
import dev.nadir.ode.Slopes;
import dev.nadir.ode.Step;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mutable state of one attempt at a run, shared by the driver and its engine. */
final class Run {
    /** Kinks looked back on to see whether they accumulate. */
    private static final int MEMORY = 10_000;
    /** So many kinks within this share of the time reached accumulate. */
    private static final double RESOLUTION = 1e-6;
    /** How much of the error allowed per step a path may have left what holds on its piece by. */
    private static final double DRIFT = 1;

    final IntegrationOptions options;
    final IntegrationListener listener;
    final Tolerance tolerance;
    final List<EventRecord> events = new ArrayList<>();
    final double tightening;
    double time;
    double[] state;
    double stepSize;
    double[] globalError;
    long steps;
    long rejected;
    boolean rejectedLast;
    long evaluations;
    long linearizations;
    Piece piece;
    private final double[] passages = new double[MEMORY];
    private long passed;

    Run(IntegrationOptions options, IntegrationListener listener, Checkpoint from) {
        this.options = options;
        this.listener = listener;
        this.tightening = from.tightening();
        this.tolerance = options.tolerance().times(tightening);
        this.time = from.time();
        this.state = from.state().clone();
        this.stepSize = from.stepSize();
        this.globalError = from.globalError().clone();
    }

    Checkpoint checkpoint(boolean saved) {
        return new Checkpoint(time, state.clone(), stepSize, globalError.clone(), tightening, saved);
    }

    Work work() {
        return new Work(steps, rejected, evaluations, linearizations);
    }

    /** A first guess: the state moves by a hundredth of its size. */
    void chooseStep(double[] slope, double until) {
        if (options.fixedStep() > 0) {
            stepSize = options.fixedStep();
        } else if (stepSize == 0) {
            double scale = tolerance.at(state) / tolerance.relative();
            double speed = Norms.euclidean(slope);
            stepSize = speed > 0 ? Math.min(0.01 * scale / speed, until - time) : until - time;
        }
    }

    /** Takes over an accepted step and tells the listener; false to stop. */
    boolean accept(double end, double[] after, Slopes slopes) {
        double error = globalError.length == 0 ? Double.NaN : Norms.euclidean(globalError);
        Step step = new Step(time, end, state, after, error, Optional.of(slopes));
        time = end;
        state = after;
        steps++;
        return listener.stepped(step);
    }

    /** Goes on with the next piece, which is reached now; how the run ends if it cannot. */
    Optional<Ending> enter(Passage passage) {
        state = passage.state();
        piece = passage.piece();
        passage.events().forEach(this::record);
        return passage.ending();
    }

    /** Leaves the piece; {@link #MEMORY} times within {@link #RESOLUTION} of the time reached is the end. */
    Optional<Ending> leave() {
        int at = (int) (passed++ % MEMORY);
        double span = time - passages[at];
        passages[at] = time;
        if (passed > MEMORY && span <= RESOLUTION * Math.abs(time)) {
            return Optional.of(Ending.accumulated(time, MEMORY, span));
        }
        return enter(piece.leave(time, state));
    }

    /** The piece in force, or the whole field where it has none. */
    VectorField fieldOr(VectorField whole) {
        return piece == null ? whole : piece;
    }

    /** Returns to what holds on the piece: to rounding at a save time, within a share of the tolerance elsewhere. */
    boolean settle(boolean saveTime) {
        if (piece == null) {
            return false;
        }
        double[] settled = piece.settled(state, saveTime ? 0 : DRIFT * tolerance.at(state));
        boolean moved = settled != state;
        state = settled;
        return moved;
    }

    void record(String event) {
        EventRecord happened = new EventRecord(event, time);
        events.add(happened);
        listener.happened(happened);
    }
}
