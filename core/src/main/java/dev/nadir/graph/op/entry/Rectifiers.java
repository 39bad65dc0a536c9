package dev.nadir.graph.op.entry;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.entry.Mapped.Function;
import dev.nadir.network.activation.Relu;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Piecewise functions of one number with fixed slopes; at a kink the derivative is the one PyTorch takes. */
public final class Rectifiers {
    private static final double SELU_ALPHA = 1.67326319217681884765625;
    private static final double SELU_GAMMA = 1.05070102214813232421875;

    private Rectifiers() {}

    public static List<Support> supported() {
        Relu relu = new Relu();
        Function rectified = Function.kinked(relu::value, relu::derivative, x -> x);
        return List.of(
                Support.of("Relu", 1, node -> Entrywise.mapped(rectified)),
                Support.of("LeakyRelu", 6, node -> Entrywise.mapped(leaky(alpha(node, 0.01)))),
                Support.of("ThresholdedRelu", 10, node -> Entrywise.mapped(thresholded(alpha(node, 1)))),
                Support.of("Elu", 6, node -> Entrywise.mapped(elu(alpha(node, 1), 1))),
                Support.of(
                        "Selu",
                        6,
                        node -> Entrywise.mapped(
                                elu(alpha(node, SELU_ALPHA), node.attributes().number("gamma", SELU_GAMMA)))),
                Support.of("Celu", 12, node -> Entrywise.mapped(celu(alpha(node, 1)))),
                Support.of(
                        "HardSigmoid",
                        6,
                        node -> Entrywise.mapped(
                                hardSigmoid(alpha(node, 0.2), node.attributes().number("beta", 0.5)))),
                Support.of("HardSwish", 14, node -> Entrywise.mapped(hardSwish())));
    }

    private static double alpha(Node node, double byDefault) {
        return node.attributes().number("alpha", byDefault);
    }

    private static Function leaky(double slope) {
        return slope == 1
                ? Function.smooth(x -> x, (x, y) -> Double.isNaN(x) ? x : 1)
                : Function.kinked(
                        x -> x > 0 ? x : slope * x, (x, y) -> Double.isNaN(x) ? x : x > 0 ? 1 : slope, x -> x);
    }

    private static Function thresholded(double alpha) {
        return Function.kinked(
                x -> x > alpha || Double.isNaN(x) ? x : 0,
                (x, y) -> Double.isNaN(x) ? x : x > alpha ? 1 : 0,
                x -> x - alpha);
    }

    private static Function elu(double alpha, double gamma) {
        DoubleUnaryOperator value = x -> gamma * (x > 0 ? x : alpha * Math.expm1(x));
        DoubleBinaryOperator derivative = (x, y) -> gamma * (x > 0 ? 1 : alpha * Math.exp(x));
        return alpha == 1 ? Function.smooth(value, derivative) : Function.kinked(value, derivative, x -> x);
    }

    private static Function celu(double alpha) {
        if (!(Math.abs(alpha) > 0)) {
            throw new IllegalArgumentException("alpha: got " + alpha + ", expected other than 0");
        }
        return Function.smooth(
                x -> Math.max(x, 0) + Math.min(0, alpha * Math.expm1(x / alpha)),
                (x, y) -> x > 0 ? 1 : Math.exp(x / alpha));
    }

    private static Function hardSigmoid(double alpha, double beta) {
        return Function.kinked(
                x -> Math.max(0, Math.min(1, alpha * x + beta)),
                (x, y) -> Double.isNaN(x) ? x : y > 0 && y < 1 ? alpha : 0,
                x -> alpha * x + beta,
                x -> alpha * x + beta - 1);
    }

    private static Function hardSwish() {
        return Function.kinked(
                x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)),
                (x, y) -> Double.isNaN(x) ? x : x < -3 ? 0 : x <= 3 ? x / 3 + 0.5 : 1,
                x -> x + 3,
                x -> x - 3);
    }
}
