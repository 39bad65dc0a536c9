package dev.nadir.app.flow;

import dev.nadir.app.shell.ModelOnData;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.verdict.LimitPoint;
import dev.nadir.model.Loss;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything {@code flow} reports.
 *
 * @param subject the model and the data
 * @param landscape the cost
 * @param settings what was asked
 * @param result what came out
 * @param comparison the flow beside descent, if asked for
 * @param limit the limit point, if asked for
 * @param reportsStart whether time 0 is among the times reported
 * @param learningRate to show times as steps of descent by
 * @param rounding what writing the end to a file of narrower numbers did
 * @param seconds wall time
 */
record FlowOutcome(
        ModelOnData subject,
        LossLandscape landscape,
        FlowSettings settings,
        FlowResult result,
        Optional<DescentComparison> comparison,
        Optional<LimitPoint> limit,
        boolean reportsStart,
        OptionalDouble learningRate,
        Optional<EndModel.Rounding> rounding,
        double seconds) {

    /** Whether the square loss alone was followed. */
    boolean square() {
        return landscape.loss().equals(Loss.SQUARE) && landscape.decay() == 0;
    }

    /** C without the weight decay. */
    double lossAlone(FlowSample sample) {
        return sample.cost() - landscape.decay() / 2 * sample.thetaNorm() * sample.thetaNorm();
    }

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
