package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.Backward;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Loss;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The motion at a state in a given mode: which pairs are on or off, and which kinks are slid along.
 *
 * <p>On the manifold where the kinks slid along stay at z = 0 the cost is smooth, and the velocity is minus its gradient there:
 * θ' = −(g + Σ λ_i n_i) ⊥ n_i, with g = ∇C taken with those pairs off and n_i = ∇z_i. This is minus the element of least norm of
 * Clarke's subdifferential as long as it belongs to it: λ_i = α_i π_i with slopes σ'(0−) + α_i (σ'(0+) − σ'(0−)) between the
 * two one-sided ones, 0 ≤ α_i ≤ 1, where π_i = (σ'(0+) − σ'(0−)) ∂C/∂a_i. With kinks of several layers on one sample ∂C/∂a of
 * the lower one depends on α of the upper one; going down once gives both.
 */
final class KinkMotion {
    private final KinkPass pass;
    private final KinkLayout layout;
    private final Loss loss;
    private final Matrix labels;
    private final List<KinkGroup> slides;
    private final TangentSpace tangent;
    private final double[] gradient;
    private final double[] velocity;
    private final double[] multipliers;
    private Matrix[] uppers;

    private KinkMotion(
            PerceptronLandscape landscape, KinkPass pass, KinkMode mode, TangentSpace tangent, double[] gradient) {
        this.pass = pass;
        this.layout = mode.layout();
        this.loss = landscape.landscape().loss();
        this.labels = landscape.data().labels();
        this.slides = mode.slides();
        this.tangent = tangent;
        this.gradient = gradient;
        double[] rest = gradient.clone();
        this.multipliers = negated(tangent.combination(tangent.project(rest)));
        this.velocity = negated(rest);
    }

    static KinkMotion of(PerceptronLandscape landscape, double[] state, KinkMode mode) {
        KinkPass pass = KinkPass.of(landscape, state, mode);
        List<double[]> normals = new ArrayList<>();
        mode.slides()
                .forEach(group -> normals.add(KinkNormal.of(landscape, pass.pass(), mode.layout(), group.first())));
        return new KinkMotion(landscape, pass, mode, new TangentSpace(normals), landscape.gradient(pass.pass()));
    }

    KinkPass pass() {
        return pass;
    }

    /** θ'. */
    double[] velocity() {
        return velocity;
    }

    /** g, the gradient with the pairs slid along off. */
    double[] gradient() {
        return gradient;
    }

    TangentSpace tangent() {
        return tangent;
    }

    /** λ_i of the groups slid along. */
    double[] multipliers() {
        return multipliers;
    }

    /** π of a group: the cost rises from its kink by so much more per unit of z on the one side than on the other. */
    double pull(KinkGroup group) {
        if (uppers == null) {
            uppers = new Matrix[layout.widths().length];
            backward();
        }
        int layer = layout.layer(group.first());
        double jump = jump(layer);
        double pull = 0;
        for (int m = 0; m < group.pairs().length; m++) {
            int at = group.pairs()[m] - layout.offsets()[layer];
            pull += Math.abs(group.ratios()[m]) * jump * uppers[layer].data()[at];
        }
        return pull;
    }

    /** ∂C/∂a of every layer, with the slopes α of the pairs slid along. */
    private void backward() {
        ForwardPass forward = pass.pass();
        Matrix upper = loss.gradient(forward.outputs(), labels);
        for (int l = layout.widths().length - 1; l >= layout.layers().get(0); l--) {
            uppers[l] = upper;
            if (l > 0) {
                Layer layer = forward.network().layers().get(l);
                Matrix delta = Backward.times(
                        upper,
                        layer.activation()
                                .applyDerivative(
                                        forward.preActivations().get(l),
                                        forward.activations().get(l + 1)));
                share(l, delta);
                upper = Products.transposedTimes(layer.weight(), delta);
            }
        }
    }

    /** Adds α (σ'(0+) − σ'(0−)) ∂C/∂a at the pairs of a layer that are slid along. */
    private void share(int layer, Matrix delta) {
        double jump = jump(layer);
        for (int i = 0; i < slides.size(); i++) {
            KinkGroup group = slides.get(i);
            if (layout.layer(group.first()) == layer) {
                double pull = pull(group);
                double alpha = pull == 0 ? 0 : multipliers[i] / pull;
                for (int m = 0; m < group.pairs().length; m++) {
                    int at = group.pairs()[m] - layout.offsets()[layer];
                    double side = Math.signum(group.ratios()[m]);
                    delta.data()[at] += side * alpha * jump * uppers[layer].data()[at];
                }
            }
        }
    }

    private double jump(int layer) {
        return KinkLayout.jump(pass.pass().network().layers().get(layer).activation());
    }

    private static double[] negated(double[] v) {
        double[] negative = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            negative[i] = -v[i];
        }
        return negative;
    }
}
