package dev.nadir.ode.solve;

import dev.nadir.ode.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The codes of all events at the beginning of a step, and where in the step the first of them changes. */
final class EventCodes {
    private static final int BISECTIONS = 60;
    private final List<Event> events;
    private final long[] codes;

    EventCodes(List<Event> events, double time, double[] state) {
        this.events = events;
        codes = events.stream().mapToLong(event -> event.code(time, state)).toArray();
    }

    /** Names of the events whose code at a state differs. */
    List<String> changed(double time, double[] state) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            if (events.get(i).code(time, state) != codes[i]) {
                names.add(events.get(i).name());
            }
        }
        return names;
    }

    /** The earliest time found by bisection at which a code has changed; some code differs at {@code end}. */
    double locate(double start, double end, DoubleFunction<double[]> states) {
        double before = start;
        double after = end;
        for (int i = 0; i < BISECTIONS && after - before > 4 * Math.ulp(after); i++) {
            double middle = before + (after - before) / 2;
            if (changed(middle, states.apply(middle)).isEmpty()) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return after;
    }
}
