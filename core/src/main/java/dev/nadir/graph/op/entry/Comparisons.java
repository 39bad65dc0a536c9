package dev.nadir.graph.op.entry;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.entry.Pointwise.Rule;
import dev.nadir.graph.tensor.Kind;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;

/** True and false, as 1 and 0: comparisons and logic. They have no derivative. */
public final class Comparisons {
    private Comparisons() {}

    public static List<Support> supported() {
        return List.of(
                of("Equal", 7, (a, b) -> truth(a == b)),
                of("Less", 9, (a, b) -> truth(a < b)),
                of("LessOrEqual", 12, (a, b) -> truth(a <= b)),
                of("Greater", 9, (a, b) -> truth(a > b)),
                of("GreaterOrEqual", 12, (a, b) -> truth(a >= b)),
                of("And", 7, (a, b) -> truth(a != 0 && b != 0)),
                of("Or", 7, (a, b) -> truth(a != 0 || b != 0)),
                of("Xor", 7, (a, b) -> truth(a != 0 ^ b != 0)),
                of("Not", a -> a == 0),
                of("IsNaN", Double::isNaN),
                Support.of("IsInf", 10, Comparisons::infinite).valueOnly());
    }

    private static Support of(String name, int since, DoubleBinaryOperator truth) {
        Rule rule = rule(a -> truth.applyAsDouble(a[0], a[1]));
        return Support.of(
                        name,
                        since,
                        node -> inputs -> Applied.constant(new Pointwise(rule, Kind.BOOLEAN, inputs).outputs()))
                .takes(2, 2)
                .valueOnly();
    }

    private static Support of(String name, DoublePredicate truth) {
        return Support.of(name, 1, node -> holds(truth)).valueOnly();
    }

    private static Operator holds(DoublePredicate truth) {
        Rule rule = rule(a -> truth(truth.test(a[0])));
        return inputs -> Applied.constant(new Pointwise(rule, Kind.BOOLEAN, inputs).outputs());
    }

    private static Operator infinite(Node node) {
        boolean positive = node.attributes().flag("detect_positive", true);
        boolean negative = node.attributes().flag("detect_negative", true);
        return holds(x -> Double.isInfinite(x) && (x > 0 ? positive : negative));
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    /** A truth value: constant wherever it has a derivative. */
    private static Rule rule(Pointwise.Value value) {
        return Rule.of(value, (k, a, y) -> 0);
    }
}
