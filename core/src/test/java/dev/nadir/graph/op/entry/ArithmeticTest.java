package dev.nadir.graph.op.entry;

import static dev.nadir.graph.op.OperatorCheck.none;
import static dev.nadir.graph.op.OperatorCheck.normal;
import static dev.nadir.graph.op.OperatorCheck.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
    private static final int[][][] BROADCASTS = {
        {{3, 4}, {3, 4}},
        {{3, 4}, {4}},
        {{4}, {3, 4}},
        {{3, 1}, {1, 4}},
        {{}, {2, 3}},
        {{2, 3}, {}},
        {{1, 3, 1}, {2, 1, 4}},
        {{2, 3, 4}, {3, 1}},
        {{1}, {1, 1, 1}},
        {{0, 3}, {3}},
        {{2, 0}, {1}}
    };

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "Mean", "PRelu"})
    void differentiatesUnderEveryBroadcast(String operator) {
        for (int[][] shapes : BROADCASTS) {
            Tensor first = uniform(1, 0.3, 2, shapes[0]);
            Tensor second = uniform(2, 0.3, 2, shapes[1]);
            OperatorCheck.of(operator, 18, none(), first, second).differentiates();
        }
        OperatorCheck.of("PRelu", 18, none(), uniform(1, -2, -0.3, 2, 3, 4), uniform(2, 0.3, 2, 3, 1))
                .differentiates();
    }

    @Test
    void severalOperandsBroadcastTogether() {
        for (String operator : new String[] {"Max", "Min", "Sum", "Mean"}) {
            OperatorCheck.of(operator, 18, none(), normal(1, 3, 1), normal(2, 4), normal(3, 2, 1, 1), normal(4))
                    .differentiates();
        }
        OperatorCheck.of("Mean", 18, none(), Tensor.scalar(1), Tensor.scalar(2), Tensor.scalar(6))
                .gives(new int[0], 3);
    }

    @Test
    void integersDivideTowardsZero() {
        Tensor a = integers(7, -7, 7, -7);
        Tensor b = integers(2, 2, -2, -2);
        OperatorCheck.of("Div", 18, none(), a, b).gives(new int[] {4}, 3, -3, -3, 3);
        OperatorCheck.of("Mod", 18, none(), a, b).gives(new int[] {4}, 1, 1, -1, -1); // sign of the divisor
        OperatorCheck.of("Mod", 18, Map.of("fmod", 1L), a, b).gives(new int[] {4}, 1, -1, 1, -1); // of the dividend
        assertThatThrownBy(() ->
                        OperatorCheck.of("Div", 18, none(), a, integers(0)).output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessage("node 1 (Div \"n\"): divisor: got 0, expected another integer");
    }

    @Test
    void remainderOfRealNumbersDifferentiates() {
        OperatorCheck.of("Mod", 18, Map.of("fmod", 1L), uniform(1, 3.1, 3.9, 6), uniform(2, 0.9, 1.02, 6))
                .differentiates();
        OperatorCheck.of("Mod", 18, Map.of("fmod", 1L), uniform(1, -3.9, -3.1, 6), uniform(2, 0.9, 1.02, 6))
                .differentiates();
    }

    @Test
    void powersHaveDerivativesAtZeroAndBelow() {
        Tensor base = Tensor.floats(new int[] {4}, 0, 0, -2, -2);
        Tensor exponent = Tensor.floats(new int[] {4}, 2, 0, 3, 2);
        Applied power = Operators.of(new Node(
                        "n", "Pow", 18, java.util.List.of("a", "b"), java.util.List.of("y"), Attributes.none()))
                .at(base, exponent);
        assertThat(power.outputs()[0].values()).containsExactly(0, 1, -8, 4);
        Tensor ones = Tensor.floats(new int[] {4}, 1, 1, 1, 1);
        assertThat(power.jvp(new Tensor[] {ones, null})[0].values()).containsExactly(0, 0, 12, -4);
    }

    @Test
    void choiceTakesItsKindAndDerivativeFromTheChosen() {
        Tensor condition = new Tensor(Kind.BOOLEAN, new int[] {2, 1}, new double[] {1, 0});
        OperatorCheck.of("Where", 18, none(), condition, normal(1, 3), normal(2, 2, 3))
                .differentiates();
        OperatorCheck.of("Where", 18, none(), condition, Tensor.scalar(Double.NEGATIVE_INFINITY), normal(2, 2, 3))
                .differentiates();
        assertThat(OperatorCheck.of("Where", 18, none(), condition, integers(1), integers(2))
                        .output()
                        .kind())
                .isEqualTo(Kind.INTEGER);
    }

    @Test
    void clippingReadsItsBoundsInBothForms() {
        Tensor x = Tensor.floats(new int[] {5}, -3, -1, 0, 1, 3);
        OperatorCheck.of("Clip", 9, Map.of("min", -1.0, "max", 2.0), x).gives(new int[] {5}, -1, -1, 0, 1, 2);
        OperatorCheck inputs = OperatorCheck.of("Clip", 18, none(), x, Tensor.scalar(-1.5), Tensor.scalar(2));
        inputs.gives(new int[] {5}, -1.5, -1, 0, 1, 2).differentiates();
        OperatorCheck.of("Clip", 18, none(), x, null, Tensor.scalar(2))
                .gives(new int[] {5}, -3, -1, 0, 1, 2)
                .differentiates();
        OperatorCheck.of("Clip", 18, none(), x).gives(new int[] {5}, -3, -1, 0, 1, 3);
        assertThat(OperatorCheck.of("Clip", 9, Map.of("min", -1.0, "max", 3.0), x)
                        .kinks())
                .isEqualTo(2);
    }

    @Test
    void tiesUnderAMaximumAreCounted() {
        Tensor x = Tensor.floats(new int[] {3}, 1, 2, 3);
        assertThat(OperatorCheck.of("Max", 18, none(), x, Tensor.scalar(2)).kinks())
                .isEqualTo(1);
        assertThat(OperatorCheck.of("PRelu", 18, none(), Tensor.floats(new int[] {2}, 0, 1), Tensor.scalar(0.1))
                        .kinks())
                .isEqualTo(1);
    }

    @Test
    void comparisonsGiveBooleansWithoutDerivative() {
        Tensor x = Tensor.floats(new int[] {3}, 1, 2, 3);
        OperatorCheck less = OperatorCheck.of("Less", 18, none(), x, Tensor.scalar(2));
        less.gives(new int[] {3}, 1, 0, 0);
        assertThat(less.output().kind()).isEqualTo(Kind.BOOLEAN);
        OperatorCheck.of("LessOrEqual", 18, none(), x, Tensor.scalar(2)).gives(new int[] {3}, 1, 1, 0);
        OperatorCheck.of("Not", 18, none(), less.output()).gives(new int[] {3}, 0, 1, 1);
        OperatorCheck.of("IsInf", 18, Map.of("detect_negative", 0L), Tensor.floats(new int[] {3}, 1 / 0.0, -1 / 0.0, 0))
                .gives(new int[] {3}, 1, 0, 0);
        OperatorCheck.of("Round", 18, none(), Tensor.floats(new int[] {4}, 0.5, 1.5, -0.5, 2.6))
                .gives(new int[] {4}, 0, 2, 0, 3);
    }

    static Tensor integers(int... values) {
        return Tensor.integers(values);
    }
}
