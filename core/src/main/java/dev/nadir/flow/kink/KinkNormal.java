package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;

/** The gradient ∂z/∂θ of one pre-activation by one backward pass over one sample, about 2K flops. */
final class KinkNormal {
    private KinkNormal() {}

    /** With respect to the parameters that move. */
    static double[] of(PerceptronLandscape landscape, ForwardPass pass, KinkLayout layout, int pair) {
        return landscape.moving(all(pass, layout.layer(pair), layout.unit(pair), layout.sample(pair)));
    }

    /** With respect to all parameters, in the order of {@link dev.nadir.network.Network#parameters()}. */
    private static double[] all(ForwardPass pass, int layer, int unit, int sample) {
        double[] normal = new double[Math.toIntExact(pass.network().parameterCount())];
        int end = 0;
        for (int l = 0; l <= layer; l++) {
            end += Math.toIntExact(pass.network().layers().get(l).parameterCount());
        }
        double[] delta = new double[pass.network().layers().get(layer).outputDim()];
        delta[unit] = 1;
        for (int l = layer; l >= 0; l--) {
            Layer at = pass.network().layers().get(l);
            end -= Math.toIntExact(at.parameterCount());
            fill(normal, end, delta, pass.activations().get(l).columnArray(sample));
            if (l > 0) {
                delta = below(at.weight(), delta, pass, l - 1, sample);
            }
        }
        return normal;
    }

    private static void fill(double[] normal, int start, double[] delta, double[] inputs) {
        int units = delta.length;
        for (int u = 0; u < units; u++) {
            if (delta[u] != 0) {
                for (int m = 0; m < inputs.length; m++) {
                    normal[start + m * units + u] = delta[u] * inputs[m];
                }
                normal[start + inputs.length * units + u] = delta[u];
            }
        }
    }

    private static double[] below(Matrix weight, double[] delta, ForwardPass pass, int layer, int sample) {
        Layer lower = pass.network().layers().get(layer);
        double[] next = new double[weight.columns()];
        for (int m = 0; m < next.length; m++) {
            double sum = 0;
            for (int u = 0; u < delta.length; u++) {
                sum += weight.get(u, m) * delta[u];
            }
            next[m] = sum
                    * lower.activation()
                            .derivative(pass.preActivations().get(layer).get(m, sample));
        }
        return next;
    }
}
