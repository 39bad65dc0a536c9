package dev.nadir.graph.op.entry;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.entry.Pointwise.Rule;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Sums, products, powers, choices: functions of several numbers on inputs that broadcast. Integers divide as integers. */
public final class Arithmetic {
    private Arithmetic() {}

    private static final Rule SUM = Rule.of(a -> Arrays.stream(a).sum(), (k, a, y) -> 1);
    private static final Rule MEAN = Rule.of(a -> Arrays.stream(a).sum() / a.length, (k, a, y) -> 1.0 / a.length);
    private static final Rule DIFFERENCE = Rule.of(a -> a[0] - a[1], (k, a, y) -> k == 0 ? 1 : -1);
    private static final Rule PRODUCT = Rule.of(a -> a[0] * a[1], (k, a, y) -> a[1 - k]);
    private static final Rule QUOTIENT = Rule.of(a -> a[0] / a[1], (k, a, y) -> k == 0 ? 1 / a[1] : -y / a[1]);
    private static final Rule POWER = Rule.of(a -> Math.pow(a[0], a[1]), Arithmetic::powerSlope);
    private static final Rule CHOICE =
            Rule.of(a -> a[0] != 0 ? a[1] : a[2], (k, a, y) -> (a[0] != 0) == (k == 1) ? 1 : 0);
    private static final Rule REMAINDER =
            Rule.of(a -> a[0] % a[1], (k, a, y) -> k == 0 ? 1 : -Math.rint((a[0] - y) / a[1]));

    public static List<Support> supported() {
        return List.of(
                operand("Add", 7, SUM, (a, b) -> a + b),
                operand("Sub", 7, DIFFERENCE, (a, b) -> a - b),
                operand("Mul", 7, PRODUCT, (a, b) -> a * b),
                binary("Div", 7, QUOTIENT, (a, b) -> truncated(a / b)),
                binary("Pow", 7, POWER, (a, b) -> truncated(Math.pow(a, b))),
                Support.of("Mod", 10, Arithmetic::remainder).takes(2, 2),
                Support.of("Sum", 8, node -> inputs -> applied(SUM, inputs)).takesAny(),
                Support.of("Mean", 8, node -> inputs -> applied(MEAN, inputs)).takesAny(),
                Support.of("Max", 8, node -> inputs -> applied(new Extreme(1), inputs))
                        .takesAny(),
                Support.of("Min", 8, node -> inputs -> applied(new Extreme(-1), inputs))
                        .takesAny(),
                Support.of("Where", 9, node -> Arithmetic::choice).takes(3, 3),
                Support.of("PRelu", 7, node -> inputs -> applied(new Slope(), inputs))
                        .takes(2, 2)
                        .trains(1),
                Support.of("Clip", 6, Arithmetic::clip).takes(1, 3));
    }

    private static Support operand(String name, int since, Rule rule, DoubleBinaryOperator integers) {
        return binary(name, since, rule, integers).trainsOperands();
    }

    private static Support binary(String name, int since, Rule rule, DoubleBinaryOperator integers) {
        Rule whole = Rule.of(a -> integers.applyAsDouble(a[0], a[1]), (k, a, y) -> 0);
        return Support.of(name, since, node -> inputs -> applied(inputs[0].isFloat() ? rule : whole, inputs))
                .takes(2, 2);
    }

    private static Applied applied(Rule rule, Tensor... inputs) {
        return new Pointwise(rule, inputs[0].kind(), inputs);
    }

    private static Applied choice(Tensor... inputs) {
        return new Pointwise(CHOICE, inputs[1].kind(), inputs);
    }

    private static double truncated(double quotient) {
        if (!Double.isFinite(quotient)) {
            throw new IllegalArgumentException("divisor: got 0, expected another integer");
        }
        return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
    }

    private static double powerSlope(int k, double[] a, double y) {
        if (k == 0) {
            return a[1] == 0 ? 0 : a[1] * Math.pow(a[0], a[1] - 1);
        }
        return a[0] == 0 && a[1] > 0 ? 0 : y * Math.log(a[0]);
    }

