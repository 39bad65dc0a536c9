package dev.nadir.ode;

import java.util.List;
import java.util.Optional;

/**
 * From one piece of a {@link PiecewiseField} to the next.
 *
 * @param state to go on from
 * @param piece to go on with
 * @param events that happened, by name
 * @param ending why the run cannot go on, or empty
 */
public record Passage(double[] state, Piece piece, List<String> events, Optional<Ending> ending) {

    /** Freezes the list. */
    public Passage {
        events = List.copyOf(events);
    }
}
