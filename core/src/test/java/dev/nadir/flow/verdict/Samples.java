package dev.nadir.flow.verdict;

import dev.nadir.flow.FlowSample;

/** Samples of a run in which only what is given matters. */
final class Samples {
    private static final double NONE = Double.NaN;

    private Samples() {}

    static FlowSample of(double time, double cost, double norm) {
        return new FlowSample(time, cost, NONE, NONE, NONE, -1, false, NONE, norm, NONE, NONE, orbit());
    }

    static FlowSample withGradient(double time, double cost, double gradient) {
        return new FlowSample(time, cost, gradient, NONE, NONE, -1, false, NONE, NONE, NONE, NONE, orbit());
    }

    static FlowSample onLine(double time, int rank, double distance) {
        return new FlowSample(time, 1, NONE, NONE, NONE, rank, true, NONE, NONE, distance, NONE, orbit());
    }

    private static FlowSample.Orbit orbit() {
        return new FlowSample.Orbit(NONE, NONE, NONE, NONE, NONE, NONE);
    }
}
