package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.ode.Event;

/**
 * The smallest eigenvalue of DDᵀ falls below a bound or rises above it.
 *
 * @param landscape whose Jacobian is watched
 * @param bound of λ_min, above 0
 */
public record RankLossEvent(LossLandscape landscape, double bound) implements Event {

    /** Checks the bound. */
    public RankLossEvent {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("lambda-min bound: got " + bound + ", expected a positive number");
        }
    }

    @Override
    public String name() {
        return "rank-loss";
    }

    /** 1 while λ_min is below the bound; costs a tangent kernel and its eigenvalues. */
    @Override
    public long code(double time, double[] state) {
        double[] values =
                EmpiricalNtk.of(landscape.jacobian(landscape.forward(state))).eigenvalues();
        double smallest = Double.POSITIVE_INFINITY;
        for (double value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest < bound ? 1 : 0;
    }
}
