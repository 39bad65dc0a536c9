package dev.nadir.io.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A shape of expression; Add, Mul, Max and Min match in either order of their arguments. */
sealed interface Pattern {
    /** Operators whose two arguments may be exchanged. */
    Set<String> COMMUTATIVE = Set.of("Add", "Mul", "Max", "Min");

    /** Matches anything, and the same thing wherever the name occurs. */
    record Any(String name) implements Pattern {}

    /** Matches any constant that is a single number, likewise. */
    record Number(String name) implements Pattern {}

    /** Matches a constant near the given number: float32 constants and their widened copies agree to 1e-6. */
    record Near(double value) implements Pattern {}

    /** Matches an operator whose arguments match. */
    record Op(String operator, List<Pattern> arguments) implements Pattern {}

    static Pattern any(String name) {
        return new Any(name);
    }

    static Pattern number(String name) {
        return new Number(name);
    }

    static Pattern near(double value) {
        return new Near(value);
    }

    static Pattern op(String operator, Pattern... arguments) {
        return new Op(operator, List.of(arguments));
    }

    /** All ways to match, as assignments of the names, given those made already. */
    default List<Map<String, Expression>> matches(Expression expression, Map<String, Expression> bound) {
        if (this instanceof Any any) {
            return bind(any.name(), expression, bound);
        }
        if (this instanceof Op op) {
            return expression instanceof Expression.Call call && call.operator().equals(op.operator())
                    ? calls(op, call, bound)
                    : List.of();
        }
        if (!(expression instanceof Expression.Constant constant)
                || !constant.tensor().isScalar()) {
            return List.of();
        }
        if (this instanceof Near near) {
            double distance = Math.abs(constant.number() - near.value());
            return distance <= 1e-6 * Math.abs(near.value()) ? List.of(bound) : List.of();
        }
        return bind(((Number) this).name(), expression, bound);
    }

    private static List<Map<String, Expression>> calls(Op op, Expression.Call call, Map<String, Expression> bound) {
        List<Expression> arguments = call.arguments();
        List<Map<String, Expression>> found = new ArrayList<>(all(op.arguments(), arguments, bound));
        if (COMMUTATIVE.contains(op.operator()) && arguments.size() == 2) {
            found.addAll(all(op.arguments(), List.of(arguments.get(1), arguments.get(0)), bound));
        }
        return found;
    }

    private static List<Map<String, Expression>> all(
            List<Pattern> patterns, List<Expression> arguments, Map<String, Expression> bound) {
        List<Map<String, Expression>> found =
                patterns.size() == arguments.size() ? List.of(bound) : List.<Map<String, Expression>>of();
        for (int i = 0; i < patterns.size() && !found.isEmpty(); i++) {
            List<Map<String, Expression>> next = new ArrayList<>();
            for (Map<String, Expression> each : found) {
                next.addAll(patterns.get(i).matches(arguments.get(i), each));
            }
            found = next;
        }
        return found;
    }

    private static List<Map<String, Expression>> bind(
            String name, Expression expression, Map<String, Expression> bound) {
        Expression before = bound.get(name);
        if (before != null) {
            return same(before, expression) ? List.of(bound) : List.of();
        }
        Map<String, Expression> more = new HashMap<>(bound);
        more.put(name, expression);
        return List.of(more);
    }

    /** The same expression, or two constants of the same single number. */
    private static boolean same(Expression a, Expression b) {
        return a == b
                || a instanceof Expression.Constant first
                        && b instanceof Expression.Constant second
                        && first.tensor().isScalar()
                        && second.tensor().isScalar()
                        && first.tensor().scalar() == second.tensor().scalar();
    }
}