    private static Operator remainder(Node node) {
        boolean signOfDividend = node.attributes().flag("fmod", false);
        Rule ofDivisor = Rule.of(a -> a[0] - a[1] * Math.floor(a[0] / a[1]), (k, a, y) -> 0);
        return inputs -> {
            if (!signOfDividend && inputs[0].isFloat()) {
                throw new IllegalArgumentException("fmod: got 0, expected 1 for real numbers");
            }
            return applied(signOfDividend ? REMAINDER : ofDivisor, inputs);
        };
    }

    /** Bounds are attributes up to opset 10, inputs since. */
    private static Operator clip(Node node) {
        boolean attributes = node.opset() < 11;
        double least = node.attributes().number("min", Double.NEGATIVE_INFINITY);
        double most = node.attributes().number("max", Double.POSITIVE_INFINITY);
        return inputs -> {
            Kind kind = inputs[0].kind();
            Tensor low = attributes || inputs[1] == null
                    ? bound(kind, attributes ? least : Double.NEGATIVE_INFINITY)
                    : inputs[1];
            Tensor high = attributes || inputs[2] == null
                    ? bound(kind, attributes ? most : Double.POSITIVE_INFINITY)
                    : inputs[2];
            low.number("min");
            high.number("max");
            return new Pointwise(new Clipping(), kind, inputs[0], low.reshaped(), high.reshaped());
        };
    }

    private static Tensor bound(Kind kind, double value) {
        return Tensor.scalar(value).as(kind);
    }

    /** The largest of several numbers (sign 1) or the smallest (−1); those that tie share the derivative. */
    private record Extreme(double sign) implements Rule {
        @Override
        public double value(double[] a) {
            double extreme = a[0];
            for (double each : a) {
                extreme = sign > 0 ? Math.max(extreme, each) : Math.min(extreme, each); // both keep NaN
            }
            return extreme;
        }

        @Override
        public double partial(int k, double[] a, double y) {
            return a[k] == y ? 1.0 / ties(a, y) : 0;
        }

        @Override
        public boolean hasKinks() {
            return true;
        }

        @Override
        public boolean kink(double[] a) {
            return ties(a, value(a)) > 1;
        }

        @Override
        public int side(double[] a) {
            double y = value(a);
            int k = 0;
            while (k < a.length - 1 && a[k] != y) {
                k++;
            }
            return k;
        }

        private static int ties(double[] a, double y) {
            int ties = 0;
            for (double each : a) {
                ties += each == y ? 1 : 0;
            }
            return ties;
        }
    }

    /** x for x ≥ 0, slope · x below. */
    private record Slope() implements Rule {
        @Override
        public double value(double[] a) {
            return a[0] > 0 ? a[0] : a[1] * a[0];
        }

        @Override
        public double partial(int k, double[] a, double y) {
            return a[0] > 0 ? 1 - k : a[1 - k];
        }

        @Override
        public boolean hasKinks() {
            return true;
        }

        @Override
        public boolean kink(double[] a) {
            return a[0] == 0 && a[1] != 1;
        }

        @Override
        public int side(double[] a) {
            return (int) Math.signum(a[0]);
        }
    }

    /** min(max(x, low), high). */
    private record Clipping() implements Rule {
        @Override
        public double value(double[] a) {
            return Math.min(Math.max(a[0], a[1]), a[2]);
        }

        @Override
        public double partial(int k, double[] a, double y) {
            return side(a) == k ? 1 : 0;
        }

        /** Which of the three numbers the result is. */
        @Override
        public int side(double[] a) {
            return a[0] > a[2] || a[1] > a[2] ? 2 : a[0] < a[1] ? 1 : 0;
        }

        @Override
        public boolean hasKinks() {
            return true;
        }

        @Override
        public boolean kink(double[] a) {
            return a[0] == a[1] || a[0] == a[2];
        }
    }
}
