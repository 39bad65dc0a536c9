package dev.nadir.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** One node at some inputs: its values, and its derivatives against each other and against central differences. */
public final class OperatorCheck {
    private static final double STEP = 1e-3;

    private final Node node;
    private final Operator operator;
    private final Tensor[] inputs;
    private final SplittableRandom random = new SplittableRandom(20261124);

    private OperatorCheck(Node node, Tensor... inputs) {
        this.node = node;
        this.operator = Operators.of(node);
        this.inputs = inputs;
    }

    /** The node "x0, x1, ... → y"; an input that is null is left out. */
    public static OperatorCheck of(String operator, int opset, Map<String, ?> attributes, Tensor... inputs) {
        return of(1, operator, opset, attributes, inputs);
    }

    /** With several outputs. */
    public static OperatorCheck of(
            int outputs, String operator, int opset, Map<String, ?> attributes, Tensor... inputs) {
        String[] names = new String[inputs.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = inputs[i] == null ? "" : "x" + i;
        }
        Node node = new Node(
                "node 1 (" + operator + " \"n\")",
                operator,
                opset,
                java.util.List.of(names),
                Stream.iterate("y", name -> name + "'").limit(outputs).toList(),
                new Attributes(attributes));
        return new OperatorCheck(node, inputs);
    }

    /** Normal numbers in this shape, by a seed. */
    public static Tensor normal(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Tensor.floats(shape, values);
    }

