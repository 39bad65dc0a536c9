package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.KernelExtremes;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers without a bias and with fixed scales: outputs, D, kernel, loss split, Hessian and flow against
 * parametrizations.json (PyTorch autograd in float64, NumPy, SciPy; the script lies beside it).
 */
class ParametrizationTest {
    private static final double EPS = Math.ulp(1.0);

    /** A case with what the oracle says beyond the flow. */
    record Golden(FlowCase flow, JsonNode oracle) {
        TrainingJacobian jacobian() {
            LossLandscape landscape = flow.landscape();
            return (TrainingJacobian) landscape.forward(landscape.start());
        }

        Matrix matrix(String name) {
            List<double[]> rows = new ArrayList<>();
            oracle.get(name).forEach(row -> rows.add(numbers(row)));
            return Matrix.ofRows(rows.toArray(double[][]::new));
        }

        double[] vector(String name) {
            return numbers(oracle.get(name));
        }

        private static double[] numbers(JsonNode array) {
            double[] numbers = new double[array.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = array.get(i).asDouble();
            }
            return numbers;
        }

        @Override
        public String toString() {
            return flow.name();
        }
    }

    static List<Golden> cases() throws IOException {
        List<FlowCase> flows = FlowCase.read("parametrizations.json");
        try (InputStream in = ParametrizationTest.class.getResourceAsStream("parametrizations.json")) {
            JsonNode nodes = new ObjectMapper().readTree(in).get("cases");
            List<Golden> cases = new ArrayList<>();
            for (int i = 0; i < flows.size(); i++) {
                cases.add(new Golden(flows.get(i), nodes.get(i)));
            }
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAndGradientAgree(Golden golden) {
        LossLandscape landscape = golden.flow.landscape();
        Matrix outputs = landscape.forward(landscape.start()).outputs();
        // a few dozen roundings of numbers of size 1 in either program
        assertThat(outputs.minus(golden.matrix("outputs").transpose()).maxAbs()).isLessThan(100 * EPS);
        assertClose(landscape.gradient(landscape.start()), golden.vector("gradient"), 100 * EPS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTierFindsTheSingularValues(Golden golden) {
        TrainingJacobian jacobian = golden.jacobian();
        double[] expected = golden.vector("singularValues");
        assertThat(jacobian.columns()).isEqualTo(golden.vector("theta0").length);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        assertThat(spectrum.rank().decided()).isTrue();
        assertThat(spectrum.rank().rank()).isEqualTo(golden.oracle.get("rank").asInt());
        // backward stable: QN ε σ_max in either program
        assertClose(spectrum.singularValues(), expected, 2 * jacobian.rows() * EPS * expected[0]);
        double[] kernel = EmpiricalNtk.of(jacobian).eigenvalues();
        for (int k = 0; k < expected.length; k++) {
            double square = expected[k] * expected[k];
            assertThat(Math.abs(kernel[kernel.length - 1 - k] - square))
                    .isLessThan(10 * jacobian.rows() * EPS * expected[0] * expected[0]);
        }
        double[] sketched = JacobianSpectrum.of(
                        jacobian, SpectrumOptions.defaults().withOnly(Tier.SKETCH))
                .singularValues();
        for (int k = 0; k < golden.oracle.get("rank").asInt(); k++) {
            assertThat(sketched[k] / expected[k]).isBetween(0.5, 1.5); // mathematics §3.2: 0.74 to 1.12 at s = 4QN
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void productsAgreeWithTheDenseMatrixLayerByLayer(Golden golden) {
        TrainingJacobian all = golden.jacobian();
        int layers = all.network().layers().size();
        for (int layer = 1; layer <= layers; layer++) {
            TrainingJacobian jacobian = all.restrictedTo(LayerSelection.only(layers, layer));
            Matrix dense = jacobian.dense();
            double[] v = gaussian((int) jacobian.columns(), 5);
            double[] u = gaussian(jacobian.rows(), 6);
            double bound = 100 * EPS * dense.frobeniusNorm() * v.length;
            assertClose(jacobian.times(v), Products.times(dense, v), bound);
            assertClose(jacobian.transposedTimes(u), Products.transposedTimes(dense, u), bound);
            KernelExtremes extremes = KernelExtremes.of(jacobian, 1e-8, 200);
            double norm = dense.frobeniusNorm();
            double largest = Math.pow(JacobianSpectrum.of(jacobian).singularValues()[0], 2);
            assertThat(Math.abs(extremes.largest() - largest)).isLessThan(1e-7 * norm * norm);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLossIsSplitAlike(Golden golden) {
        LossLandscape landscape = golden.flow.landscape();
        TrainingSet data = landscape.data();
        TrainingJacobian jacobian = golden.jacobian();
        LossSplit split = LossSplit.of(jacobian, JacobianSpectrum.of(jacobian), data.labels());
        double condition = golden.vector("singularValues")[0]
                / golden.vector("singularValues")[golden.oracle.get("rank").asInt() - 1];
        // the range turns by ε times the condition
        assertThat(Math.abs(split.blocked() - golden.oracle.get("blocked").asDouble()))
                .isLessThan(100 * EPS * condition * split.cost());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void denseHessianAndItsProductsAgree(Golden golden) {
        LossLandscape landscape = golden.flow.landscape();
        Matrix expected = golden.matrix("hessian");
        Matrix hessian = landscape.hessian(landscape.start());
        assertThat(hessian.minus(expected).maxAbs()).isLessThan(1000 * EPS * expected.maxAbs());
        double[] v = gaussian(landscape.dimension(), 7);
        assertClose(
                landscape.hessianTimes(landscape.forward(landscape.start()), v),
                Products.times(expected, v),
                1000 * EPS * expected.frobeniusNorm() * Matrix.column(v).frobeniusNorm());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepperFollowsTheFlow(Golden golden) {
        follow(golden.flow, new DormandPrince853(), Linearization.NTK);
        follow(golden.flow, new Radau5(), Linearization.NTK);
        follow(golden.flow, new Radau5(), Linearization.HESSIAN);
        follow(golden.flow, new Radau5(), Linearization.KRYLOV);
    }

    private static void follow(FlowCase flow, Stepper stepper, Linearization linearization) {
        LossLandscape landscape = flow.landscape();
        Trajectory trajectory = Integration.run(
                new GradientFlow(landscape, linearization),
                Checkpoint.start(0, landscape.start()),
                flow.times(),
                IntegrationOptions.of(stepper, Tolerance.of(1e-8)),
                IntegrationListener.NONE);
        assertThat(trajectory.ending().completed()).isTrue();
        for (int i = 0; i < flow.times().length; i++) {
            double cost = landscape.cost(trajectory.saved().get(i).state());
            // two orders above the tolerance of the stepper, as for the other golden flows
            assertThat(Math.abs(cost - flow.cost()[i])).isLessThan(1e-6 * flow.cost()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parametersGoOutAndComeBack(Golden golden) {
        Network network = golden.jacobian().network();
        double[] theta = golden.vector("theta0");
        assertThat(network.parameters()).containsExactly(theta);
        assertThat(network.withParameters(theta).parameters()).containsExactly(theta);
        assertThat(network.parameterCount()).isEqualTo(theta.length);
    }

    private static double[] gaussian(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }

    private static void assertClose(double[] actual, double[] expected, double bound) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(Matrix.column(actual).minus(Matrix.column(expected)).maxAbs())
                .isLessThan(bound);
    }
}
