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
import dev.nadir.flow.Problems;
import dev.nadir.flow.Sharpness;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.OpaqueModel;
import dev.nadir.model.SequenceModel;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flows and descent of models that are no perceptrons, and of a perceptron that does not say that it is one. */
class OtherModelFlowTest {
    private static final FlowKind STANDARD = new FlowKind.Standard();

    private static LossLandscape sequence(int samples, SequenceModel.Sizes sizes) {
        SequenceModel model = SequenceModel.random(sizes, 1);
        Matrix labels = EvaluationContract.gaussian(sizes.outputs(), samples, 3);
        return new LossLandscape(model, new TrainingSet(model.inputs(samples, 2), labels));
    }

    private static LossLandscape wide() {
        return sequence(6, new SequenceModel.Sizes(3, 8, 6, 4, 2)); // K = 96, QN = 12
    }

    private static LossLandscape hidden(LossLandscape perceptron) {
        NetworkModel model = perceptron.perceptron().orElseThrow().start();
        return new LossLandscape(new OpaqueModel(model), perceptron.data());
    }

    private static FlowSettings settings(LossLandscape landscape, StepperChoice stepper, double... times) {
        return FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), times).withStepper(stepper);
    }

    private static double distance(double[] a, double[] b) {
        return Matrix.column(a).minus(Matrix.column(b)).frobeniusNorm()
                / Matrix.column(b).frobeniusNorm();
    }

    @Test
    void secondDerivativesByDifferencesAgreeWithTheExactOnes() {
        LossLandscape exact = Problems.gaussian("tanh", 12, 4, 5, 6, 2);
        LossLandscape differenced = hidden(exact);
        Matrix hessian = exact.hessian(exact.start());
        Matrix other = differenced.hessian(exact.start());
        double norm = hessian.frobeniusNorm();
        assertThat(other.minus(hessian).frobeniusNorm())
                .isLessThan(1e-9 * norm); // ε^(2/3) = 4e-11 times a small constant
        double[] v = EvaluationContract.gaussian(exact.dimension(), 1, 5).data();
        double[] product = differenced.hessianTimes(differenced.forward(exact.start()), v);
        assertThat(distance(product, Products.times(hessian, v))).isLessThan(1e-9);
    }

    @Test
    void theErrorOfACurvatureByDifferencesIsNotUnderstated() {
        LossLandscape exact = Problems.gaussian("tanh", 12, 4, 5, 6, 2);
        Curvature truth = Curvature.of(exact, exact.start());
        Curvature found = Curvature.of(hidden(exact), exact.start());
        assertThat(found.error()).isLessThan(1e-8 * truth.norm());
        for (int i = 0; i < truth.values().length; i++) {
            assertThat(found.values()[i]).isCloseTo(truth.values()[i], within(found.error()));
        }
        Sharpness sharpness = Sharpness.at(hidden(exact), exact.start());
        assertThat(sharpness.value()).isCloseTo(truth.values()[truth.values().length - 1], within(sharpness.error()));
    }

    @ParameterizedTest
    @EnumSource(
            value = StepperChoice.class,
            names = {"NTK", "KRYLOV", "DP54", "DP853"})
    void everyStepperFollowsTheFlow(StepperChoice stepper) {
        LossLandscape landscape = wide();
        FlowResult found = FlowRun.from(landscape, settings(landscape, stepper, 0, 0.5, 2), FlowObserver.NONE);
        FlowSample last = found.samples().get(2);
        double first = found.samples().get(0).cost();
        // the law of dissipation, whose right side is summed from gradients alone, by a rule of fourth order per step
        assertThat(first - last.cost()).isCloseTo(last.orbit().dissipated(), within(1e-4 * first));
        assertThat(distance(found.state(), byRungeKutta(landscape, 2, 200))).isLessThan(1e-5); // 1e-7 per step
    }

    /** The classical method; its error of fourth order in the step is far below 1e-9 here. */
    private static double[] byRungeKutta(LossLandscape landscape, double time, int steps) {
        double[] theta = landscape.start();
        double h = time / steps;
        double[][] k = new double[4][];
        for (int step = 0; step < steps; step++) {
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

    /** −Dᵀ(x − y)/N with D built column by column. */
    private static double[] slope(LossLandscape landscape, double[] theta) {
        Evaluation at = landscape.forward(theta);
        double[] residual = at.outputs().minus(landscape.data().labels()).data();
        double[] slope = Products.transposedTimes(EvaluationContract.byColumns(at), residual);
        for (int i = 0; i < slope.length; i++) {
            slope[i] /= -landscape.data().samples();
        }
        return slope;
    }

    @Test
    void aPerceptronFlowsTheSameWhereNobodyKnowsThatItIsOne() {
        LossLandscape exact = Problems.gaussian("tanh", 8, 4, 3, 10, 1);
        LossLandscape opaque = hidden(exact);
        assertThat(FlowSettings.of(exact, STANDARD, Tolerance.of(1e-9), 0, 3).stepper())
                .isEqualTo(StepperChoice.HESSIAN);
        assertThat(FlowSettings.of(opaque, STANDARD, Tolerance.of(1e-9), 0, 3).stepper())
                .isEqualTo(StepperChoice.NTK);
        FlowResult one = FlowRun.from(exact, settings(exact, StepperChoice.KRYLOV, 0, 3), FlowObserver.NONE);
        FlowResult other = FlowRun.from(opaque, settings(opaque, StepperChoice.KRYLOV, 0, 3), FlowObserver.NONE);
        assertThat(distance(other.state(), one.state())).isLessThan(1e-5); // both within 1e-7 per step
    }

    @Test
    void theAdaptedFlowFallsAsTheComparisonModelWhileTheRankIsFull() {
        LossLandscape landscape = wide();
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Adapted(), Tolerance.of(1e-9), 0, 1, 4);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        double start = found.samples().get(0).cost();
        for (FlowSample sample : found.samples()) {
            double expected = start * Math.exp(-2 * sample.time() / 6);
            assertThat(sample.cost()).isCloseTo(expected, within(1e-7 * start));
            assertThat(sample.rank()).isEqualTo(12);
        }
    }

    @Test
    void descentIsWhatItSays() {
        LossLandscape landscape = wide();
        double eta = 0.05;
        FlowSettings settings =
                FlowSettings.of(landscape, new FlowKind.Discrete(Descent.plain(eta)), Tolerance.of(1e-9), 0, 10 * eta);
        double[] expected = landscape.start();
        for (int k = 0; k < 10; k++) {
            TangentSpace.addTo(expected, eta, slope(landscape, expected));
        }
        assertThat(distance(FlowRun.from(landscape, settings, FlowObserver.NONE).state(), expected))
                .isLessThan(1e-13);
    }

    @Test
    void aRunThatIsResumedGoesOnToTheSameNumbers() {
        LossLandscape landscape = wide();
        FlowSettings settings = settings(landscape, StepperChoice.NTK, 0, 1, 2);
        List<Checkpoint> saved = new ArrayList<>();
        FlowResult whole = FlowRun.from(landscape, settings, new FlowObserver() {
            @Override
            public void saved(Checkpoint checkpoint, FlowSample sample) {
                saved.add(checkpoint);
            }

            @Override
            public void restarted(double tightening) {
                saved.clear();
            }
        });
        FlowResult rest = FlowRun.resumed(
                landscape,
                settings,
                FlowObserver.NONE,
                saved.get(1),
                whole.samples().subList(0, 2));
        assertThat(rest.state()).isEqualTo(whole.state());
        assertThat(rest.samples()).isEqualTo(whole.samples());
    }

    @Test
    void whatOnlyAPerceptronHasIsRefused() {
        LossLandscape landscape = wide();
        assertThat(landscape.perceptron()).isEmpty();
        FlowSettings settings = settings(landscape, StepperChoice.DP54, 0, 1).withEvents(0, true);
        assertThatThrownBy(() -> FlowRun.from(landscape, settings, FlowObserver.NONE))
                .hasMessageContaining("no perceptron");
    }
}
