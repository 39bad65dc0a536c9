package dev.nadir.io.onnx;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Silu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;

/**
 * Activations as ONNX operators that run in float64 everywhere and lose no digits.
 *
 * <p>Operator attributes are float32, so slopes and alphas are initializers. Softplus, ELU and sigmoid are written in
 * forms with full <em>relative</em> accuracy, because the operators themselves cancel: log(1 + e^x) is 0 below -37,
 * e^x - 1 has no correct digit near 0, and runtimes compute sigmoid as 1 - 1/(1 + e^x) on the left.
 */
final class ActivationGraph {
    private final GraphBuilder graph;
    private final String z;
    private final String prefix;

    private ActivationGraph(GraphBuilder graph, String z, String prefix) {
        this.graph = graph;
        this.z = z;
        this.prefix = prefix;
    }

    /** Adds σ(z) and returns the name of the result. */
    static String add(GraphBuilder graph, Activation activation, String z, String prefix) {
        ActivationGraph at = new ActivationGraph(graph, z, prefix);
        if (activation instanceof Identity) {
            return z;
        } else if (activation instanceof Relu) {
            return at.node("a", "Relu", z);
        } else if (activation instanceof Exp) {
            return at.node("a", "Exp", z);
        } else if (activation instanceof Sin) {
            return at.node("a", "Sin", z);
        } else if (activation instanceof Softplus softplus) {
            return at.softplus(softplus.beta());
        } else if (activation instanceof Sigmoid) {
            return at.node("a", "Reciprocal", at.onePlusExpOfMinus());
        } else if (activation instanceof Silu) {
            return at.node("a", "Div", z, at.onePlusExpOfMinus());
        } else if (activation instanceof Elu elu) {
            return at.elu(elu.alpha());
        } else if (activation instanceof LeakyRelu leaky) {
            String slope = at.constant("slope", leaky.slope());
            return at.node("a", "Max", z, at.node("sloped", "Mul", z, slope));
        } else if (activation instanceof Gelu) {
            return at.gelu();
        } else if (activation instanceof Serpentine) {
            return at.serpentine();
        }
        return at.node("a", "Tanh", z);
    }

    /** 1 + e^-z, which sigmoid and SiLU divide by. */
    private String onePlusExpOfMinus() {
        return node("denominator", "Add", node("exp", "Exp", node("minus", "Neg", z)), constant("one", 1));
    }

    /**
     * max(z, 0) + log1p(y)/β, y = e^-β|z|. With w = 1 + y as rounded, log1p(y) = log(w) + log(1 + (y - (w - 1))/w), and
     * the second logarithm is its argument up to the square of the rounding unit; y - (w - 1) is exact.
     */
    private String softplus(double beta) {
        String one = constant("one", 1);
        String scale = beta == 1 ? "" : constant("beta", beta);
        String size =
                node("abs", "Abs", z); // before the factor, which runtimes would fold into a product below as a float32
        String y = node("y", "Exp", node("minus", "Neg", beta == 1 ? size : node("scaled", "Mul", size, scale)));
        String w = node("w", "Add", y, one);
        String lost = node("lost", "Sub", y, node("kept", "Sub", w, one));
        String log1p = node("log1p", "Add", node("log", "Log", w), node("correction", "Div", lost, w));
        String soft = beta == 1 ? log1p : node("soft", "Div", log1p, scale);
        return node("a", "Add", node("positive", "Relu", z), soft);
    }

    /** max(z, 0) + alpha expm1(m), m = min(z, 0), with expm1(m) = tanh(m/2) (e^m + 1). */
    private String elu(double alpha) {
        String m = node("negative", "Min", z, constant("zero", 0));
        String tanh = node("tanh", "Tanh", node("half", "Mul", m, constant("onehalf", 0.5)));
        String plus = node("plus", "Add", node("exp", "Exp", m), constant("one", 1));
        String expm1 = node("expm1", "Mul", tanh, plus);
        String scaled = node("scaled", "Mul", expm1, constant("alpha", alpha));
        return node("a", "Add", node("positive", "Relu", z), scaled);
    }

    /** z (1 + erf(z/√2)) / 2, in the order PyTorch exports it. */
    private String gelu() {
        String erf = node("erf", "Erf", node("scaled", "Div", z, constant("sqrt2", Math.sqrt(2))));
        String product = node("product", "Mul", z, node("plus", "Add", erf, constant("one", 1)));
        return node("a", "Mul", product, constant("onehalf", 0.5));
    }

    /** z/(1 + z²); 0 instead of 1/z where z² overflows. */
    private String serpentine() {
        return node("a", "Div", z, node("denominator", "Add", node("square", "Mul", z, z), constant("one", 1)));
    }

    private String node(String name, String operator, String... inputs) {
        return graph.node(prefix + name, operator, inputs);
    }

    private String constant(String name, double value) {
        return graph.constant(prefix + name, new double[] {value});
    }
}
