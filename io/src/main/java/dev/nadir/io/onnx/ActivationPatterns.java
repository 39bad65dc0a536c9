package dev.nadir.io.onnx;

import static dev.nadir.io.onnx.Pattern.any;
import static dev.nadir.io.onnx.Pattern.near;
import static dev.nadir.io.onnx.Pattern.number;
import static dev.nadir.io.onnx.Pattern.op;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Silu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Recognizes activations as operators and in the forms into which exporters and we take them apart. */
final class ActivationPatterns {
    /** σ(argument). */
    record Match(Activation activation, Expression argument) {}

    private record Rule(Pattern pattern, DoubleFunction<Activation> activation) {}

    private static final String PARAMETER = "parameter";
    private static final Pattern U = any("u");
    private static final Pattern P = number(PARAMETER);
    private static final Pattern ONE = near(1);
    private static final Pattern POSITIVE_PART = op("Max", U, near(0));
    private static final List<Rule> RULES = rules();

    private ActivationPatterns() {}

    /** The activation that the outermost operators of the expression make up, if they do. */
    static Optional<Match> match(Expression.Call call) {
        if (call.attributes().containsKey("approximate")
                && !call.attributes().get("approximate").getS().toStringUtf8().equals("none")) {
            return Optional.empty(); // GELU through tanh is another function
        }
        for (Rule rule : RULES) {
            for (Map<String, Expression> bound : rule.pattern().matches(call, Map.of())) {
                Expression parameter = bound.get(PARAMETER);
                double value = parameter instanceof Expression.Constant c ? c.number() : attribute(call);
                if (!(bound.get("u") instanceof Expression.Constant)) {
                    return Optional.of(new Match(rule.activation().apply(value), bound.get("u")));
                }
            }
        }
        return Optional.empty();
    }

    /** alpha of Elu and LeakyRelu, with the operators' defaults; a float32, widened. */
    private static double attribute(Expression.Call call) {
        return call.attribute("alpha", call.operator().equals("LeakyRelu") ? 0.01f : 1);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        add(rules, new Relu(), op("Relu", U), POSITIVE_PART);
        add(rules, new Tanh(), op("Tanh", U));
        add(rules, new Sin(), op("Sin", U));
        add(rules, new Serpentine(), op("Div", U, op("Add", op("Mul", U, U), ONE)));
        Pattern denominator = op("Add", op("Exp", op("Neg", U)), ONE);
        List<Pattern> sigmoids = List.of(op("Sigmoid", U), op("Reciprocal", denominator), op("Div", ONE, denominator));
        sigmoids.forEach(sigmoid -> add(rules, new Sigmoid(), sigmoid));
        sigmoids.forEach(sigmoid -> add(rules, new Silu(), op("Mul", U, sigmoid)));
        add(rules, new Silu(), op("Div", U, denominator));
        softplus(rules);
        gelu(rules);
        elu(rules);
        rules.add(new Rule(op("LeakyRelu", U), LeakyRelu::new));
        rules.add(new Rule(op("Max", U, op("Mul", U, P)), LeakyRelu::new));
        add(rules, new Exp(), op("Exp", U));
        return List.copyOf(rules);
    }

    private static void softplus(List<Rule> rules) {
        Pattern scaled = op("Mul", U, P);
        add(rules, new Softplus(), op("Softplus", U), op("Log", op("Add", op("Exp", U), ONE)));
        rules.add(new Rule(op("Div", op("Softplus", scaled), P), Softplus::new));
        for (Pattern positive : List.of(op("Relu", U), POSITIVE_PART)) {
            for (Pattern log1p : log1pOfExpOfMinus(op("Abs", U))) {
                add(rules, new Softplus(), op("Add", positive, log1p));
            }
            for (Pattern log1p : log1pOfExpOfMinus(op("Mul", op("Abs", U), P))) {
                rules.add(new Rule(op("Add", positive, op("Div", log1p, P)), Softplus::new));
            }
        }
    }

    /** log(1 + e^-u), with and without the correction that {@link ActivationGraph} adds. */
    private static List<Pattern> log1pOfExpOfMinus(Pattern u) {
        Pattern y = op("Exp", op("Neg", u));
        Pattern w = op("Add", y, ONE);
        return List.of(op("Log", w), op("Add", op("Log", w), op("Div", op("Sub", y, op("Sub", w, ONE)), w)));
    }

    private static void gelu(List<Rule> rules) {
        add(rules, new Gelu(), op("Gelu", U));
        Pattern half = near(0.5);
        for (Pattern argument : List.of(op("Div", U, near(Math.sqrt(2))), op("Mul", U, near(Math.sqrt(0.5))))) {
            Pattern plus = op("Add", op("Erf", argument), ONE);
            add(rules, new Gelu(), op("Mul", op("Mul", U, plus), half));
            add(rules, new Gelu(), op("Mul", op("Mul", U, half), plus));
            add(rules, new Gelu(), op("Mul", op("Mul", half, plus), U));
        }
    }

    private static void elu(List<Rule> rules) {
        rules.add(new Rule(op("Elu", U), Elu::new));
        Pattern m = op("Min", U, near(0));
        Pattern ours = op("Mul", op("Tanh", op("Mul", m, near(0.5))), op("Add", op("Exp", m), ONE));
        for (Pattern expm1 : List.of(ours, op("Sub", op("Exp", m), ONE))) {
            for (Pattern positive : List.of(op("Relu", U), POSITIVE_PART)) {
                rules.add(new Rule(op("Add", positive, op("Mul", expm1, P)), Elu::new));
            }
        }
    }

    private static void add(List<Rule> rules, Activation activation, Pattern... patterns) {
        for (Pattern pattern : patterns) {
            rules.add(new Rule(pattern, parameter -> activation));
        }
    }
}
