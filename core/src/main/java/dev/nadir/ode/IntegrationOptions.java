package dev.nadir.ode;

import java.util.List;
import java.util.Objects;

/**
 * How to integrate.
 *
 * @param stepper the method
 * @param tolerance the error allowed
 * @param fixedStep a step size to use throughout, or 0 for step control by the tolerance
 * @param maxSteps after which the run gives up
 * @param globalControl whether the implicit stepper starts over with a tighter tolerance when its estimate of the global
 *     error exceeds the tolerance
 * @param events to locate and step to
 */
public record IntegrationOptions(
        Stepper stepper,
        Tolerance tolerance,
        double fixedStep,
        long maxSteps,
        boolean globalControl,
        List<Event> events) {

    /** Checks the numbers. */
    public IntegrationOptions {
        Objects.requireNonNull(stepper, "stepper");
        Objects.requireNonNull(tolerance, "tolerance");
        events = List.copyOf(events);
        if (!(fixedStep >= 0) || Double.isInfinite(fixedStep)) {
            throw new IllegalArgumentException("fixed step: got " + fixedStep + ", expected a finite number from 0 on");
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("max steps: got " + maxSteps + ", expected at least 1");
        }
    }

    /** Step and global error control by the tolerance, ten million steps, no events. */
    public static IntegrationOptions of(Stepper stepper, Tolerance tolerance) {
        return new IntegrationOptions(stepper, tolerance, 0, 10_000_000, true, List.of());
    }

    /** The same with a fixed step size. */
    public IntegrationOptions withFixedStep(double step) {
        return new IntegrationOptions(stepper, tolerance, step, maxSteps, false, events);
    }

    /** The same with another bound on the number of steps. */
    public IntegrationOptions withMaxSteps(long steps) {
        return new IntegrationOptions(stepper, tolerance, fixedStep, steps, globalControl, events);
    }

    /** The same with or without control of the global error. */
    public IntegrationOptions withGlobalControl(boolean control) {
        return new IntegrationOptions(stepper, tolerance, fixedStep, maxSteps, control, events);
    }

    /** The same with these events. */
    public IntegrationOptions withEvents(List<Event> located) {
        return new IntegrationOptions(stepper, tolerance, fixedStep, maxSteps, globalControl, located);
    }
}
