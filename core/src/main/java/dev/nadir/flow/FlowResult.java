package dev.nadir.flow;

import dev.nadir.ode.Ending;
import dev.nadir.ode.EventRecord;
import dev.nadir.ode.Work;
import java.util.List;

/**
 * What a run gave.
 *
 * @param samples one per save time reached
 * @param state the last state
 * @param verdict what the end means
 * @param ending how the run ended
 * @param events located on the way
 * @param work of the integrator
 * @param effort derivatives computed, monitors included
 */
public record FlowResult(
        List<FlowSample> samples,
        double[] state,
        FlowVerdict verdict,
        Ending ending,
        List<EventRecord> events,
        Work work,
        LossLandscape.Effort effort) {

    /** Freezes the lists. */
    public FlowResult {
        samples = List.copyOf(samples);
        events = List.copyOf(events);
    }
}
