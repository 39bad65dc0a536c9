package dev.nadir.ode.solve;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Where an accepted step really ends: behind the first boundary of the piece, or behind the first event.
 *
 * @param time of the end
 * @param state there
 * @param leaves whether the piece ends there
 * @param changed events that happen there
 */
record StepEnd(double time, double[] state, boolean leaves, List<String> changed) {

    /**
     * Looks for what happens on a step from the state of the run.
     *
     * @param states the path inside the step
     */
    static StepEnd of(Run run, double end, double[] after, DoubleFunction<double[]> states) {
        StepEnd stop = boundary(run, end, after, states);
        if (run.options.events().isEmpty()) {
            return stop;
        }
        EventCodes codes = new EventCodes(run.options.events(), run.time, run.state);
        if (codes.changed(stop.time, stop.state).isEmpty()) {
            return stop;
        }
        double time = codes.locate(run.time, stop.time, states);
        double[] state = states.apply(time);
        return new StepEnd(time, state, stop.leaves && time == stop.time, codes.changed(time, state));
    }

    /** The same for the boundary of the piece alone. */
    static StepEnd boundary(Run run, double end, double[] after, DoubleFunction<double[]> states) {
        if (run.piece != null) {
            double atEnd = Boundary.least(run.piece.guards(after));
            if (atEnd < 0) {
                double atStart = Math.max(0, Boundary.least(run.piece.guards(run.state)));
                double time = new Boundary(run.piece, states).locate(run.time, atStart, end, atEnd);
                return new StepEnd(time, time == end ? after : states.apply(time), true, List.of());
            }
        }
        return new StepEnd(end, after, false, List.of());
    }
}
