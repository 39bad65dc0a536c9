package dev.nadir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static final double EPS = Math.ulp(1.0);

    /** A loss with labels that it takes, 3 x 7. */
    record Case(Loss loss, Matrix labels) {
        @Override
        public String toString() {
            return loss.name();
        }
    }

    static Stream<Case> cases() {
        Matrix soft = EvaluationContract.gaussian(3, 7, 1).map(value -> value * value);
        for (int i = 0; i < 7; i++) {
            double sum = soft.get(0, i) + soft.get(1, i) + soft.get(2, i);
            for (int q = 0; q < 3; q++) {
                soft.data()[3 * i + q] /= sum;
            }
        }
        return Stream.of(
                new Case(Loss.SQUARE, EvaluationContract.gaussian(3, 7, 2)),
                new Case(new HuberLoss(0.7), EvaluationContract.gaussian(3, 7, 2)),
                new Case(new BinaryCrossEntropy(), soft),
                new Case(new CrossEntropy(0), soft),
                new Case(new CrossEntropy(0.1), oneHot()));
    }

    private static Matrix oneHot() {
        Matrix labels = Matrix.zeros(3, 7);
        for (int i = 0; i < 7; i++) {
            labels.data()[3 * i + i % 3] = 1;
        }
        return labels;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesAgreeWithDifferences(Case c) {
        Matrix x = EvaluationContract.gaussian(3, 7, 3);
        Matrix v = EvaluationContract.gaussian(3, 7, 4);
        double h = 1e-6;
        double slope = (c.loss.value(x.plus(h, v), c.labels) - c.loss.value(x.plus(-h, v), c.labels)) / (2 * h);
        assertThat(dot(c.loss.gradient(x, c.labels), v)).isCloseTo(slope, within(1e-9)); // ε/h and h²
        Matrix change = c.loss.gradient(x.plus(h, v), c.labels)
                .minus(c.loss.gradient(x.plus(-h, v), c.labels))
                .map(value -> value / (2 * h));
        assertThat(c.loss.hessianTimes(x, c.labels, v).minus(change).maxAbs()).isLessThan(1e-9);
    }

    /** Fenchel and Young: C(x) + C*(u) ≥ ⟨u, x⟩, with equality for u = ∇C(x). */
    @ParameterizedTest
    @MethodSource("cases")
    void theConjugateTouchesAtTheGradient(Case c) {
        Matrix x = EvaluationContract.gaussian(3, 7, 3).map(value -> 2 * value);
        Matrix u = c.loss.gradient(x, c.labels);
        double value = c.loss.value(x, c.labels);
        double touching = dot(u, x) - c.loss.conjugate(c.loss.intoDomain(u, c.labels), c.labels);
        assertThat(touching).isCloseTo(value, within(100 * EPS * (1 + value)));
        for (int seed = 5; seed < 25; seed++) {
            Matrix other = c.loss.gradient(EvaluationContract.gaussian(3, 7, seed), c.labels);
            double below = dot(other, x) - c.loss.conjugate(c.loss.intoDomain(other, c.labels), c.labels);
            assertThat(below).isLessThan(value);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFloorIsTheLeastValue(Case c) {
        double floor = c.loss.floor(c.labels);
        for (int seed = 5; seed < 25; seed++) {
            assertThat(c.loss.value(EvaluationContract.gaussian(3, 7, seed), c.labels))
                    .isGreaterThan(floor);
        }
        assertThat(floor).isCloseTo(-c.loss.conjugate(Matrix.zeros(3, 7), c.labels), within(10 * EPS));
    }

    /** Label smoothing ε with Q classes: H = −(1 − ε + ε/Q) log(1 − ε + ε/Q) − (Q − 1) ε/Q log(ε/Q). */
    @Test
    void theFloorOfLabelSmoothingIsAClosedForm() {
        double one = 0.9 + 0.1 / 3;
        double other = 0.1 / 3;
        double entropy = -one * Math.log(one) - 2 * other * Math.log(other);
        assertThat(new CrossEntropy(0.1).floor(oneHot())).isCloseTo(entropy, within(4 * EPS));
        assertThat(new CrossEntropy(0).floor(oneHot())).isZero();
    }

    @Test
    void smallLossesDoNotCancelAndLargeLogitsDoNotOverflow() {
        Matrix label = Matrix.column(1, 0);
        assertThat(new CrossEntropy(0).value(Matrix.column(50, 0), label))
                .isCloseTo(Math.exp(-50), within(1e-14 * Math.exp(-50))); // log1p(e^−50)
        assertThat(new CrossEntropy(0).gradient(Matrix.column(50, 0), label).get(0, 0))
                .isCloseTo(-Math.exp(-50), within(1e-14 * Math.exp(-50)));
        assertThat(new CrossEntropy(0).value(Matrix.column(-2000, 2000), label)).isEqualTo(4000);
        BinaryCrossEntropy binary = new BinaryCrossEntropy();
        assertThat(binary.value(Matrix.column(2000), Matrix.column(0))).isEqualTo(2000);
        assertThat(binary.value(Matrix.column(50), Matrix.column(1)))
                .isCloseTo(Math.exp(-50), within(1e-14 * Math.exp(-50)));
        assertThat(binary.gradient(Matrix.column(50), Matrix.column(1)).get(0, 0))
                .isCloseTo(-Math.exp(-50), within(1e-14 * Math.exp(-50)));
    }

    @Test
    void nanStaysNan() {
        Matrix label = Matrix.column(1, 0);
        Matrix nan = Matrix.column(Double.NaN, 0);
        for (Loss loss : new Loss[] {Loss.SQUARE, new HuberLoss(1), new BinaryCrossEntropy(), new CrossEntropy(0)}) {
            assertThat(loss.value(nan, label)).isNaN();
            assertThat(loss.gradient(nan, label).data()).contains(Double.NaN);
        }
    }

    @Test
    void outsideItsDomainTheConjugateIsInfinite() {
        Matrix label = Matrix.column(1, 0);
        assertThat(new CrossEntropy(0).conjugate(Matrix.column(0.5, -0.5), label))
                .isInfinite();
        assertThat(new CrossEntropy(0).conjugate(Matrix.column(-0.5, 0.4), label))
                .isInfinite();
        assertThat(new BinaryCrossEntropy().conjugate(Matrix.column(0.5), Matrix.column(0.9)))
                .isInfinite();
        assertThat(new HuberLoss(1).conjugate(Matrix.column(1.5), Matrix.column(0)))
                .isInfinite();
    }

    @Test
    void labelsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new CrossEntropy(0).check(Matrix.ofRows(new double[] {1, 0.5}, new double[] {0, 0.4})))
                .hasMessageStartingWith("labels of sample 2: got numbers that sum up to 0.9");
        assertThatThrownBy(() -> new CrossEntropy(0).check(Matrix.column(1.5, -0.5)))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> new CrossEntropy(0).check(Matrix.column(Double.NaN, 1)))
                .hasMessageContaining("sample 1");
        assertThatThrownBy(() -> new CrossEntropy(0).check(Matrix.column(1)))
                .hasMessageContaining("binary-cross-entropy");
        assertThatThrownBy(() -> new BinaryCrossEntropy().check(Matrix.column(0, 2)))
                .hasMessage("label of sample 1, output 2: got 2.0, expected a probability from 0 to 1 for binary"
                        + " cross-entropy");
    }

    @Test
    void namesAreReadBack() {
        for (String name :
                new String[] {"square", "cross-entropy", "cross-entropy=0.1", "binary-cross-entropy", "huber=0.5"}) {
            assertThat(Loss.parse(name).name()).isEqualTo(name);
        }
        for (String name : new String[] {"hinge", "huber", "huber=0", "huber=x", "cross-entropy=1", "square=2"}) {
            assertThatThrownBy(() -> Loss.parse(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double dot(Matrix a, Matrix b) {
        double sum = 0;
        for (int k = 0; k < a.data().length; k++) {
            sum += a.data()[k] * b.data()[k];
        }
        return sum;
    }
}
