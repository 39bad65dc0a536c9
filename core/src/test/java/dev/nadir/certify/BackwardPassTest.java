package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.RoundedProducts;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.Wide;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.certify.enclosure.WorstProducts;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Tanh;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Derivatives against decimal arithmetic, on a machine that rounds as badly as is allowed. */
class BackwardPassTest {
    private final SplittableRandom random = new SplittableRandom(14);

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    /** ‖exact − column j of the centre‖. */
    private static BigDecimal distance(Matrix centre, int j, BigDecimal... exact) {
        List<BigDecimal> off = new ArrayList<>();
        for (int i = 0; i < exact.length; i++) {
            off.add(exact[i].subtract(exact(centre.get(i, j))));
        }
        return HighPrecision.norm(off);
    }

    private static BackwardPass.Part part(Matrix centre, double error) {
        return new BackwardPass.Part(centre, new double[] {error});
    }

    /** δ times a slope of 0.1 or 0.3: nothing but the rounding of the product. */
    @Test
    void theProductWithASlopeIsWithinItsError() {
        for (int trial = 0; trial < 200; trial++) {
            double slope = 0.05 + 0.9 * random.nextDouble();
            double delta = 1 + random.nextDouble();
            Layer layer = new Layer(Matrix.column(1.0), new double[1], new LeakyRelu(slope));
            WideMatrix z = WideMatrix.of(Matrix.column(-1.0));
            BackwardPass.Part after = part(Matrix.column(delta), 0).through(layer, z);
            BigDecimal truth = exact(slope).multiply(exact(delta));
            assertThat(exact(after.error()[0])).isGreaterThanOrEqualTo(distance(after.centre(), 0, truth));
        }
    }

    /** At a kink both slopes are possible, at an inexact z all of its interval. */
    @Test
    void everySlopeOfTheIntervalIsWithinTheError() {
        for (int trial = 0; trial < 200; trial++) {
            double below = 0.01 + 0.98 * random.nextDouble();
            Layer leaky = new Layer(Matrix.column(1.0), new double[1], new LeakyRelu(below));
            WideMatrix kink = new WideMatrix(Matrix.column(0.0), Matrix.column(0.0), new double[] {1e-20});
            BackwardPass.Part after = part(Matrix.column(1.0), 0).through(leaky, kink);
            for (double slope : new double[] {below, 1}) {
                assertThat(exact(after.error()[0])).isGreaterThanOrEqualTo(distance(after.centre(), 0, exact(slope)));
            }
            double z = random.nextGaussian();
            Layer tanh = new Layer(Matrix.column(1.0), new double[1], new Tanh());
            WideMatrix inexact = new WideMatrix(Matrix.column(z), Matrix.column(0.0), new double[] {1e-8});
            BackwardPass.Part bent = part(Matrix.column(1.0), 0).through(tanh, inexact);
            for (double side : new double[] {-1e-8, 1e-8}) {
                BigDecimal slope = HighPrecision.tanhSlope(exact(z).add(exact(side)));
                assertThat(exact(bent.error()[0])).isGreaterThanOrEqualTo(distance(bent.centre(), 0, slope));
            }
        }
    }

    /** An error of δ is passed on by slopes and by norms. */
    @Test
    void errorsArePassedOn() {
        Layer halving = new Layer(Matrix.column(4.0), new double[1], new LeakyRelu(0.5));
        WideMatrix z = WideMatrix.of(Matrix.column(-1.0));
        assertThat(part(Matrix.column(1.0), 0.25).through(halving, z).error()[0])
                .isBetween(0.125, 0.1251);
        double[] below = part(Matrix.column(1.0), 0.25)
                .below(halving, 4, RoundedProducts.BLAS)
                .error();
        assertThat(below[0]).isBetween(1.0, 1.001);
    }

    /** δ = Wᵀ 1 with 200 terms, each rounded up as much as any order of summation can. */
    @Test
    void sumsInTheWorstOrderAreWithinTheirError() {
        for (double factor : new double[] {1, 0.3}) {
            Matrix weight = RandomNetworks.gaussian(random, 200, 1).map(Math::abs);
            Layer layer = new Layer(weight, new double[200], new Identity(), new Parametrization(factor, 0, 1));
            Matrix ones = Matrix.zeros(200, 1).map(zero -> 1);
            double norm = PivotArgument.norm(layer);
            BackwardPass.Part after = part(ones, 0).below(layer, norm, WorstProducts.raising());
            BigDecimal truth = BigDecimal.ZERO;
            for (double w : weight.data()) {
                truth = truth.add(exact(w).multiply(exact(factor)));
            }
            BigDecimal off = distance(after.centre(), 0, truth);
            assertThat(off.doubleValue()).isGreaterThan(100 * Upward.UNIT * truth.doubleValue());
            assertThat(exact(after.error()[0])).isGreaterThanOrEqualTo(off);
        }
    }

