package dev.nadir.flow;

import dev.nadir.ode.Tolerance;
import java.util.Objects;

/**
 * What to follow and how.
 *
 * @param kind the path
 * @param stepper the method; ignored for descent
 * @param tolerance the error allowed
 * @param times ascending save times, the first one 0
 * @param maxSteps after which the run gives up
 * @param spectrumLimit the largest QN for which the spectrum is monitored
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

    /** Checks that stepper and field go together. */
    public FlowSettings {
        Objects.requireNonNull(kind, "kind");
        if (stepper.exponential() && !(kind instanceof FlowKind.Standard) && !(kind instanceof FlowKind.Discrete)) {
            throw new IllegalArgumentException(
                    "stepper: got " + stepper + " for the field " + kind.name()
                            + ", expected dp54 or dp853; the exponential steppers know the linear part of the standard field only");
        }
        boolean late = times.length > 0 && times[times.length - 1] > 1;
        if (kind instanceof FlowKind.Straight && late) {
            throw new IllegalArgumentException(
                    "times: got " + times[times.length - 1] + ", expected at most 1, where the straight line ends");
        }
    }

    /** Defaults for a landscape: the suited stepper, spectrum up to QN = 1000, kinks where there are few units. */
    public static FlowSettings of(LossLandscape landscape, FlowKind kind, Tolerance tolerance, double... times) {
        StepperChoice stepper = StepperChoice.suited(landscape, kind);
        boolean kinks = landscape.kinkCandidates() <= 20_000;
        return new FlowSettings(kind, stepper, tolerance, times, 10_000_000, 1000, kinks, 0, false);
    }
}
