package dev.nadir.app.flow;

import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.verdict.LimitPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything {@code flow} reports.
 *
 * @param subject the network and the data
 * @param settings what was asked
 * @param result what came out
 * @param comparison the flow beside descent, if asked for
 * @param limit the limit point, if asked for
 * @param reportsStart whether time 0 is among the times reported
 * @param learningRate to show times as steps of descent by
 * @param seconds wall time
 */
record FlowOutcome(
        NetworkOnData subject,
        FlowSettings settings,
        FlowResult result,
        Optional<DescentComparison> comparison,
        Optional<LimitPoint> limit,
        boolean reportsStart,
        OptionalDouble learningRate,
        double seconds) {

    /** The samples at the times asked for. */
    List<FlowSample> samples() {
        boolean skip = !reportsStart && result.samples().size() > 1;
        return result.samples().subList(skip ? 1 : 0, result.samples().size());
    }

    FlowSample first() {
        return result.samples().get(0);
    }

    FlowSample last() {
        return result.samples().get(result.samples().size() - 1);
    }

    /** The stepper's name, or that there is none. */
    String stepper() {
        return settings.kind() instanceof FlowKind.Discrete
                ? "descent"
                : settings.stepper().name().toLowerCase(Locale.ROOT);
    }
}
