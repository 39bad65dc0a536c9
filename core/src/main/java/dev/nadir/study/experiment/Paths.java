package dev.nadir.study.experiment;

import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;

/** Gradient flows of smooth networks, as studies follow them. */
final class Paths {
    private static final int MOST_STEPS = 20_000;

    private Paths() {}

    /** The standard flow from the network of the landscape, to each of the times. */
    static Trajectory flow(LossLandscape landscape, double tolerance, IntegrationListener listener, double... times) {
        StepperChoice choice = StepperChoice.suited(landscape, new FlowKind.Standard());
        IntegrationOptions options =
                IntegrationOptions.of(choice.stepper(), Tolerance.of(tolerance)).withMaxSteps(MOST_STEPS);
        return Integration.run(
                new GradientFlow(landscape, choice.linearization()),
                Checkpoint.start(0, landscape.start()),
                times,
                options,
                listener);
    }

    /** Where the standard flow stands at a time, kinks located; the last state reached if it needs too many steps. */
    static double[] end(LossLandscape landscape, double tolerance, double time) {
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(tolerance), 0, time)
                .withLimits(MOST_STEPS, 0);
        return FlowRun.from(landscape, settings, FlowObserver.NONE).state();
    }

    /** The cost at a state over the variance of the labels; NaN where it is not finite. */
    static double relativeCost(LossLandscape landscape, double[] state) {
        Matrix outputs = landscape.outputs(state);
        return outputs.isFinite() ? Cost.relative(outputs, landscape.data().labels()) : Double.NaN;
    }
}