    /** Products below the smallest double, enlarged afterwards by the factor of the layer. */
    @Test
    void whatUnderflowsIsWithinTheError() {
        for (double factor : new double[] {1, 1e60}) {
            Matrix weight = Matrix.zeros(50, 1).map(zero -> 1.5e-162);
            Layer layer = new Layer(weight, new double[50], new Identity(), new Parametrization(factor, 0, 1));
            Matrix delta = Matrix.zeros(50, 1).map(zero -> 1.5e-162);
            BackwardPass.Part after = part(delta, 0).below(layer, 1, RoundedProducts.BLAS);
            assertThat(after.centre().maxAbs()).isZero();
            BigDecimal truth =
                    exact(1.5e-162).pow(2).multiply(BigDecimal.valueOf(50)).multiply(exact(factor));
            assertThat(exact(after.error()[0])).isGreaterThanOrEqualTo(truth);
        }
    }

    /** Two hidden layers of tanh and a sigmoid at the output, all of it against sixty digits. */
    @Test
    void derivativesOfADeepNetworkAreWithinTheirErrors() {
        for (int trial = 0; trial < 10; trial++) {
            Network dense = RandomNetworks.dense(random, new Tanh(), 3, 4, 4, 2);
            List<Layer> layers = new ArrayList<>(dense.layers());
            layers.set(2, new Layer(layers.get(2).weight(), layers.get(2).bias(), new Sigmoid()));
            Network network = new Network(layers);
            PreciseForward forward = PreciseForward.of(network, RandomNetworks.gaussian(random, 3, 1));
            double[] norms = layers.stream().mapToDouble(PivotArgument::norm).toArray();
            OutputJacobian jacobian =
                    new BackwardPass(layers, forward.preActivations(), norms, WorstProducts.raising()).from(1);
            BigDecimal half = new BigDecimal("0.5");
            BigDecimal top =
                    HighPrecision.tanhSlope(z(forward, 2, 1).multiply(half)).multiply(new BigDecimal("0.25"));
            BigDecimal[] delta = {BigDecimal.ZERO, top};
            assertThat(exact(jacobian.errors().get(2)[0]))
                    .isGreaterThanOrEqualTo(distance(jacobian.centres().get(2), 0, delta));
            for (int l = 1; l >= 0; l--) {
                delta = below(layers.get(l + 1).weight(), delta, forward, l);
                assertThat(exact(jacobian.errors().get(l)[0]))
                        .isGreaterThanOrEqualTo(distance(jacobian.centres().get(l), 0, delta));
            }
        }
    }

    private static BigDecimal z(PreciseForward forward, int level, int unit) {
        Wide z = forward.preActivations().get(level).get(unit);
        return exact(z.hi()).add(exact(z.lo()));
    }

    private static BigDecimal[] below(Matrix weight, BigDecimal[] delta, PreciseForward forward, int level) {
        BigDecimal[] result = new BigDecimal[weight.columns()];
        for (int v = 0; v < result.length; v++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int u = 0; u < delta.length; u++) {
                sum = sum.add(exact(weight.get(u, v)).multiply(delta[u]));
            }
            result[v] = sum.multiply(HighPrecision.tanhSlope(z(forward, level, v)));
        }
        return result;
    }

    /** fl(δ̂ â) − δ a for numbers that differ as much as they may. */
    @Test
    void columnsOfTheJacobianAreWithinTheirError() {
        for (int trial = 0; trial < 300; trial++) {
            double delta = 1 + random.nextDouble();
            double feature = 1 + random.nextDouble();
            for (double deltaError : new double[] {0, 1e-15, 0.5}) {
                for (double missed : new double[] {0, 1e-15, 0.5}) {
                    BigDecimal truth = exact(delta)
                            .add(exact(deltaError))
                            .multiply(exact(feature).add(exact(missed)));
                    BigDecimal off = truth.subtract(exact(delta * feature)).abs();
                    assertThat(exact(TransposedJacobian.error(delta, deltaError, feature, missed)))
                            .isGreaterThanOrEqualTo(off);
                }
            }
        }
    }

    /** One unit, one sample, and an input so small that its products vanish. */
    @Test
    void theWholeJacobianIsWithinItsDistance() {
        Layer first = new Layer(Matrix.column(1e-170), new double[] {0.5}, new Tanh());
        Layer last = new Layer(Matrix.column(1e-160), new double[1], new Identity());
        Network network = new Network(List.of(first, last));
        Measured measured = Measured.of(network, new TrainingSet(Matrix.column(1e-165), Matrix.column(0.0)));
        double[] norms = {1e-170, 1e-160};
        TransposedJacobian jacobian = TransposedJacobian.of(measured, List.of(1, 2), norms);
        BigDecimal slope = HighPrecision.tanhSlope(exact(0.5)).multiply(exact(1e-160));
        BigDecimal[] truth = {slope.multiply(exact(1e-165)), slope, HighPrecision.tanh(exact(0.5)), BigDecimal.ONE};
        assertThat(jacobian.centre().get(0, 0)).isZero();
        assertThat(exact(jacobian.distance())).isGreaterThanOrEqualTo(distance(jacobian.centre(), 0, truth));
        assertThat(jacobian.distance()).isLessThan(1e-14);
    }
}
