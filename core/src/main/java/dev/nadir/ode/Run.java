package dev.nadir.ode;

import java.util.ArrayList;
import java.util.List;

/** The mutable state of one attempt at a run, shared by the driver and its engine. */
final class Run {
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

    Checkpoint checkpoint() {
        return new Checkpoint(time, state.clone(), stepSize, globalError.clone(), tightening);
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
    boolean accept(double end, double[] after) {
        Step step =
                new Step(time, end, state, after, globalError.length == 0 ? Double.NaN : Norms.euclidean(globalError));
        time = end;
        state = after;
        steps++;
        return listener.stepped(step);
    }

    void record(String event) {
        EventRecord happened = new EventRecord(event, time);
        events.add(happened);
        listener.happened(happened);
    }
}
