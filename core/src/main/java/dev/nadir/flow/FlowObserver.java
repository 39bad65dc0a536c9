package dev.nadir.flow;

import dev.nadir.ode.Checkpoint;

/** Watches a run from outside: saving, progress, stopping. */
public interface FlowObserver {

    /** Watches nothing. */
    FlowObserver NONE = new FlowObserver() {};

    /** Called after every step; false stops the run cleanly. */
    default boolean stepped(double time, long steps) {
        return true;
    }

    /** Asked at every evaluation, also inside a step; true stops the run at the last accepted step. */
    default boolean cancelled() {
        return false;
    }

    /** Called after every step of descent. */
    default void descended(double[] before, double[] after) {}

    /** Called at every save time; of descent the checkpoint holds the velocity in place of the error. */
    default void saved(Checkpoint checkpoint, FlowSample sample) {}

    /** Called when the run starts over with a tighter tolerance: what was saved so far is void. */
    default void restarted(double tightening) {}
}
