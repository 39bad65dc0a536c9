package dev.nadir.app.flow;

import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.flow.DescentComparison;
import dev.nadir.flow.FlowResult;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import java.util.List;
import java.util.Optional;

/**
 * Everything {@code flow} reports.
 *
 * @param subject the network and the data
 * @param settings what was asked
 * @param result what came out
 * @param comparison descent beside the flow, for plain descent
 * @param reportsStart whether time 0 is among the times reported
 * @param seconds wall time
 */
record FlowOutcome(
        NetworkOnData subject,
        FlowSettings settings,
        FlowResult result,
        Optional<DescentComparison> comparison,
        boolean reportsStart,
        double seconds) {

    /** The samples at the times asked for. */
    List<FlowSample> samples() {
        boolean skip = !reportsStart && result.samples().size() > 1;
        return result.samples().subList(skip ? 1 : 0, result.samples().size());
    }

    /** The stepper's name, or that there is none. */
    String stepper() {
        return settings.kind() instanceof dev.nadir.flow.FlowKind.Discrete
                ? "descent"
                : settings.stepper().name().toLowerCase(java.util.Locale.ROOT);
    }
}
