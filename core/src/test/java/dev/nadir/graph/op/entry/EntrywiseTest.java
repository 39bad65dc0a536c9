package dev.nadir.graph.op.entry;

import static dev.nadir.graph.op.OperatorCheck.none;
import static dev.nadir.graph.op.OperatorCheck.normal;
import static dev.nadir.graph.op.OperatorCheck.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.network.activation.StandardNormal;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntrywiseTest {

    @ParameterizedTest
    @CsvSource({
        "Neg,-3,3",
        "Exp,-3,3",
        "Log,0.3,4",
        "Sqrt,0.3,4",
        "Reciprocal,0.3,4",
        "Abs,0.1,3",
        "Erf,-3,3",
        "Sin,-7,7",
        "Cos,-7,7",
        "Tan,-1.2,1.2",
        "Sinh,-2,2",
        "Cosh,-2,2",
        "Asin,-0.9,0.9",
        "Acos,-0.9,0.9",
        "Atan,-4,4",
        "Asinh,-4,4",
        "Acosh,1.2,4",
        "Atanh,-0.9,0.9",
        "Tanh,-3,3",
        "Sigmoid,-5,5",
        "Softplus,-5,5",
        "Softsign,0.1,3",
        "Mish,-4,4",
        "Gelu,-4,4",
        "Relu,0.1,3",
        "Relu,-3,-0.1",
        "LeakyRelu,-3,-0.1",
        "Elu,-3,-0.1",
        "Elu,0.1,3",
        "Selu,-3,-0.1",
        "Selu,0.1,3",
        "Celu,-3,3",
        "HardSigmoid,-2,2",
        "HardSwish,-2.9,2.9",
        "HardSwish,3.1,5",
        "ThresholdedRelu,1.1,3"
    })
    void derivativeIsThatOfTheValue(String operator, double low, double high) {
        OperatorCheck.of(operator, 20, none(), uniform(1, low, high, 3, 4)).differentiates();
        OperatorCheck.of(operator, 20, none(), Tensor.scalar(0.7 * high + 0.3 * low))
                .differentiates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeakyRelu", "Elu", "Selu", "Celu", "HardSigmoid"})
    void attributesChangeValueAndDerivativeAlike(String operator) {
        for (double alpha : new double[] {0.25, 0.75}) {
            OperatorCheck.of(operator, 18, Map.of("alpha", alpha), uniform(2, -0.6, -0.1, 5))
                    .differentiates();
        }
    }

    @Test
    void bothFormsOfGeluDifferentiate() {
        OperatorCheck.of("Gelu", 20, Map.of("approximate", "tanh"), normal(3, 20))
                .differentiates();
        // tanh form at 1: 0.5 (1 + tanh(√(2/π) · 1.044715)), in 30 digits by mpmath
        OperatorCheck.of("Gelu", 20, Map.of("approximate", "tanh"), Tensor.scalar(1))
                .gives(new int[0], 0.84119199060827670);
        OperatorCheck.of("Gelu", 20, none(), Tensor.scalar(1)).gives(new int[0], 0.84134474606854292);
    }

    /** Reference values by mpmath, 30 digits. */
    @Test
    void errorFunctionIsAccurateRelativelyEverywhere() {
        double[][] table = {
            {1e-300, 1.1283791670955126e-300},
            {1e-8, 1.1283791670955126e-8},
            {0.1, 0.11246291601828489},
            {0.5, 0.52049987781304654},
            {1, 0.84270079294971487},
            {2.5, 0.99959304798255504},
            {6, 1}
        };
        for (double[] row : table) {
            assertThat(StandardNormal.erf(row[0]))
                    .isCloseTo(row[1], org.assertj.core.data.Offset.offset(4 * Math.ulp(row[1])));
            assertThat(StandardNormal.erf(-row[0])).isEqualTo(-StandardNormal.erf(row[0]));
        }
        assertThat(StandardNormal.erf(Double.NaN)).isNaN();
    }

    @Test
    void kinksAreCountedAndOnlyThose() {
        Tensor x = Tensor.floats(new int[] {5}, -1, 0, 0, 2, -0.0);
        for (String operator : new String[] {"Relu", "LeakyRelu", "Selu", "Abs"}) {
            assertThat(OperatorCheck.of(operator, 18, none(), x).kinks())
                    .as(operator)
                    .isEqualTo(3);
        }
        for (String operator : new String[] {"Elu", "Celu", "Tanh", "Softplus"}) {
            assertThat(OperatorCheck.of(operator, 18, none(), x).kinks())
                    .as(operator)
                    .isZero();
        }
        assertThat(OperatorCheck.of("HardSigmoid", 18, none(), Tensor.floats(new int[] {3}, 2.5, -2.5, 0))
                        .kinks())
                .isEqualTo(2);
    }

    @Test
    void whatIsNotANumberStaysSo() {
        SplittableRandom random = new SplittableRandom(4);
        for (Support support : Operators.all()) {
            if (support.inputs().most() == 1
                    && (Entrywise.supported().stream()
                                    .anyMatch(e -> e.operator().equals(support.operator()))
                            || Rectifiers.supported().stream()
                                    .anyMatch(e -> e.operator().equals(support.operator())))) {
                Tensor x = Tensor.floats(new int[] {2}, Double.NaN, random.nextDouble(0.1, 0.9));
                Tensor y = OperatorCheck.of(support.operator(), 23, none(), x).output();
                assertThat(y.values()[0]).as(support.operator()).isNaN();
            }
        }
    }
}
