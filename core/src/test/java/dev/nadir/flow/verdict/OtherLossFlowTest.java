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
import dev.nadir.model.BinaryCrossEntropy;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.HuberLoss;
import dev.nadir.model.Loss;
import dev.nadir.model.SequenceModel;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import dev.nadir.ode.Tolerance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows and descent under losses other than the square. */
class OtherLossFlowTest {
    private static final FlowKind STANDARD = new FlowKind.Standard();

    static Stream<Loss> losses() {
        return Stream.of(new CrossEntropy(0), new CrossEntropy(0.1), new BinaryCrossEntropy(), new HuberLoss(0.4));
    }

    private static Matrix oneHot(int classes, int samples) {
        Matrix labels = Matrix.zeros(classes, samples);
        for (int i = 0; i < samples; i++) {
            labels.data()[i * classes + i * i % classes] = 1;
        }
        return labels;
    }

    private static LossLandscape perceptron(Loss loss) {
        Network network = RandomCase.network(new Tanh(), 1, 3, 4, 2);
        return new LossLandscape(
                new NetworkModel(network), new TrainingSet(RandomCase.gaussian(3, 8, 2), oneHot(2, 8)), loss);
    }

    private static LossLandscape sequence(Loss loss) {
        SequenceModel model = SequenceModel.random(new SequenceModel.Sizes(3, 4, 3, 3, 3), 1);
        return new LossLandscape(model, new TrainingSet(model.inputs(6, 2), oneHot(3, 6)), loss);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void derivativesAgreeWithDifferences(Loss loss) {
        for (LossLandscape landscape : List.of(perceptron(loss), sequence(loss))) {
            double[] theta = landscape.start();
            double[] v = EvaluationContract.gaussian(theta.length, 1, 3).data();
            double h = 1e-6;
            double[] above = StationaryPoint.plus(theta, h, v);
            double[] below = StationaryPoint.plus(theta, -h, v);
            double slope = (landscape.cost(above) - landscape.cost(below)) / (2 * h);
            assertThat(TangentSpace.dot(landscape.gradient(theta), v)).isCloseTo(slope, within(1e-8));
            double[] change = StationaryPoint.plus(landscape.gradient(above), -1, landscape.gradient(below));
            double[] product = landscape.hessianTimes(landscape.forward(theta), v);
            Matrix hessian = landscape.hessian(theta);
            for (int k = 0; k < v.length; k++) {
                assertThat(product[k]).isCloseTo(change[k] / (2 * h), within(1e-7));
            }
            assertThat(Matrix.column(product)
                            .minus(Matrix.column(Products.times(hessian, v)))
                            .maxAbs())
                    .isLessThan(1e-8);
        }
    }

    /** ∇²C less its curvature part is the Gram matrix of WᵀD. */
    @Test
    void theLinearPartOfTheKernelStepperIsThatOfGaussNewton() {
        LossLandscape landscape = perceptron(new CrossEntropy(0.1));
        var at = landscape.forward(landscape.start());
        Matrix dense = at.dense();
        Matrix bent = Matrix.zeros(dense.rows(), dense.columns());
        for (int j = 0; j < dense.columns(); j++) {
            Matrix column = new Matrix(2, 8, dense.columnArray(j));
            Matrix moved =
                    landscape.loss().hessianTimes(at.outputs(), landscape.data().labels(), column);
            System.arraycopy(moved.data(), 0, bent.data(), j * dense.rows(), dense.rows());
        }
        Matrix expected = Products.transposedTimes(dense, bent);
        Matrix found = Products.gram(landscape.weighted(at));
        assertThat(found.minus(expected).maxAbs()).isLessThan(1e-14 * expected.maxAbs() * dense.rows());
    }

    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void everyStepperFollowsCrossEntropy(StepperChoice stepper) {
        LossLandscape landscape = perceptron(new CrossEntropy(0));
        FlowSettings settings =
                FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-7), 0, 3).withStepper(stepper);
        FlowResult found = FlowRun.from(landscape, settings, FlowObserver.NONE);
        assertThat(Matrix.column(found.state())
                        .minus(Matrix.column(byRungeKutta(landscape, 3, 300)))
                        .frobeniusNorm())
                .isLessThan(1e-5); // 1e-7 per step
        FlowSample last = found.samples().get(1);
        double first = found.samples().get(0).cost();
        assertThat(first - last.cost()).isCloseTo(last.orbit().dissipated(), within(1e-3 * first));
        assertThat(last.reachable() + last.blocked()).isCloseTo(last.cost(), within(1e-14));
        assertThat(last.orbit().comparison()).isNaN(); // a statement about the square loss
        assertThat(last.orbit().bound()).isNaN();
        assertThat(last.lineDistance()).isNaN();
    }

    /** With −Dᵀ(p − y)/N written out, D built column by column. */
    private static double[] byRungeKutta(LossLandscape landscape, double time, int steps) {
        double[] theta = landscape.start();
        double h = time / steps;
        for (int step = 0; step < steps; step++) {
            double[] a = slope(landscape, theta);
            double[] b = slope(landscape, StationaryPoint.plus(theta, h / 2, a));
            double[] c = slope(landscape, StationaryPoint.plus(theta, h / 2, b));
            double[] d = slope(landscape, StationaryPoint.plus(theta, h, c));
            for (int i = 0; i < theta.length; i++) {
                theta[i] += h / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
            }
        }
        return theta;
    }

    private static double[] slope(LossLandscape landscape, double[] theta) {
        var at = landscape.forward(theta);
        Matrix x = at.outputs();
        double[] u = new double[x.data().length];
        for (int i = 0; i < x.columns(); i++) {
            double p = 1 / (1 + Math.exp(x.get(1, i) - x.get(0, i)));
            u[2 * i] = (landscape.data().labels().get(0, i) - p) / x.columns();
            u[2 * i + 1] = -u[2 * i];
        }
        return Products.transposedTimes(EvaluationContract.byColumns(at), u);
    }

    @Test
    void descentIsWhatItSays() {
        LossLandscape landscape = perceptron(new CrossEntropy(0));
        double eta = 0.3;
        FlowSettings settings =
                FlowSettings.of(landscape, new FlowKind.Discrete(Descent.plain(eta)), Tolerance.of(1e-7), 0, 8 * eta);
        double[] expected = landscape.start();
        for (int k = 0; k < 8; k++) {
            TangentSpace.addTo(expected, eta, slope(landscape, expected));
        }
        double[] found = FlowRun.from(landscape, settings, FlowObserver.NONE).state();
        assertThat(found).containsExactly(expected, within(1e-14));
    }

    /** Logits that equal one-hot labels are no zero loss: C = log(1 + 1/e). */
    @Test
    void outputsEqualToLabelsAreNotCalledZeroLoss() {
        Network network = new Network(List.of(Layer.withoutBias(Matrix.identity(2), new Identity())));
        TrainingSet data = new TrainingSet(Matrix.identity(2), Matrix.identity(2));
        LossLandscape landscape = new LossLandscape(new NetworkModel(network), data, new CrossEntropy(0));
        assertThat(landscape.cost(landscape.start())).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-15));
        FlowSettings settings = FlowSettings.of(landscape, STANDARD, Tolerance.of(1e-6), 0, 1e-3);
        FlowVerdict verdict =
                FlowRun.from(landscape, settings, FlowObserver.NONE).verdict();
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(verdict.message()).doesNotContain("zero loss");
        LossLandscape square = new LossLandscape(new NetworkModel(network), data);
        assertThat(FlowRun.from(square, settings, FlowObserver.NONE).verdict().kind())
                .isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
    }

    @Test
    void theLineToLabelsIsThatOfTheSquareLoss() {
        LossLandscape landscape = perceptron(new CrossEntropy(0));
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Straight(), Tolerance.of(1e-6), 0, 1);
        assertThatThrownBy(() -> FlowRun.from(landscape, settings, FlowObserver.NONE))
                .hasMessageContaining("straight with the loss cross-entropy");
        assertThatThrownBy(() -> new LossLandscape(
                        new NetworkModel(RandomCase.network(new Tanh(), 1, 2, 2)),
                        new TrainingSet(RandomCase.gaussian(2, 3, 1), RandomCase.gaussian(2, 3, 2)),
                        new CrossEntropy(0)))
                .hasMessageStartingWith("labels of sample 1");
    }
}
