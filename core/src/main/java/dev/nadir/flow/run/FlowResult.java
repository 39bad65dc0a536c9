package dev.nadir.flow.run;

import dev.nadir.flow.FlowSample;
import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.verdict.FlowVerdict;
import dev.nadir.ode.Ending;
import dev.nadir.ode.EventRecord;
import dev.nadir.ode.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param acrossKinks how many steps ended on another smooth piece than they began on; empty for smooth models, where kinks are
 *     located, and for descent
 * @param clarke Clarke's subdifferential at the end; empty for smooth networks and where the state is not finite
 */
public record FlowResult(
        List<FlowSample> samples,
        double[] state,
        FlowVerdict verdict,
        Ending ending,
        List<EventRecord> events,
        Work work,
        LossLandscape.Effort effort,
        OptionalLong acrossKinks,
        Optional<ClarkeGradient> clarke) {

    /** Freezes the lists. */
    public FlowResult {
        samples = List.copyOf(samples);
        events = List.copyOf(events);
    }

    /** How many located events have a name: "kink" (crossed), "slide" (begun along a kink), "release" (ended). */
    public long count(String event) {
        return events.stream().filter(happened -> happened.name().equals(event)).count();
    }
}
