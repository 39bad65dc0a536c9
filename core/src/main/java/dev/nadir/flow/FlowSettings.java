package dev.nadir.flow;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.ode.Tolerance;
import java.util.Arrays;
import java.util.Objects;

/**
 * What to follow and how.
 *
 * @param kind the path
 * @param stepper the method; ignored for descent
 * @param tolerance the error allowed
 * @param times finite, ascending save times, the first one 0; copied
 * @param maxSteps after which the run gives up
 * @param spectrumLimit the largest QN for which the spectrum of D is monitored, and the largest K for which the Hessian at
 *     the end is decomposed
 * @param locateKinks whether kinks of ReLU are located and stepped to
 * @param lambdaBound report when λ_min crosses it; 0 for never
 * @param watchWindow report when pre-activations leave or enter the window of σ⁻¹
 */
public record FlowSettings(
        FlowKind kind,
        StepperChoice stepper,
        Tolerance tolerance,
        double[] times,
        long maxSteps,
        int spectrumLimit,
        boolean locateKinks,
        double lambdaBound,
        boolean watchWindow) {

    /** Checks the numbers, and that stepper and field go together. */
    public FlowSettings {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(stepper, "stepper");
        Objects.requireNonNull(tolerance, "tolerance");
        times = times.clone();
        requireTimes(times);
        if (maxSteps < 1) {
            throw new IllegalArgumentException("max steps: got " + maxSteps + ", expected at least 1");
        }
        if (spectrumLimit < 0) {
            throw new IllegalArgumentException("spectrum limit: got " + spectrumLimit + ", expected 0 or more");
        }
        if (!(lambdaBound >= 0) || Double.isInfinite(lambdaBound)) {
            throw new IllegalArgumentException(
                    "lambda-min bound: got " + lambdaBound + ", expected a finite number from 0 on");
        }
        if (stepper.implicit() && !(kind instanceof FlowKind.Standard) && !(kind instanceof FlowKind.Discrete)) {
            throw new IllegalArgumentException("stepper: got " + stepper + " for the field " + kind.name()
                    + ", expected dp54 or dp853; the implicit steppers know the Jacobian of the standard field only");
        }
        if (kind instanceof FlowKind.Straight && times[times.length - 1] > 1) {
            throw new IllegalArgumentException(
                    "times: got " + times[times.length - 1] + ", expected at most 1, where the straight line ends");
        }
    }

    private static void requireTimes(double[] times) {
        if (times.length == 0 || times[0] != 0) {
            throw new IllegalArgumentException(
                    "times: got " + Arrays.toString(times) + ", expected the first one to be 0");
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1]) || Double.isInfinite(times[i])) {
                throw new IllegalArgumentException(
                        "times: got " + times[i] + " after " + times[i - 1] + ", expected finite ascending times");
            }
        }
    }

    /** Defaults for a landscape: the suited stepper, spectrum up to QN = 1000, kinks where there are few units. */
    public static FlowSettings of(LossLandscape landscape, FlowKind kind, Tolerance tolerance, double... times) {
        StepperChoice stepper = StepperChoice.suited(landscape, kind);
        boolean kinks = landscape.kinksLocatable();
        return new FlowSettings(kind, stepper, tolerance, times, 10_000_000, 1000, kinks, 0, false);
    }

    /** The save times, copied. */
    @Override
    public double[] times() {
        return times.clone();
    }

    /** The last save time. */
    public double end() {
        return times[times.length - 1];
    }

    /** The same with another stepper. */
    public FlowSettings withStepper(StepperChoice other) {
        return new FlowSettings(
                kind, other, tolerance, times, maxSteps, spectrumLimit, locateKinks, lambdaBound, watchWindow);
    }

    /** The same with other save times. */
    public FlowSettings withTimes(double... other) {
        return new FlowSettings(
                kind, stepper, tolerance, other, maxSteps, spectrumLimit, locateKinks, lambdaBound, watchWindow);
    }

    /** The same with other limits. */
    public FlowSettings withLimits(long steps, int spectrum) {
        return new FlowSettings(
                kind, stepper, tolerance, times, steps, spectrum, locateKinks, lambdaBound, watchWindow);
    }

    /** The same with other events to report. */
    public FlowSettings withEvents(double lambda, boolean window) {
        return new FlowSettings(kind, stepper, tolerance, times, maxSteps, spectrumLimit, locateKinks, lambda, window);
    }
}
