package dev.nadir.ode;

/** Watches a run. */
public interface IntegrationListener {

    /** Watches nothing. */
    IntegrationListener NONE = new IntegrationListener() {};

    /**
     * Called after every accepted step.
     *
     * @return whether to go on; false ends the run as {@link Ending.Status#STOPPED}
     */
    default boolean stepped(Step step) {
        return true;
    }

    /** Called at every save time. */
    default void saved(Checkpoint checkpoint) {}

    /** Called when the run starts over with a tighter tolerance: what was saved so far is void. */
    default void restarted(double tightening) {}

    /** Called at every located event. */
    default void happened(EventRecord event) {}
}
