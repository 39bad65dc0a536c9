package dev.nadir.io.onnx;

import static dev.nadir.io.onnx.Pattern.any;
import static dev.nadir.io.onnx.Pattern.number;
import static dev.nadir.io.onnx.Pattern.op;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the output expression apart, from the outside in, into the steps of a chain. */
final class StepList {
    /** Softplus as PyTorch's dynamo exporter writes it: the identity where beta u exceeds a threshold. */
    private static final Pattern THRESHOLD =
            op("Where", op("Greater", any("scaled"), number("threshold")), any("linear"), any("function"));

    private static final Expression.Constant MINUS_ONE =
            new Expression.Constant(new Tensor(new int[0], new double[] {-1}, Precision.FLOAT64));

    private final String file;
    private final List<String> notes;
    private final Deque<Step> steps = new ArrayDeque<>();

    StepList(String file, List<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    /** The steps in the order of evaluation. */
    List<Step> of(Expression output) throws IOException {
        Expression rest = output;
        while (!(rest instanceof Expression.Input)) {
            rest = peel(rest);
        }
        return List.copyOf(steps);
    }

    private Expression peel(Expression expression) throws IOException {
        if (expression instanceof Expression.Product product) {
            steps.addFirst(new Step.Affine(product));
            return product.signal();
        }
        if (!(expression instanceof Expression.Call call)) {
            throw new IOException(file + ": its output does not depend on its input");
        }
        Optional<ActivationPatterns.Match> match = activation(call);
        if (match.isPresent()) {
            steps.addFirst(new Step.Activate(match.get().activation(), call.place()));
            return match.get().argument();
        }
        Optional<Map<String, Expression>> threshold =
                THRESHOLD.matches(call, Map.of()).stream().findFirst();
        return threshold.isPresent() ? withoutThreshold(call, threshold.get()) : entrywise(call);
    }

    private Optional<ActivationPatterns.Match> activation(Expression.Call call) throws IOException {
        try {
            return ActivationPatterns.match(call);
        } catch (IllegalArgumentException e) {
            throw fail(call, e.getMessage());
        }
    }

    private Expression withoutThreshold(Expression.Call call, Map<String, Expression> bound) throws IOException {
        double threshold = ((Expression.Constant) bound.get("threshold")).number();
        double beta = beta(bound).orElseThrow(() -> fail(call, "chooses between two values, and is not a softplus"));
        notes.add(call.place() + ": softplus that is linear above " + threshold
                + " is read as exact softplus; outputs of this unit differ by at most "
                + Math.log1p(Math.exp(-threshold)) / beta);
        return bound.get("function");
    }

    /** beta of softplus(beta u)/beta, provided that the branches of Where belong to it. */
    private static Optional<Double> beta(Map<String, Expression> bound) {
        Pattern plain = op("Softplus", any("linear"));
        Pattern scaled = op("Div", op("Softplus", any("scaled")), number("beta"));
        Expression function = bound.get("function");
        if (bound.get("scaled") == bound.get("linear")
                && !plain.matches(function, bound).isEmpty()) {
            return Optional.of(1.0);
        }
        Pattern argument = op("Mul", any("linear"), number("beta"));
        return scaled.matches(function, bound).stream()
                .flatMap(each -> bound.get("scaled") == bound.get("linear")
                        ? java.util.stream.Stream.of(each)
                        : numbersAgree(argument.matches(bound.get("scaled"), bound), each))
                .map(each -> ((Expression.Constant) each.get("beta")).number())
                .findFirst();
    }

    private static java.util.stream.Stream<Map<String, Expression>> numbersAgree(
            List<Map<String, Expression>> arguments, Map<String, Expression> function) {
        double beta = ((Expression.Constant) function.get("beta")).number();
        return arguments.stream()
                .filter(each -> ((Expression.Constant) each.get("beta")).number() == beta)
                .limit(1);
    }

    private Expression entrywise(Expression.Call call) throws IOException {
        List<Expression> arguments = call.arguments();
        if (call.operator().equals("Neg")) {
            steps.addFirst(new Step.Scale(MINUS_ONE, false, call.place()));
            return arguments.get(0);
        }
        if (arguments.size() == 2 && arguments.get(1) instanceof Expression.Constant constant) {
            return withConstant(call, arguments.get(0), constant);
        }
        if (arguments.size() == 2 && arguments.get(0) instanceof Expression.Constant constant) {
            if (call.operator().equals("Sub")) {
                steps.addFirst(new Step.Shift(constant, 1, call.place()));
                steps.addFirst(new Step.Scale(MINUS_ONE, false, call.place()));
                return arguments.get(1);
            }
            if (!call.operator().equals("Div")) {
                return withConstant(call, arguments.get(1), constant);
            }
        }
        throw fail(
                call,
                "is neither part of a known activation nor a scaling; networks with skip connections or branches are"
                        + " not read, and activations are identity, tanh, sigmoid, softplus, ReLU, leaky ReLU, ELU,"
                        + " GELU (exact), SiLU, exp, sin");
    }

    private Expression withConstant(Expression.Call call, Expression signal, Expression.Constant constant)
            throws IOException {
        steps.addFirst(
                switch (call.operator()) {
                    case "Add", "Sum" -> new Step.Shift(constant, 1, call.place());
                    case "Sub" -> new Step.Shift(constant, -1, call.place());
                    case "Mul" -> new Step.Scale(constant, false, call.place());
                    case "Div" -> new Step.Scale(constant, true, call.place());
                    default -> throw fail(call, "with a constant is not an activation that is read");
                });
        return signal;
    }

    private IOException fail(Expression.Call call, String message) {
        return new IOException(file + ": " + call.place() + ": " + message);
    }
}
