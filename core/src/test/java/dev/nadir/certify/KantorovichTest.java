package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Sin;
import dev.nadir.progress.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The theorem where it fails by very little, and the numbers that go into it. */
class KantorovichTest {
    private final SplittableRandom random = new SplittableRandom(16);

    /**
     * sin z = 1 + e has no solution. At z = π/2 − δ: ρ = 1 + e − cos δ, σ = sin δ, γ ≥ 1 (2ρ/σ reaches beyond π/2), and γρ/σ² is
     * above 1/2 for every δ, by e/δ² and δ²/8.
     */
    @Test
    void whatCannotBeReachedIsNotCertifiedHoweverNearTheRatioIs() {
        for (double beyond : new double[] {1e-3, 1e-6, 1e-9, 1e-12, 1e-15}) {
            for (double away : new double[] {0.3, 0.1, 1e-2, 1e-3, 1e-4, 1e-6}) {
                Layer first = Layer.withoutBias(Matrix.column(1.0), new Sin());
                Layer mixed = new Layer(Matrix.column(1.0), new double[1], new Identity());
                Network network = new Network(List.of(first, mixed));
                TrainingSet data = new TrainingSet(
                        Matrix.column(Math.PI / 2 - away), Matrix.column(1 + Math.max(beyond, Math.ulp(1.0))));
                assertThat(new Certifier(network, data).certify(List.of(1), Progress.NONE))
                        .isInstanceOf(Inconclusive.class);
                Measured measured = Measured.of(network, data);
                assertThat(new ParameterKantorovich(measured, List.of(1)).decide())
                        .isInstanceOf(Inconclusive.class);
            }
        }
    }

    /** The same with a label that is reached: the ratio comes below 1/2 and all is proved. */
    @Test
    void whatCanBeReachedIsCertified() {
        Network network = new Network(List.of(
                Layer.withoutBias(Matrix.column(1.0), new Sin()),
                new Layer(Matrix.column(1.0), new double[1], new Identity())));
        TrainingSet data = new TrainingSet(Matrix.column(Math.PI / 2 - 0.3), Matrix.column(Math.cos(0.3) + 0.01));
        Certified found = (Certified) new ParameterKantorovich(Measured.of(network, data), List.of(1)).decide();
        double exact = (Math.asin(Math.cos(0.3) + 0.01) - (Math.PI / 2 - 0.3)) / (Math.PI / 2 - 0.3);
        assertThat(found.radius()).isBetween(exact, 2 * exact);
    }

    /** 2ρ/σ/(1 + √(1 − 2h)), with 1 + √ from below. */
    @Test
    void theRadiusIsNotBelowItsFormula() {
        for (int trial = 0; trial < 1000; trial++) {
            double ratio = random.nextInt(3) == 0 ? 0 : random.nextInt(4) == 0 ? 0.5 : random.nextDouble() / 2;
            double residual = random.nextDouble();
            double sigma = 0.5 + random.nextDouble();
            BigDecimal root = BigDecimal.ONE
                    .subtract(new BigDecimal(ratio).multiply(BigDecimal.valueOf(2)))
                    .sqrt(HighPrecision.DIGITS);
            BigDecimal exact = new BigDecimal(residual)
                    .multiply(BigDecimal.valueOf(2))
                    .divide(new BigDecimal(sigma).multiply(BigDecimal.ONE.add(root)), HighPrecision.DIGITS);
            assertThat(new BigDecimal(SampleKantorovich.radius(residual, sigma, ratio)))
                    .isGreaterThanOrEqualTo(exact.round(new MathContext(50, RoundingMode.DOWN)));
        }
    }

    /** Rows of ∂x/∂z that are only known to a half: σ is at most the rest. */
    @Test
    void errorsOfTheJacobianLowerItsLeastSingularValue() {
        OutputJacobian one = new OutputJacobian(
                List.of(Matrix.ofRows(new double[] {1}, new double[] {0})), List.of(new double[] {0.5}));
        Layer exp = new Layer(Matrix.identity(2), new double[2], new Exp());
        SampleKantorovich single = new SampleKantorovich(
                new double[] {1e-3},
                List.of(exp),
                List.of(WideMatrix.of(Matrix.column(0, 0))),
                new double[1],
                List.of(one));
        assertThat(single.leastSigma()).isBetween(0.499, 0.5);
        OutputJacobian other = new OutputJacobian(
                List.of(Matrix.ofRows(new double[] {0}, new double[] {1})), List.of(new double[] {0.5}));
        SampleKantorovich both = new SampleKantorovich(
                new double[] {1e-3},
                List.of(exp),
                List.of(WideMatrix.of(Matrix.column(0, 0))),
                new double[1],
                List.of(one, other));
        assertThat(both.leastSigma()).isBetween(0.29, 1 - Math.sqrt(0.5));
    }

    /** The derivative of all samples changes as fast as that of the fastest, or more. */
    @Test
    void theLipschitzConstantIsThatOfAllSamples() {
        Layer exp = new Layer(Matrix.column(1.0), new double[1], new Exp());
        Layer mixed = new Layer(Matrix.column(1.0), new double[1], new Identity());
        Network network = new Network(List.of(exp, mixed));
        double[] slow = {-2};
        double[] fast = {1};
        double alone = lipschitz(network, fast);
        assertThat(lipschitz(network, slow)).isLessThan(alone / 4);
        assertThat(lipschitz(network, new double[] {-2, 1})).isGreaterThanOrEqualTo(alone);
    }

    private static double lipschitz(Network network, double... inputs) {
        Matrix x = new Matrix(1, inputs.length, inputs);
        Measured measured = Measured.of(network, new TrainingSet(x, network.evaluate(x)));
        Certification outcome = new ParameterKantorovich(measured, List.of(1, 2)).decide();
        return ((Certified) outcome).bounds().lipschitz();
    }

    @Test
    void theNormOfALayerHoldsItsFactor() {
        Matrix weight = Matrix.ofRows(new double[] {3, 0}, new double[] {0, 4});
        for (double factor : new double[] {1, -2, 0.5}) {
            Layer layer = new Layer(weight, new double[2], new Identity(), new Parametrization(factor, 0, 1));
            assertThat(PivotArgument.norm(layer)).isBetween(4 * Math.abs(factor), 4.1 * Math.abs(factor));
        }
    }
}
