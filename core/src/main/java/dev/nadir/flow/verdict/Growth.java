package dev.nadir.flow.verdict;

import dev.nadir.flow.FlowSample;
import java.util.List;

/**
 * How ‖θ‖ grew over the last three decades of time: the evidence for a flow whose parameters diverge while its cost falls
 * ([CE] Remarks 1.1, 1.2).
 *
 * @param exponents d log ‖θ‖ / d log s over each of the last three decades, the earliest first; empty if the samples do
 *     not span them
 * @param sustained whether ‖θ‖ grew and C fell in each decade, the gain of ‖θ‖ did not shrink from one to the next, the
 *     exponents neither (by more than a quarter) rose, as they do on the way out of a saddle, nor exceed 1, and θ still moves
 *     outwards at the end at half the last exponent at least
 */
public record Growth(List<Double> exponents, boolean sustained) {
    private static final int DECADES = 3;
    private static final double SAME_TIME = 1e-9;
    private static final double SHRINKING =
            0.95; // of the gain per decade: s^-0.02 at the fastest, log s at the slowest
    private static final double RISING = 1.25;

    /** Freezes the list. */
    public Growth {
        exponents = List.copyOf(exponents);
    }

    /**
     * By the samples of a run.
     *
     * @param outward −⟨θ, ∇C⟩ at the end: half the speed of ‖θ‖²
     */
    public static Growth of(List<FlowSample> samples, double outward) {
        FlowSample last = samples.get(samples.size() - 1);
        FlowSample[] marks = new FlowSample[DECADES + 1];
        for (int k = 0; k <= DECADES; k++) {
            double time = last.time() * Math.pow(10, k - DECADES) * (1 + SAME_TIME);
            for (FlowSample sample : samples) {
                boolean usable = sample.time() > 0 && sample.time() <= time;
                marks[k] = usable ? sample : marks[k];
            }
            if (marks[k] == null || (k > 0 && marks[k].time() <= 2 * marks[k - 1].time())) {
                return new Growth(List.of(), false);
            }
        }
        Double[] exponents = new Double[DECADES];
        boolean sustained = true;
        for (int k = 1; k <= DECADES; k++) {
            FlowSample from = marks[k - 1];
            FlowSample to = marks[k];
            exponents[k - 1] = Math.log(to.thetaNorm() / from.thetaNorm()) / Math.log(to.time() / from.time());
            sustained &= to.thetaNorm() > from.thetaNorm() && to.cost() < from.cost();
            if (k > 1) {
                double gain = to.thetaNorm() - from.thetaNorm();
                double earlier = from.thetaNorm() - marks[k - 2].thetaNorm();
                sustained &= gain >= SHRINKING * earlier && exponents[k - 1] <= RISING * exponents[k - 2];
            }
        }
        double now = outward * last.time() / last.thetaNorm() / last.thetaNorm();
        sustained &= exponents[DECADES - 1] <= 1 && now >= exponents[DECADES - 1] / 2;
        return new Growth(List.of(exponents), sustained);
    }

    /** The exponent of the last decade; NaN if there is none. */
    public double last() {
        return exponents.isEmpty() ? Double.NaN : exponents.get(exponents.size() - 1);
    }
}
