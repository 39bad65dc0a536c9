package dev.nadir.jacobian;

import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * How many parameters can do something (mathematics §3.3): an upper bound of rank D beyond K, reached at generic parameters
 * on enough generic samples with the same dependent features.
 *
 * <p>Counted off are: what layers without a nonlinearity between them have in excess of one affine map ({@link AffineRun}:
 * r(m + q - r) + q for a whole network of this kind with narrowest layer r); input features that depend on the others on
 * the data; one scaling per unit of a positively homogeneous activation (ReLU, leaky ReLU: σ(λz) = λσ(z)); one shift per
 * unit of exp (exp(z + t) = e^t exp(z)), as far as biases can shift z. The last two need both layers around the unit trained.
 *
 * @param parameterCount K over the trained layers
 * @param effectiveCount the bound, at most K
 * @param reason what the parameters that do nothing are due to; empty if there are none
 */
public record EffectiveParameters(long parameterCount, long effectiveCount, String reason) {

    /** Counts, with the features of the first layer on the data. */
    public static EffectiveParameters of(TrainingJacobian jacobian) {
        return of(jacobian.network(), jacobian.selection(), jacobian.inputSpan());
    }

    /** Counts, where the features of the first layer span the given space. */
    public static EffectiveParameters of(Network network, LayerSelection selection, InputSpan inputs) {
        Count count = new Count(network.layers(), selection);
        for (int from = 0; from < network.layers().size(); ) {
            from = count.run(from, inputs);
        }
        return new EffectiveParameters(count.parameters, count.effective - count.idle, count.reason());
    }

    /** Sums over the runs of layers without a nonlinearity between them. */
    private static final class Count {
        private final List<Layer> layers;
        private final LayerSelection selection;
        private long parameters;
        private long withAllFeatures;
        private long effective;
        private long idle;

        Count(List<Layer> layers, LayerSelection selection) {
            this.layers = layers;
            this.selection = selection;
        }

        /** Adds the run that begins with the given layer; returns where the next begins. */
        int run(int from, InputSpan inputs) {
            int to = from + 1;
            while (to < layers.size() && layers.get(to - 1).activation() instanceof Identity) {
                to++;
            }
            List<Layer> run = layers.subList(from, to);
            List<Boolean> trained = selection.trained().subList(from, to);
            int units = run.get(0).inputDim();
            AffineRun all = AffineRun.of(run, trained, units, false);
            AffineRun own = from > 0 ? all : AffineRun.of(run, trained, inputs.signals(), inputs.constant());
            withAllFeatures += all.dimension();
            effective += own.dimension();
            for (int l = from; l < to; l++) {
                parameters += trained.get(l - from) ? layers.get(l).parameterCount() : 0;
            }
            idle += to < layers.size() ? symmetries(to, own) : 0;
            return to;
        }

        /** Of the units of layer l, on top of the given run. */
        private long symmetries(int l, AffineRun run) {
            Layer below = layers.get(l - 1);
            Layer above = layers.get(l);
            boolean absorbed =
                    selection.includes(l + 1) && (above.parametrization().shift() == 0 || above.biased());
            if (absorbed && below.activation() instanceof Exp) {
                return run.constants();
            }
            boolean scaling = below.activation().positivelyHomogeneous() && selection.includes(l);
            return absorbed && scaling ? below.outputDim() : 0;
        }

        String reason() {
            List<String> reasons = new ArrayList<>();
            if (withAllFeatures < parameters) {
                reasons.add("layers without a nonlinearity between them are one affine map");
            }
            if (idle > 0) {
                reasons.add("one symmetry per unit of a positively homogeneous activation or of exp");
            }
            if (effective < withAllFeatures) {
                reasons.add("input features that depend on the others on these data");
            }
            return String.join("; ", reasons);
        }
    }
}
