package dev.nadir.construct.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.Samples;
import dev.nadir.construct.pivot.RandomWeights;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FittingTest {
    private static final double EPS = Math.ulp(1.0);

    private static Attempt fit(TrainingSet data, Wishes wishes) {
        return Fitting.defaults().fit(data, wishes, Progress.NONE);
    }

    private static Constructed constructed(Attempt attempt) {
        assertThat(attempt.outcome()).isInstanceOf(Constructed.class);
        return (Constructed) attempt.outcome();
    }

    private static Refusal refused(Attempt attempt) {
        assertThat(attempt.outcome()).isInstanceOf(Refusal.class);
        return (Refusal) attempt.outcome();
    }

    static Stream<Arguments> activationsAndDepths() {
        return Activations.all().stream()
                .flatMap(activation -> Stream.of(1, 3, 20, 50).map(depth -> Arguments.of(activation, depth)));
    }

    /**
     * Residuals: a few roundings per layer, adding up like a random walk, against labels of standard deviation 1 that
     * reach 4 deviations; the stretching of the activations and the inputs' condition (about 20) count ten each.
     */
    @ParameterizedTest
    @MethodSource("activationsAndDepths")
    void everyActivationFitsAtEveryDepth(Activation activation, int depth) {
        TrainingSet data = Samples.gaussian(80, 30, 3, 7);
        Wishes wishes = Wishes.none()
                .withHidden(Collections.nCopies(depth, 40))
                .withActivation(activation)
                .withPivot(1);
        Attempt attempt = fit(data, wishes);
        constructed(attempt);
        double residual = 100 * EPS * Math.sqrt(depth);
        assertThat(attempt.accuracy().orElseThrow().relativeCost()).isLessThan(3 * residual * residual / 2);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void everyPivotFitsThroughUnevenWidths(int pivot) {
        TrainingSet data = Samples.gaussian(50, 40, 3, 11);
        Wishes wishes = Wishes.none()
                .withHidden(List.of(60, 45, 50, 41))
                .withActivation(new Tanh())
                .withPivot(pivot);
        Attempt attempt = fit(data, wishes);
        Constructed built = constructed(attempt);
        assertThat(built.pivot()).isEqualTo(pivot);
        assertThat(built.network().layerDims()).containsExactly(50, 60, 45, 50, 41, 3);
        double residual = EPS * built.rank().condition() * 40;
        assertThat(attempt.accuracy().orElseThrow().relativeCost()).isLessThan(3 * residual * residual);
    }

    @Test
    void hiddenLayersMayNarrowAndWidenAgainBehindThePivot() {
        TrainingSet data = Samples.gaussian(50, 40, 3, 12);
        Attempt attempt = fit(
                data,
                Wishes.none()
                        .withHidden(List.of(7, 3, 12, 5))
                        .withActivation(new Softplus())
                        .withPivot(1));
        constructed(attempt);
        assertThat(attempt.accuracy().orElseThrow().relativeCost()).isLessThan(1e-26);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e2, 1e6, 1e10, 1e14})
    void thePlannerCopesWithIllConditionedInputs(double condition) {
        TrainingSet data = Samples.withCondition(condition, 300, 200, 3);
        for (boolean standardize : new boolean[] {true, false}) {
            Attempt attempt = new Fitting(standardize, 1).fit(data, Wishes.none(), Progress.NONE);
            constructed(attempt);
            assertThat(attempt.accuracy().orElseThrow().cost()).isLessThan(1e-26);
        }
    }

    @Test
    void theNetworkTakesRawInputsAndReturnsRawLabels() {
        TrainingSet base = Samples.gaussian(30, 12, 2, 5);
        Matrix inputs = base.inputs().map(x -> 1e6 + 1e3 * x);
        Matrix labels = new Matrix(2, 12, base.labels().data().clone());
        for (int i = 0; i < 12; i++) {
            labels.data()[2 * i] *= 1e-5; // outputs in different units
            labels.data()[2 * i + 1] = 1e7 + 1e4 * labels.data()[2 * i + 1];
        }
        Attempt attempt = fit(new TrainingSet(inputs, labels), Wishes.none());
        Network network = constructed(attempt).network();
        assertThat(network.inputScaling()).isPresent();
        Matrix outputs = network.evaluate(inputs);
        for (int i = 0; i < 12; i++) {
            assertThat(Math.abs(outputs.get(0, i) - labels.get(0, i))).isLessThan(1e-5 * 1000 * EPS);
            assertThat(Math.abs(outputs.get(1, i) - labels.get(1, i))).isLessThan(2 * Math.ulp(1e7));
        }
    }

    @Test
    void identicalSamplesWithEqualLabelsCountOnce() {
        TrainingSet base = Samples.gaussian(20, 8, 1, 9);
        TrainingSet doubled = new TrainingSet(
                base.inputs().selectColumns(0, 1, 2, 3, 4, 5, 6, 7, 3, 3, 0),
                base.labels().selectColumns(0, 1, 2, 3, 4, 5, 6, 7, 3, 3, 0));
        Attempt attempt = fit(doubled, Wishes.none());
        assertThat(attempt.distinctSamples()).isEqualTo(8);
        assertThat(constructed(attempt).rank().rank()).isEqualTo(8);
        assertThat(attempt.accuracy().orElseThrow().zeroLoss()).isTrue();
    }

    @Test
    void oneSampleAndConstantLabelsAreFitted() {
        for (Activation activation : Activations.all()) {
            Wishes wishes = Wishes.none().withActivation(activation).withHidden(List.of(4, 4));
            TrainingSet one = Samples.gaussian(3, 1, 2, 21);
            assertThat(fit(one, wishes).accuracy().orElseThrow().cost()).isLessThan(1e-28);
            TrainingSet constant = new TrainingSet(
                    Samples.gaussian(20, 6, 22), Matrix.zeros(2, 6).map(zero -> 5));
            assertThat(fit(constant, wishes).accuracy().orElseThrow().cost()).isLessThan(1e-26);
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        TrainingSet data = Samples.gaussian(10, 40, 2, 31);
        Network first = constructed(fit(data, Wishes.none())).network();
        Network second = constructed(fit(data, Wishes.none())).network();
        Network other = constructed(new Fitting(true, 2).fit(data, Wishes.none(), Progress.NONE))
                .network();
        assertThat(second.parameters()).isEqualTo(first.parameters());
        assertThat(other.parameters()).isNotEqualTo(first.parameters());
    }

    @Test
    void conflictingDuplicatesAreRefusedByName() {
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(new double[] {1, 2, 1}, new double[] {0, 0, -0.0}),
                Matrix.ofRows(new double[] {1, 2, 3}));
        Refusal refusal = refused(fit(data, Wishes.none()));
        assertThat(refusal.reason()).isEqualTo("conflicting-duplicates");
        assertThat(refusal.message()).contains("samples 1 and 3");
    }

    @Test
    void tooFewFeaturesAreRefusedWithTheWidthThatWorks() {
        Refusal refusal =
                refused(fit(Samples.gaussian(5, 40, 1, 3), Wishes.none().withPivot(1)));
        assertThat(refusal.reason()).isEqualTo("rank");
        assertThat(refusal.message()).contains("≤ 6 < N = 40");
        assertThat(refusal.settings()).containsEntry("hidden", "50").containsEntry("pivot", "2");
    }

    @Test
    void deficientRankIsRefusedWithTheMeasuredGap() {
        Matrix thin = Samples.gaussian(5, 20, 4);
        Matrix inputs = dev.nadir.linalg.Products.times(Samples.gaussian(30, 5, 5), thin);
        TrainingSet data = new TrainingSet(inputs, Samples.gaussian(1, 20, 6));
        Refusal refusal = refused(fit(data, Wishes.none().withPivot(1)));
        assertThat(refusal.reason()).isEqualTo("rank");
        assertThat(refusal.message()).contains("rank [A; 1ᵀ] = 6 < N = 20");
    }

    @Test
    void aLinearLiftIsRefused() {
        Wishes wishes = Wishes.none()
                .withActivation(Activations.byName("identity"))
                .withHidden(List.of(60))
                .withPivot(2);
        Refusal refusal = refused(fit(Samples.gaussian(5, 40, 1, 3), wishes));
        assertThat(refusal.message()).contains("rank [A; 1ᵀ] = 6 < N = 40");
    }

    @Test
    void aNarrowLayerIsRefused() {
        Wishes wishes = Wishes.none().withHidden(List.of(8, 2, 8)).withPivot(1);
        Refusal refusal = refused(fit(Samples.gaussian(40, 10, 3, 3), wishes));
        assertThat(refusal.reason()).isEqualTo("narrow-layer");
        assertThat(refusal.message()).contains("hidden layer 2 has 2 units").contains("Q = 3");
    }

    @Test
    void moreMemoryThanThereIsIsRefusedBeforeAllocating() {
        Wishes wishes = Wishes.none().withHidden(List.of(2_000_000, 2_000_000)).withPivot(1);
        Refusal refusal = refused(fit(Samples.gaussian(40, 10, 3, 3), wishes));
        assertThat(refusal.reason()).isEqualTo("memory");
        assertThat(refusal.message()).contains("GiB");
    }

    @Test
    void aPivotOutsideTheNetworkIsTheCallersMistake() {
        assertThatThrownBy(() -> fit(
                        Samples.gaussian(40, 10, 3, 3),
                        Wishes.none().withHidden(List.of(8)).withPivot(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pivot: got 3, expected 1 to L + 1 = 2");
    }

    @Test
    void wishesTheConstructionCannotFulfilAreTheCallersMistake() {
        TrainingSet data = Samples.gaussian(12, 8, 2, 3);
        assertThatThrownBy(() ->
                        fit(data, Wishes.none().withConstruction("theorem-2.1").withPivot(2)))
                .hasMessage("pivot: got 2, expected 1 with theorem-2.1");
        assertThatThrownBy(() -> fit(
                        data,
                        Wishes.none().withConstruction("linear-regression").withHidden(List.of(5))))
                .hasMessage("hidden: got [5], expected no hidden layer with linear-regression");
        assertThatThrownBy(() ->
                        fit(data, Wishes.none().withConstruction("theorem-2.1").withHidden(List.of())))
                .hasMessage("hidden: got no hidden layer, expected at least one with theorem-2.1");
        assertThatThrownBy(() -> fit(
                        data,
                        Wishes.none().withConstruction("fixed-nonlinearity").withHidden(List.of(5, 5))))
                .hasMessage("hidden: got [5, 5], expected one hidden layer with fixed-nonlinearity");
        assertThatThrownBy(() -> fit(data, Wishes.none().withShift(Shift.DIAGONAL)))
                .hasMessage("shift: got diagonal, expected centring with theorem-2.1");
        Wishes given = Wishes.none().withWeights(RandomWeights.ORTHOGONAL.draw(List.of(4), 2, 1));
        assertThatThrownBy(() -> fit(data, given.withHidden(List.of(5))))
                .hasMessage("hidden: got [5], expected [4] with theorem-2.2");
        assertThatThrownBy(() -> fit(data, given.withConstruction("pivot-lift")))
                .hasMessage("weights: got given ones, expected none with pivot-lift");
    }

    @Test
    void reluLiftsNeedNoCurvature() {
        Attempt attempt = fit(
                Samples.gaussian(4, 60, 2, 17),
                Wishes.none().withActivation(new Relu()).withHidden(List.of(90)));
        assertThat(constructed(attempt).construction()).isEqualTo("pivot-lift");
        assertThat(attempt.accuracy().orElseThrow().zeroLoss()).isTrue();
    }

    @Test
    void theFixedNonlinearityFitsWithItsFirstLayerOnly() {
        for (Activation activation : Activations.all()) {
            TrainingSet data = Samples.gaussian(30, 20, 2, 41);
            Attempt attempt =
                    fit(data, Wishes.none().withActivation(activation).withConstruction("fixed-nonlinearity"));
            assertThat(constructed(attempt).network().layers()).hasSize(2);
            double residual = 1000 * EPS;
            assertThat(attempt.accuracy().orElseThrow().relativeCost()).isLessThan(residual * residual);
        }
    }

    /** Two intervals on a line, and two classes that alternate along it: the second needs more than one half-space. */
    @Test
    void classesAreFittedToTheLastBitByDefault() {
        Matrix inputs = Matrix.zeros(1, 12);
        Matrix apart = Matrix.zeros(2, 12);
        Matrix mixed = Matrix.zeros(2, 12);
        for (int i = 0; i < 12; i++) {
            inputs.data()[i] = i;
            apart.data()[2 * i + (i < 6 ? 0 : 1)] = 1;
            mixed.data()[2 * i + i % 2] = 1;
        }
        Attempt separable = fit(new TrainingSet(inputs, apart), Wishes.none());
        Attempt alternating = fit(new TrainingSet(inputs, mixed), Wishes.none());
        assertThat(constructed(separable).construction()).isEqualTo("decision-list");
        assertThat(constructed(alternating).construction()).isEqualTo("peeling");
        assertThat(constructed(alternating).notes().get(0)).contains("Farkas");
        assertThat(separable.accuracy().orElseThrow().cost()).isZero();
        assertThat(alternating.accuracy().orElseThrow().cost()).isZero();
    }

    @Test
    void structuredNetworksRefuseWidthsTheyWouldIgnore() {
        assertThatThrownBy(() -> fit(
                        Samples.gaussian(4, 10, 2, 3),
                        Wishes.none().withConstruction("decision-list").withHidden(List.of(8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hidden: got [8], expected none with decision-list");
    }
}