    /** Numbers in (low, high) in this shape, by a seed. */
    public static Tensor uniform(long seed, double low, double high, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(low, high);
        }
        return Tensor.floats(shape, values);
    }

    /** The outputs. */
    public Tensor[] outputs() {
        return operator.at(inputs).outputs();
    }

    /** The first output. */
    public Tensor output() {
        return outputs()[0];
    }

    /** How many entries lie at a kink. */
    public long kinks() {
        return operator.at(inputs).kinks();
    }

    /** Its values in this shape, to a few units of the last place of the largest. */
    public OperatorCheck gives(int[] shape, double... values) {
        Tensor output = output();
        assertThat(output.shape()).as("shape of %s", node.place()).containsExactly(shape);
        double scale = 1;
        for (double value : values) {
            scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 1);
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                assertThat(output.values()[i])
                        .as("entry %d of %s", i, node.place())
                        .isCloseTo(values[i], org.assertj.core.data.Offset.offset(16 * Math.ulp(scale)));
            } else {
                assertThat(output.values()[i]).isEqualTo(values[i]);
            }
        }
        return this;
    }

    /** ⟨Df t, u⟩ = ⟨t, Dfᵀ u⟩, and Df t is what central differences say. */
    public OperatorCheck differentiates() {
        Applied applied = operator.at(inputs);
        Tensor[] t = new Tensor[inputs.length];
        boolean[] wanted = new boolean[inputs.length];
        for (int k = 0; k < t.length; k++) {
            wanted[k] = inputs[k] != null
                    && inputs[k].isFloat()
                    && !Operators.support(node).fixed().contains(k);
            t[k] = wanted[k] ? direction(inputs[k]) : null;
        }
        Tensor[] u = Stream.of(applied.outputs())
                .map(y -> y.isFloat() ? direction(y) : null)
                .toArray(Tensor[]::new);
        int places = pad(inputs).length;
        Tensor[] forward = applied.jvp(java.util.Arrays.copyOf(t, places));
        Tensor[] backward = applied.vjp(u, java.util.Arrays.copyOf(wanted, places));
        requireAdjoint(t, u, forward, backward);
        requireTogether(applied, u, java.util.Arrays.copyOf(wanted, places));
        requireDifferences(t, forward);
        return this;
    }

    private void requireAdjoint(Tensor[] t, Tensor[] u, Tensor[] forward, Tensor[] backward) {
        double ahead = 0;
        double back = 0;
        double scale = 0;
        for (int k = 0; k < u.length; k++) {
            ahead += dot(forward[k], u[k]);
            scale += norm(forward[k]) * norm(u[k]);
        }
        for (int k = 0; k < t.length; k++) {
            back += dot(t[k], backward[k]);
            scale += norm(t[k]) * norm(backward[k]);
        }
        // both are sums of the same products in another order: an error of a few eps relative to the norms
        assertThat(Math.abs(ahead - back))
                .as("adjoint of %s: %s, %s", node.place(), ahead, back)
                .isLessThanOrEqualTo(1e-13 * scale);
    }

    /** Several cotangents at once give what each gives alone: the same sums, perhaps in another order. */
    private void requireTogether(Applied applied, Tensor[] u, boolean... wanted) {
        Tensor[][] several = new Tensor[3][];
        several[0] = u;
        for (int r = 1; r < several.length; r++) {
            several[r] = Stream.of(u)
                    .map(each -> each == null ? null : direction(each))
                    .toArray(Tensor[]::new);
        }
        Tensor[][] together = applied.vjps(several, wanted);
        for (int r = 0; r < several.length; r++) {
            Tensor[] alone = applied.vjp(several[r], wanted);
            for (int k = 0; k < alone.length; k++) {
                double error = 0;
                for (int i = 0; alone[k] != null && i < alone[k].size(); i++) {
                    error = Math.max(
                            error,
                            Math.abs(alone[k].values()[i] - together[r][k].values()[i]));
                }
                assertThat(error)
                        .as("cotangent %d of input %d of %s", r, k, node.place())
                        .isLessThanOrEqualTo(1e-13 * (1 + norm(alone[k])));
                assertThat(together[r][k] == null).isEqualTo(alone[k] == null);
            }
        }
    }

    /** Five points, h = 1e-3: truncation h⁴ and rounding eps/h are about 1e-12 for inputs and derivatives of size 1. */
    private void requireDifferences(Tensor[] t, Tensor[] forward) {
        Tensor[] one = along(t, STEP);
        Tensor[] two = along(t, 2 * STEP);
        Tensor[] minusOne = along(t, -STEP);
        Tensor[] minusTwo = along(t, -2 * STEP);
        for (int k = 0; k < forward.length; k++) {
            if (!one[k].isFloat()) {
                continue;
            }
            double scale = 1 + max(forward[k]) + max(one[k]);
            for (int j = 0; j < one[k].size(); j++) {
                double difference = (8 * (one[k].values()[j] - minusOne[k].values()[j])
                                - (two[k].values()[j] - minusTwo[k].values()[j]))
                        / (12 * STEP);
                double derivative = forward[k] == null ? 0 : forward[k].values()[j];
                if (!Double.isFinite(difference) && !Double.isFinite(one[k].values()[j])) {
                    continue; // an entry fixed at infinity, such as a mask
                }
                assertThat(Math.abs(derivative - difference))
                        .as("derivative of %s at entry %d: %s, %s", node.place(), j, derivative, difference)
                        .isLessThanOrEqualTo(2e-8 * scale);
            }
        }
    }

    private Tensor[] along(Tensor[] t, double h) {
        Tensor[] moved = inputs.clone();
        for (int k = 0; k < moved.length; k++) {
            if (t[k] != null) {
                double[] values = moved[k].values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] += h * t[k].values()[i];
                }
                moved[k] = moved[k].with(values);
            }
        }
        return operator.at(moved).outputs();
    }

    private Tensor[] pad(Tensor[] given) {
        int most = Operators.support(node).inputs().most();
        return most == Integer.MAX_VALUE ? given : java.util.Arrays.copyOf(given, most);
    }

    private Tensor direction(Tensor like) {
        double[] values = new double[like.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1);
        }
        return like.with(values);
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; a != null && b != null && i < a.size(); i++) {
            sum += a.values()[i] * b.values()[i];
        }
        return sum;
    }

    private static double norm(Tensor a) {
        return Math.sqrt(dot(a, a));
    }

    private static double max(Tensor a) {
        double max = 0;
        for (int i = 0; a != null && i < a.size(); i++) {
            max = Math.max(max, Double.isFinite(a.values()[i]) ? Math.abs(a.values()[i]) : 0);
        }
        return max;
    }

    public static Map<String, ?> none() {
        return Collections.emptyMap();
    }
}
