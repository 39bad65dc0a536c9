package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.HuberLoss;
import dev.nadir.model.Loss;
import dev.nadir.model.OpaqueModel;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Tolerance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flows and descent on C + λ/2 |θ|². */
class WeightDecayFlowTest {
    private static final double DECAY = 0.05;
    private static final FlowKind STANDARD = new FlowKind.Standard();

    private static Matrix labels() {
        Matrix labels = Matrix.zeros(2, 8);
        for (int i = 0; i < 8; i++) {
            labels.data()[2 * i + i * i % 2] = 1;
        }
        return labels;
    }

    private static LossLandscape landscape(Activation activation, Loss loss) {
        NetworkModel model = new NetworkModel(RandomCase.network(activation, 1, 3, 4, 2));
        return new LossLandscape(model, new TrainingSet(RandomCase.gaussian(3, 8, 2), labels()), loss, DECAY);
    }

    @Test
    void derivativesAgreeWithDifferences() {
        for (Loss loss : new Loss[] {Loss.SQUARE, new CrossEntropy(0.1)}) {
            LossLandscape landscape = landscape(new Tanh(), loss);
            double[] theta = landscape.start();
            double[] v = EvaluationContract.gaussian(theta.length, 1, 3).data();
            double h = 1e-6; // ε^(1/3): differences are right to 1e-10, with their constants to 1e-8
            double[] above = StationaryPoint.plus(theta, h, v);
            double[] below = StationaryPoint.plus(theta, -h, v);
            double slope = (landscape.cost(above) - landscape.cost(below)) / (2 * h);
            assertThat(TangentSpace.dot(landscape.gradient(theta), v)).isCloseTo(slope, within(1e-8));
            double[] change = StationaryPoint.plus(landscape.gradient(above), -1, landscape.gradient(below));
            double[] product = landscape.hessianTimes(landscape.forward(theta), v);
            double[] dense = Products.times(landscape.hessian(theta), v);
            for (int k = 0; k < v.length; k++) {
                assertThat(product[k]).isCloseTo(change[k] / (2 * h), within(1e-7));
                assertThat(dense[k]).isCloseTo(product[k], within(1e-12 * TangentSpace.norm(product)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void everyStepperFollowsTheDecayedFlow(StepperChoice stepper) {
        for (Loss loss : new Loss[] {Loss.SQUARE, new CrossEntropy(0)}) {
            LossLandscape landscape = landscape(new Tanh(), loss);
            FlowSettings settings = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 3)
                    .withStepper(stepper);
            FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
            assertThat(TangentSpace.norm(StationaryPoint.plus(found.state(), -1, byRungeKutta(landscape))))
                    .isLessThan(1e-5); // 1e-7 per step
            FlowSample last = found.samples().get(1);
            double first = found.samples().get(0).cost();
            assertThat(first - last.cost()).isCloseTo(last.orbit().dissipated(), within(1e-3 * first));
            assertThat(last.orbit().bound()).isNaN(); // a statement about the loss without decay
        }
    }

    /** To t = 3 in 300 steps of the classical method, with −Dᵀ∇_xC − λθ written out. */
    private static double[] byRungeKutta(LossLandscape landscape) {
        double[] theta = landscape.start();
        double h = 0.01;
        double[][] k = new double[4][];
        for (int step = 0; step < 300; step++) {
            k[0] = slope(landscape, theta);
            k[1] = slope(landscape, StationaryPoint.plus(theta, h / 2, k[0]));
            k[2] = slope(landscape, StationaryPoint.plus(theta, h / 2, k[1]));
            k[3] = slope(landscape, StationaryPoint.plus(theta, h, k[2]));
            for (int i = 0; i < theta.length; i++) {
                theta[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
            }
        }
        return theta;
    }

    private static double[] slope(LossLandscape landscape, double[] theta) {
        var at = landscape.forward(theta);
        double[] upper = landscape
                .loss()
                .gradient(at.outputs(), landscape.data().labels())
                .data();
        double[] slope = Products.transposedTimes(EvaluationContract.byColumns(at), upper);
        for (int i = 0; i < slope.length; i++) {
            slope[i] = -slope[i] - DECAY * theta[i];
        }
        return slope;
    }

    @Test
    void theFlowSettlesWhereTheDecayedFloorIs() {
        LossLandscape landscape = landscape(new Tanh(), new CrossEntropy(0));
        FlowSettings settings = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-8), 0, 1e4);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        FlowSample last = found.samples().get(1);
        assertThat(found.verdict().kind()).isEqualTo(FlowVerdict.Kind.MINIMUM);
        assertThat(last.reachable()).isCloseTo(0, within(1e-10 * last.cost())); // stationary: nothing to first order
        assertThat(last.blocked()).isCloseTo(last.cost(), within(1e-10 * last.cost()));
        assertThat(last.rankDecided()).isTrue();
    }

    @Test
    void aStepOfDescentTakesTheDecayAlong() {
        LossLandscape landscape = landscape(new Tanh(), Loss.SQUARE);
        double eta = 0.1;
        FlowKind descent = new FlowKind.Discrete(Descent.plain(eta));
        FlowSettings settings = FlowSettings.of(landscape, descent, Tolerance.of(1e-6), 0, eta);
        double[] expected = StationaryPoint.plus(landscape.start(), eta, slope(landscape, landscape.start()));
        assertThat(FlowRun.from(landscape, settings, FlowObserver.NONE).state())
                .containsExactly(expected, within(1e-15));
    }

    @Test
    void kinksAreLocatedUnderDecayToo() {
        LossLandscape landscape = landscape(new Relu(), Loss.SQUARE);
        FlowSettings settings = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 30);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        FlowSample last = found.samples().get(1);
        double first = found.samples().get(0).cost();
        assertThat(found.ending().completed()).isTrue();
        assertThat(found.count("kink")).isPositive();
        assertThat(found.acrossKinks()).isEmpty();
        assertThat(first - last.cost()).isCloseTo(last.orbit().dissipated(), within(1e-3 * first));
    }

    @Test
    void stepsAcrossKinksAreCountedWhereTheseAreNotLocated() {
        LossLandscape landscape = landscape(new Relu(), Loss.SQUARE);
        FlowSettings located = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 1);
        FlowSettings settings = new FlowSettings(
                STANDARD, StepperChoice.DP54, located.tolerance(), located.times(), 100_000, 100, false, 0, false);
        FlowResult whole = FlowRun.from(landscape, located, FlowObserver.NONE);
        assertThat(whole.count("kink")).isPositive();
        assertThat(whole.count("slide")).isZero(); // else steps go to and fro
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        assertThat(found.acrossKinks().orElseThrow()).isEqualTo(whole.count("kink"));
    }

    /** The same flow slides along kinks when these are located. */
    @Test
    void aFlowThatSlidesAlongKinksThatAreNotLocatedIsEndedAndNotJudged() {
        LossLandscape landscape = landscape(new Relu(), Loss.SQUARE);
        FlowSettings located = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 30);
        assertThat(FlowRun.from(landscape, located, FlowObserver.NONE).count("slide"))
                .isPositive();
        FlowSettings settings = new FlowSettings(
                STANDARD, StepperChoice.DP54, located.tolerance(), located.times(), 100_000, 100, false, 0, false);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        assertThat(found.ending().status()).isEqualTo(Ending.Status.PUSHED_BACK);
        assertThat(found.ending().message()).contains("of the last 500 steps went over kinks");
        assertThat(found.verdict().kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
    }

    @Test
    void aPointOnKinksThatNobodyResolvesIsNotCalledAMinimum() {
        LossLandscape perceptron = landscape(new Relu(), Loss.SQUARE);
        var model = new OpaqueModel(perceptron.perceptron().orElseThrow().start())
                .withParameters(new double[perceptron.dimension()]);
        // at θ = 0 all units stand at their kink, and with labels of 0 the gradient vanishes
        LossLandscape landscape = new LossLandscape(
                model, new TrainingSet(RandomCase.gaussian(3, 8, 2), Matrix.zeros(2, 8)), new HuberLoss(1), DECAY);
        FlowSettings settings = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 1);
        FlowVerdict verdict =
                FlowRun.from(landscape, settings, FlowObserver.NONE).verdict();
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
        assertThat(verdict.message()).contains("stands at 32 kinks"); // 4 units, 8 samples
    }

    @Test
    void whatIsMadeFromOutputsAloneIsRefused() {
        LossLandscape landscape = landscape(new Tanh(), Loss.SQUARE);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Adapted(), Tolerance.of(1e-7), 0, 1);
        assertThatThrownBy(() -> FlowRun.from(landscape, settings, FlowObserver.NONE))
                .hasMessageContaining("field: got adapted with weight decay");
        assertThatThrownBy(
                        () -> new LossLandscape(landscape.model(landscape.start()), landscape.data(), Loss.SQUARE, -1))
                .hasMessageContaining("weight decay: got -1.0");
    }
}
