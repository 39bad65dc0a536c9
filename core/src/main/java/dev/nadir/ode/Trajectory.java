package dev.nadir.ode;

import java.util.List;

/**
 * The result of a run.
 *
 * @param saved one checkpoint per save time reached
 * @param last where the run stands
 * @param events located on the way, in order
 * @param work all work, given-up attempts included
 * @param ending how it ended
 */
public record Trajectory(List<Checkpoint> saved, Checkpoint last, List<EventRecord> events, Work work, Ending ending) {

    /** Freezes the lists. */
    public Trajectory {
        saved = List.copyOf(saved);
        events = List.copyOf(events);
    }
}
