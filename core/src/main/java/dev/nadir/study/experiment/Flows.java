package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.Sharpness;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.network.Network;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Flows and descents as studies run them. */
final class Flows {
    private static final int SPECTRUM = 1000;

    private Flows() {}

    /** 0, and then equally spaced in the logarithm from 10^from to 10^to. */
    static double[] times(int from, int to, int perDecade) {
        return IntStream.rangeClosed(-1, (to - from) * perDecade)
                .mapToDouble(k -> k < 0 ? 0 : Math.pow(10, from + (double) k / perDecade))
                .toArray();
    }

    /** The gradient flow from a network. */
    static FlowResult standard(Network network, TrainingSet data, double rtol, double... times) {
        return standard(network, data, rtol, new ArrayList<>(), times);
    }

    /** The same, with the states at the save times. */
    static FlowResult standard(Network network, TrainingSet data, double rtol, List<double[]> states, double... times) {
        LossLandscape landscape = new LossLandscape(network, data);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(rtol), times)
                .withLimits(20_000, SPECTRUM);
        return FlowRun.from(landscape, settings, recorder(states));
    }

    /**
     * Gradient descent with the step {@code share} of 2/λ_max at the start, where λ_max is of the Hessian, with the states at
     * the save times.
     */
    static FlowResult descent(Network network, TrainingSet data, double share, int steps, List<double[]> states) {
        LossLandscape landscape = new LossLandscape(network, data);
        double step = share * 2 / Sharpness.at(landscape, landscape.start()).value();
        double[] times = IntStream.concat(
                        IntStream.of(0),
                        IntStream.iterate(1, k -> k <= steps, k -> k < 10 ? k + 1 : (int) Math.ceil(k * 1.6)))
                .mapToDouble(k -> k * step)
                .toArray();
        FlowKind kind = new FlowKind.Discrete(Descent.plain(step));
        FlowSettings settings =
                FlowSettings.of(landscape, kind, Tolerance.of(1e-6), times).withLimits(steps, SPECTRUM);
        return FlowRun.from(landscape, settings, recorder(states));
    }

    private static FlowObserver recorder(List<double[]> states) {
        return new FlowObserver() {
            @Override
            public void saved(Checkpoint checkpoint, FlowSample sample) {
                states.add(checkpoint.state().clone());
            }

            @Override
            public void restarted(double tightening) {
                states.clear();
            }
        };
    }
}
