package dev.nadir.flow;

import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.landscape.LossLandscape;
import java.util.List;
import java.util.Optional;

/**
 * Where a run ended, with all that its verdict is judged from.
 *
 * @param landscape the cost
 * @param kind the path
 * @param tolerance the relative accuracy of θ that was asked for: what counts as having arrived
 * @param spectrumLimit the largest QN for which D, and the largest K for which ∇²C, is decomposed
 * @param samples of the run, at least one
 * @param state θ at the end
 * @param clarke Clarke's subdifferential there; empty for smooth networks
 */
public record FlowEnd(
        LossLandscape landscape,
        FlowKind kind,
        double tolerance,
        int spectrumLimit,
        List<FlowSample> samples,
        double[] state,
        Optional<ClarkeGradient> clarke) {
    private static final double AFFORDABLE = 2e10;
    private static final int BY_DIFFERENCES = 100;

    public FlowEnd(
            LossLandscape landscape,
            FlowSettings settings,
            List<FlowSample> samples,
            double[] state,
            Optional<ClarkeGradient> clarke) {
        this(
                landscape,
                settings.kind(),
                settings.tolerance().relative(),
                settings.spectrumLimit(),
                samples,
                state,
                clarke);
    }

    /** Freezes and checks the samples. */
    public FlowEnd {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("samples: got none, expected at least one");
        }
    }

    /** Whether the run ended sliding along kinks. */
    public boolean slides() {
        return kind instanceof FlowKind.Standard
                && clarke.map(gradient -> !gradient.kinks().isEmpty()).orElse(false);
    }

    /** The distance from stationarity: ‖∇C‖, or in Clarke's sense where the run slides. */
    public double gradientNorm() {
        return slides() ? clarke.orElseThrow().distance() : last().gradientNorm();
    }

    public FlowSample first() {
        return samples.get(0);
    }

    public FlowSample last() {
        return samples.get(samples.size() - 1);
    }

    /**
     * Whether ∇²C can be had for a few seconds: K within the limit and N K² within 2e10; K at most 100 where it takes K
     * differences of gradients.
     */
    public boolean hessianAffordable() {
        double k = landscape.dimension();
        boolean exact = landscape.perceptron().isPresent();
        return differentiable()
                && k <= spectrumLimit
                && (exact || k <= BY_DIFFERENCES)
                && landscape.data().samples() * k * k <= AFFORDABLE;
    }

    /** Whether nothing overflows at the end, so that there are derivatives. */
    public boolean differentiable() {
        return landscape.finiteAt(state);
    }

    public boolean spectrumAffordable() {
        return landscape.outputSize() <= spectrumLimit && differentiable();
    }

    /** C_reach/C at the end; NaN where the spectrum was not computed or the rank not decided. */
    public double reachableShare() {
        return last().cost() == 0 ? 0 : last().reachable() / last().cost();
    }
}
