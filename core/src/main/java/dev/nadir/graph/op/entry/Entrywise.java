package dev.nadir.graph.op.entry;

import static dev.nadir.graph.op.entry.Mapped.Function.smooth;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.entry.Mapped.Function;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.StandardNormal;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, applied to every entry. */
public final class Entrywise {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
    private static final Activation TANH = new Tanh();
    private static final Activation SIGMOID = new Sigmoid();
    private static final Activation SOFTPLUS = new Softplus();

    private Entrywise() {}

    public static List<Support> supported() {
        return List.of(
                entry("Neg", 1, smooth(x -> -x, (x, y) -> -1)),
                entry("Exp", 1, smooth(Math::exp, (x, y) -> y)),
                entry("Log", 1, smooth(Math::log, (x, y) -> 1 / x)),
                entry("Sqrt", 1, Function.kinked(Math::sqrt, (x, y) -> 0.5 / y, x -> x)),
                entry("Reciprocal", 1, smooth(x -> 1 / x, (x, y) -> -y * y)),
                entry("Abs", 1, Function.kinked(Math::abs, (x, y) -> Math.signum(x), x -> x)),
                entry("Erf", 9, smooth(StandardNormal::erf, (x, y) -> TWO_OVER_ROOT_PI * Math.exp(-x * x))),
                entry("Sin", 7, smooth(Math::sin, (x, y) -> Math.cos(x))),
                entry("Cos", 7, smooth(Math::cos, (x, y) -> -Math.sin(x))),
                entry("Tan", 7, smooth(Math::tan, (x, y) -> 1 + y * y)),
                entry("Sinh", 9, smooth(Math::sinh, (x, y) -> Math.cosh(x))),
                entry("Cosh", 9, smooth(Math::cosh, (x, y) -> Math.sinh(x))),
                entry("Asin", 7, smooth(Math::asin, (x, y) -> 1 / Math.sqrt((1 - x) * (1 + x)))),
                entry("Acos", 7, smooth(Math::acos, (x, y) -> -1 / Math.sqrt((1 - x) * (1 + x)))),
                entry("Atan", 7, smooth(Math::atan, (x, y) -> 1 / (1 + x * x))),
                entry("Asinh", 9, smooth(Entrywise::asinh, (x, y) -> 1 / Math.hypot(x, 1))),
                entry("Acosh", 9, smooth(Entrywise::acosh, (x, y) -> 1 / Math.sqrt((x - 1) * (x + 1)))),
                entry("Atanh", 9, smooth(TANH::inverse, (x, y) -> 1 / ((1 - x) * (1 + x)))),
                entry("Tanh", 1, of(TANH)),
                entry("Sigmoid", 1, of(SIGMOID)),
                entry("Softplus", 1, of(SOFTPLUS)),
                entry("Softsign", 1, smooth(x -> x / (1 + Math.abs(x)), (x, y) -> square(1 - Math.abs(y)))),
                entry("Mish", 18, smooth(x -> x * TANH.value(SOFTPLUS.value(x)), (x, y) -> mishDerivative(x))),
                Support.of("Gelu", 20, node -> mapped(gelu(node.attributes()))),
                step("Floor", Math::floor),
                step("Ceil", Math::ceil),
                step("Round", Math::rint),
                step("Sign", Math::signum));
    }

    private static Support entry(String name, int since, Function function) {
        return Support.of(name, since, node -> mapped(function));
    }

    private static Support step(String name, DoubleUnaryOperator f) {
        return Support.of(
                        name,
                        1,
                        node -> inputs -> Applied.constant(new Mapped(smooth(f, (x, y) -> 0), inputs[0]).outputs()))
                .valueOnly();
    }

    static Operator mapped(Function function) {
        return inputs -> new Mapped(function, inputs[0]);
    }

    private static Function of(Activation activation) {
        return smooth(activation::value, activation::derivative);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.log1p(size + size * (size / (1 + Math.hypot(size, 1)))), x);
    }

    private static double acosh(double x) {
        double above = x - 1;
        return Math.log1p(above + Math.sqrt(above * (x + 1)));
    }

    private static double mishDerivative(double x) {
        double t = TANH.value(SOFTPLUS.value(x));
        return t + x * TANH.derivative(SOFTPLUS.value(x), t) * SIGMOID.value(x);
    }

    private static Function gelu(Attributes attributes) {
        String form = attributes.text("approximate", "none");
        return switch (form) {
            case "none" -> of(new Gelu());
            case "tanh" -> smooth(x -> 0.5 * x * (1 + TANH.value(geluArgument(x))), (x, y) -> geluSlope(x));
            default ->
                throw new IllegalArgumentException("approximate: got \"" + form + "\", expected \"none\" or \"tanh\"");
        };
    }

    private static double geluArgument(double x) {
        return Math.sqrt(2 / Math.PI) * x * (1 + 0.044715 * x * x);
    }

    private static double geluSlope(double x) {
        double argument = geluArgument(x);
        double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        double rise = TANH.derivative(argument);
        return 0.5 * (1 + TANH.value(argument)) + (rise == 0 ? 0 : 0.5 * x * rise * inner);
    }
}
