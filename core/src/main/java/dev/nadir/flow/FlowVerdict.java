package dev.nadir.flow;

import java.util.List;
import java.util.Locale;

/**
 * What the end of a run means, from the gradient norm and the reachable loss together: a small gradient alone is not
 * stationarity ([CE] (1.7), mathematics §3.4).
 *
 * @param kind the verdict
 * @param gradientNorm ‖∇_θC‖ at the end
 * @param reachableShare C_reach/C at the end; NaN where the spectrum was not computed
 * @param growth d log ‖θ‖ / d log s over the last decade of time, 0 if there is none
 * @param message the verdict in words, with the numbers
 */
public record FlowVerdict(Kind kind, double gradientNorm, double reachableShare, double growth, String message) {
    private static final double ZERO_LOSS = 1e-20;
    private static final double SMALL_GRADIENT = 1e-6;
    private static final double SMALL_SHARE = 1e-2;
    private static final double GROWING = 0.05;

    /** The verdicts. */
    public enum Kind {
        /** The cost is zero to rounding. */
        ZERO_LOSS,
        /** Gradient and reachable loss are both negligible: all that is left is blocked. */
        STATIONARY,
        /** ‖θ‖ keeps growing while the cost keeps falling: the infimum is not attained ([CE] Remarks 1.1, 1.2). */
        DIVERGING,
        /** The flow is still under way. */
        MOVING
    }

    /**
     * Judges a run by its samples.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FlowVerdict of(List<FlowSample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("samples: got none, expected at least one");
        }
        FlowSample last = samples.get(samples.size() - 1);
        double share = last.cost() == 0 ? 0 : last.reachable() / last.cost();
        double growth = growth(samples);
        Kind kind = kind(samples, share, growth);
        return new FlowVerdict(kind, last.gradientNorm(), share, growth, message(kind, last, share, growth));
    }

    private static Kind kind(List<FlowSample> samples, double share, double growth) {
        FlowSample last = samples.get(samples.size() - 1);
        if (last.cost() <= ZERO_LOSS * Math.max(1, samples.get(0).cost())) {
            return Kind.ZERO_LOSS;
        }
        if (growth > GROWING && falling(samples)) {
            return Kind.DIVERGING;
        }
        boolean stationary = last.gradientNorm() <= SMALL_GRADIENT && share <= SMALL_SHARE; // false for NaN
        return stationary ? Kind.STATIONARY : Kind.MOVING;
    }

    private static String message(Kind kind, FlowSample last, double share, double growth) {
        String numbers = Double.isNaN(share)
                ? String.format(Locale.ROOT, "gradient norm %.2e; reachable loss not computed", last.gradientNorm())
                : String.format(
                        Locale.ROOT,
                        "gradient norm %.2e, %.3g %% of the loss still reachable",
                        last.gradientNorm(),
                        100 * share);
        return switch (kind) {
            case ZERO_LOSS -> "zero loss to rounding: " + numbers;
            case STATIONARY -> "stationary: " + numbers;
            case DIVERGING ->
                String.format(
                        Locale.ROOT,
                        "parameters diverge while the cost falls (norm grows like s^%.2g over the last decade): %s;"
                                + " there may be no minimizer to converge to ([CE] Remarks 1.1, 1.2)",
                        growth,
                        numbers);
            case MOVING -> "not stationary: " + numbers + "; follow the flow longer";
        };
    }

    private static boolean falling(List<FlowSample> samples) {
        return samples.get(samples.size() - 1).cost() < before(samples).cost();
    }

    private static double growth(List<FlowSample> samples) {
        FlowSample last = samples.get(samples.size() - 1);
        FlowSample early = before(samples);
        if (!(early.time() > 0) || early.time() >= last.time()) {
            return 0;
        }
        return Math.log(last.thetaNorm() / early.thetaNorm()) / Math.log(last.time() / early.time());
    }

    /** The latest sample at least a decade before the last one, or the first one at a positive time. */
    private static FlowSample before(List<FlowSample> samples) {
        double end = samples.get(samples.size() - 1).time();
        FlowSample found = samples.get(0);
        for (FlowSample sample : samples) {
            if (sample.time() > 0 && (found.time() == 0 || sample.time() <= end / 10 * (1 + 1e-12))) {
                found = sample;
            }
        }
        return found;
    }
}
