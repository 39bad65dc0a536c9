package dev.nadir.network.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {
    private static final double EPS = Math.ulp(1.0);

    static Stream<Activation> activations() {
        return Stream.concat(
                Activations.all().stream(),
                Stream.of(new LeakyRelu(0.2), new Elu(0.7), new Elu(3), new Softplus(10), new Softplus(0.5)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void slopeOnTheWindowIsAtLeastATenth(Activation activation) {
        Window window = activation.window();
        double previous = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 1000; i++) {
            double z = window.low() + i / 1000.0 * (window.high() - window.low());
            assertThat(activation.derivative(z)).isGreaterThan(0.1);
            assertThat(activation.value(z)).isGreaterThan(previous);
            previous = activation.value(z);
        }
    }

    /** 0 ≤ σ_β(z) - max(z, 0) ≤ ln 2/β, attained at 0; 4 ulp for the logarithm and the sum. */
    @Test
    void softplusOfLargeBetaMollifiesRelu() {
        for (double beta : new double[] {0.5, 3, 1e3, 1e8}) {
            Softplus soft = new Softplus(beta);
            for (double z : new double[] {-1e3, -2, -1e-9, 0, 1e-9, 0.3, 7, 1e6}) {
                double above = soft.value(z) - Math.max(z, 0);
                double rounding = 4 * EPS * (Math.abs(z) + 1 / beta);
                assertThat(above).isBetween(-rounding, Math.log(2) / beta + rounding);
                assertThat(soft.value(z))
                        .isCloseTo(new Softplus().value(beta * z) / beta, within(8 * EPS * soft.value(z)));
            }
            assertThat(soft.value(0)).isCloseTo(Math.log(2) / beta, within(4 * EPS / beta));
            assertThat(soft.derivative(0)).isEqualTo(0.5);
        }
    }

    /** The value carries 4 ulp of error, which the inverse divides by σ'. */
    @ParameterizedTest
    @MethodSource("activations")
    void inverseUndoesTheValueOnTheWindow(Activation activation) {
        Window window = activation.window();
        for (int i = 0; i <= 1000; i++) {
            double z = window.low() + i / 1000.0 * (window.high() - window.low());
            double a = activation.value(z);
            double tolerance = 4 * EPS * (Math.abs(z) + Math.abs(a) / activation.derivative(z));
            assertThat(activation.inverse(a)).isCloseTo(z, within(tolerance));
        }
    }

    /** Grid spacing h misses a maximum by h²/8 sup|σ''''|, below 1e-5 relative. */
    @ParameterizedTest
    @MethodSource("activations")
    void boundOfTheSecondDerivativeHoldsAndIsAttained(Activation activation) {
        double bound = activation.secondDerivativeBound();
        double largest = Math.abs(activation.secondDerivative(-1e-12)); // beside a kink
        for (double z = -40; z <= 40; z += 1.0 / 512) {
            largest = Math.max(largest, Math.abs(activation.secondDerivative(z)));
        }
        if (Double.isInfinite(bound)) {
            assertThat(activation.secondDerivative(700)).isGreaterThan(1e300);
        } else {
            assertThat(largest).isBetween(bound * (1 - 1e-5), bound * (1 + 4 * EPS));
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void derivativesAreTheSlopesOfTheFunctionsBefore(Activation activation) {
        double h = 1e-4;
        for (double z = -6.05; z < 6; z += 0.1) { // never within h of a kink
            double slope = (activation.value(z + h) - activation.value(z - h)) / (2 * h);
            double curvature = (activation.derivative(z + h) - activation.derivative(z - h)) / (2 * h);
            double steep = activation instanceof Softplus soft ? Math.max(1, Math.pow(soft.beta(), 3)) : 1;
            steep = activation instanceof Serpentine ? 4 : steep; // |σ''''| ≤ 24, at 0
            double scale = steep + Math.abs(activation.value(z)); // h²/6 σ''' + ε|σ|/h, each below 1e-8 scale
            assertThat(activation.derivative(z)).isCloseTo(slope, within(2e-8 * scale));
            assertThat(activation.secondDerivative(z)).isCloseTo(curvature, within(2e-8 * scale));
        }
    }

    @Test
    void limitsAtInfinityAreTakenWhereTheyExist() {
        double inf = Double.POSITIVE_INFINITY;
        for (Activation a : List.of(new Gelu(), new Silu(), new Softplus(), new Sigmoid(), new Exp())) {
            assertThat(a.value(-inf)).as(a.name()).isZero();
            assertThat(a.derivative(-inf)).as(a.name()).isZero();
            assertThat(a.secondDerivative(-inf)).as(a.name()).isZero();
        }
        for (Activation a : List.of(new Gelu(), new Silu(), new Softplus(), new Elu(), new Relu(), new LeakyRelu())) {
            assertThat(a.value(inf)).as(a.name()).isEqualTo(inf);
            assertThat(a.derivative(inf)).as(a.name()).isEqualTo(1);
            assertThat(a.secondDerivative(inf)).as(a.name()).isZero();
            assertThat(a.inverse(inf)).as(a.name()).isEqualTo(inf);
        }
        assertThat(new Tanh().value(inf)).isEqualTo(1);
        assertThat(new Tanh().value(-inf)).isEqualTo(-1);
        assertThat(new Tanh().secondDerivative(-inf)).isZero();
        assertThat(new Elu(0.7).value(-inf)).isEqualTo(-0.7);
        assertThat(new Sin().value(inf)).isNaN();
        assertThat(new Serpentine().value(-inf)).isZero();
        assertThat(new Serpentine().derivative(inf)).isZero();
        assertThat(new Serpentine().secondDerivative(inf)).isZero();
    }

    @Test
    void inverseOutsideTheRangeIsNotANumber() {
        assertThat(new Tanh().inverse(1.0000001)).isNaN();
        assertThat(new Tanh().inverse(-2)).isNaN();
        assertThat(new Sigmoid().inverse(-0.1)).isNaN();
        assertThat(new Sigmoid().inverse(1.1)).isNaN();
        assertThat(new Softplus().inverse(-1e-300)).isNaN();
        assertThat(new Exp().inverse(-1)).isNaN();
        assertThat(new Sin().inverse(1.01)).isNaN();
        assertThat(new Serpentine().inverse(0.5000001)).isNaN();
        assertThat(new Elu(0.7).inverse(-0.71)).isNaN();
        assertThat(new Relu().inverse(-1)).isNaN();
        assertThat(new Gelu().inverse(-0.17)).isNaN();
        assertThat(new Silu().inverse(-0.2785)).isNaN();
        assertThat(new Gelu().inverse(Double.NEGATIVE_INFINITY)).isNaN();
    }

    @Test
    void inverseIsTheLimitAtTheEndsOfTheRange() {
        assertThat(new Tanh().inverse(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new Tanh().inverse(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new Sigmoid().inverse(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new Sigmoid().inverse(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new Elu(0.7).inverse(-0.7)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** At the minimum σ is flat: an error of 2 ulp of a moves z by √(4 ε |a| / σ''). */
    @Test
    void inverseOfGeluAndSiluConvergesOnTheWholeIncreasingBranch() {
        for (Activation activation : List.of(new Gelu(), new Silu())) {
            double argmin = activation instanceof Gelu ? -0.7517915247935645 : -1.2784645427610738;
            for (double z = argmin + 1e-3; z < 50; z += 0.01) {
                double a = activation.value(z);
                double tolerance = 4 * EPS * (Math.abs(z) + Math.abs(a) / activation.derivative(z));
                assertThat(activation.inverse(a)).isCloseTo(z, within(tolerance));
            }
            double flat =
                    Math.sqrt(16 * EPS * Math.abs(activation.value(argmin)) / activation.secondDerivative(argmin));
            assertThat(activation.inverse(activation.value(argmin))).isCloseTo(argmin, within(flat));
        }
    }

    @Test
    void tanhIsOddAndIncreasingAcrossItsTwoFormulas() {
        double previous = 0;
        for (double z = 0.6; z < 0.65; z += 1e-5) {
            assertThat(Tanh.tanh(z)).isGreaterThan(previous);
            assertThat(Tanh.tanh(-z)).isEqualTo(-Tanh.tanh(z));
            previous = Tanh.tanh(z);
        }
        assertThat(1 / Tanh.tanh(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void onlyEluWithUnitAlphaHasNoKink() {
        assertThat(new Elu().hasKink()).isFalse();
        assertThat(new Elu(0.7).hasKink()).isTrue();
        assertThat(new Elu(0.7).derivative(0)).isEqualTo(0.7);
        assertThat(new Elu(0.7).secondDerivative(0)).isZero();
    }
}
