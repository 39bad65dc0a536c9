package dev.nadir.certify.rank;

import dev.nadir.certify.enclosure.ActivationBounds;
import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pre-activations of a piecewise linear network are positive: proved by {@link PreciseForward} where their bounds leave no doubt, by
 * decimal arithmetic without rounding where they do.
 *
 * @param positive for each layer and entry of z, column by column
 * @param atKinks how many are exactly 0 where σ has a kink
 */
record SignPattern(List<boolean[]> positive, int atKinks) {
    private static final long LARGEST = 20_000_000; // exact products, some seconds

    static SignPattern of(Network network, Matrix inputs) {
        for (Layer layer : network.layers()) {
            if (!(ActivationBounds.of(layer.activation()) instanceof ActivationBounds.PiecewiseLinear)) {
                throw new IllegalArgumentException(
                        "--exact: got activation " + layer.activation().label()
                                + ", expected relu, leaky-relu or identity: other functions have no rational values");
            }
        }
        PreciseForward forward = PreciseForward.of(network, inputs);
        List<boolean[]> positive = new ArrayList<>();
        boolean[] doubtful = new boolean[inputs.columns()];
        for (int l = 0; l < network.layers().size(); l++) {
            WideMatrix z = forward.preActivations().get(l);
            boolean[] signs = new boolean[z.hi().data().length];
            for (int at = 0; at < signs.length; at++) {
                double value = z.hi().data()[at];
                signs[at] = value > 0;
                if (kinked(network.layers().get(l)) && !(z.radius(at) < Math.abs(value))) {
                    doubtful[at / z.rows()] = true;
                }
            }
            positive.add(signs);
        }
        int kinks = 0;
        long cost = 0;
        for (int i = 0; i < doubtful.length; i++) {
            if (doubtful[i]) {
                cost += network.parameterCount();
                if (cost > LARGEST) {
                    throw new IllegalArgumentException("--exact: got too many pre-activations within rounding of 0,"
                            + " expected fewer or a smaller network");
                }
                kinks += decide(network, inputs, i, positive);
            }
        }
        return new SignPattern(List.copyOf(positive), kinks);
    }

    private static boolean kinked(Layer layer) {
        return layer.activation().hasKink();
    }

    /** All signs of one sample without rounding; returns how many are 0 at a kink. */
    private static int decide(Network network, Matrix inputs, int sample, List<boolean[]> positive) {
        BigDecimal[] a = new BigDecimal[inputs.rows()];
        for (int v = 0; v < a.length; v++) {
            int row = v;
            BigDecimal raw = new BigDecimal(inputs.get(v, sample));
            a[v] = network.inputScaling()
                    .map(scaling -> raw.subtract(new BigDecimal(scaling.offset()[row]))
                            .multiply(new BigDecimal(scaling.factor()[row])))
                    .orElse(raw);
        }
        int kinks = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            double below = layer.activation().derivative(-1);
            BigDecimal[] z = exact(layer, a);
            for (int u = 0; u < z.length; u++) {
                positive.get(l)[u + sample * z.length] = z[u].signum() > 0;
                kinks += z[u].signum() == 0 && kinked(layer) ? 1 : 0;
                z[u] = z[u].signum() > 0 ? z[u] : z[u].multiply(new BigDecimal(below));
            }
            a = z;
        }
        return kinks;
    }

    private static BigDecimal[] exact(Layer layer, BigDecimal[] a) {
        BigDecimal c = new BigDecimal(layer.parametrization().factor());
        BigDecimal d = new BigDecimal(layer.parametrization().shift());
        BigDecimal beta = new BigDecimal(layer.parametrization().biasFactor());
        BigDecimal[] z = new BigDecimal[layer.outputDim()];
        for (int u = 0; u < z.length; u++) {
            z[u] = beta.multiply(new BigDecimal(layer.bias()[u]));
            for (int v = 0; v < a.length; v++) {
                z[u] = z[u].add(c.multiply(a[v].add(d))
                        .multiply(new BigDecimal(layer.weight().get(u, v))));
            }
        }
        return z;
    }
}
