package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Claim;
import dev.nadir.claim.Stated;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.AffineFit;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import dev.nadir.structure.ExampleData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence about attainability where it is true and said, and where it is false and not said. */
class AttainabilityTest {
    private static final TrainingSet XOR = new TrainingSet(
            Matrix.ofRows(new double[] {0, 0, 1, 1}, new double[] {0, 1, 0, 1}),
            Matrix.ofRows(new double[] {0, 1, 1, 0}));

    private static Attainability asked(TrainingSet data, String activation, Integer... hidden) {
        Activation sigma = Activations.byName(activation);
        return Assessor.assess(Question.of(data).withArchitecture(new Architecture(List.of(hidden), sigma)))
                .attainability();
    }

    private static Attainability asked(TrainingSet data, Network model) {
        return Assessor.assess(Question.of(data).withModel(model)).attainability();
    }

    private static void assertSaid(Attainability answer, AssessClaim claim) {
        assertThat(answer.stated().claim()).as(answer.words()).isEqualTo(claim);
    }

    private static List<Claim> remarks(Attainability answer) {
        return answer.remarks().stream().map(Stated::claim).toList();
    }

    /** Labels from a network, so that it has cost 0 whatever its number of parameters. */
    private static TrainingSet taught(Network teacher, Matrix inputs) {
        return new TrainingSet(inputs, teacher.evaluate(inputs));
    }

    private static Network drawn(Activation sigma, int... dims) {
        return Initialization.of(Initialization.Scheme.NTK).network(dims, sigma, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "relu", "sin", "exp", "identity"})
    @Tag("says:assess.given-model-fits")
    @Tag("says:assess.labels-not-generic")
    void aTeacherIsItsOwnWitness(String activation) {
        Network teacher = drawn(Activations.byName(activation), 3, 2, 1);
        Attainability answer = asked(taught(teacher, ExampleData.gaussian(3, 60, 1)), teacher);
        assertSaid(answer, AssessClaim.GIVEN_MODEL_FITS);
        assertThat(answer.yes()).isTrue();
        assertThat(remarks(answer)).containsExactly(AssessClaim.LABELS_NOT_GENERIC);
    }

    @Test
    @Tag("silent:assess.given-model-fits")
    @Tag("silent:assess.labels-not-generic")
    @Tag("says:assess.not-decided")
    @Tag("says:assess.almost-no-labels")
    @Tag("says:assess.another-network-fits")
    void aPupilIsNotCalledAWitness() {
        TrainingSet data = taught(drawn(new Tanh(), 3, 2, 1), ExampleData.gaussian(3, 60, 1));
        Network pupil = Initialization.of(Initialization.Scheme.NTK).network(new int[] {3, 2, 1}, new Tanh(), 4);
        Attainability answer = asked(data, pupil);
        assertSaid(answer, AssessClaim.NOT_DECIDED); // weights exist: a no would be false
        assertThat(answer.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(remarks(answer)).containsExactly(AssessClaim.ALMOST_NO_LABELS, AssessClaim.ANOTHER_NETWORK_FITS);
        assertThat(answer.stated().words()).contains("the given parameters");
    }

    @Test
    @Tag("silent:assess.not-decided")
    @Tag("silent:assess.almost-no-labels")
    @Tag("silent:assess.another-network-fits")
    @Tag("says:assess.weights-constructed")
    void twoReluUnitsAreFoundForXor() {
        Attainability answer = asked(XOR, "relu", 2);
        assertSaid(answer, AssessClaim.WEIGHTS_CONSTRUCTED);
        assertThat(answer.witness().orElseThrow().accuracy().maxResidual()).isZero();
        assertThat(answer.witness().orElseThrow().network().layerDims()).containsExactly(2, 2, 1);
        assertThat(remarks(answer)).doesNotContain(AssessClaim.ALMOST_NO_LABELS, AssessClaim.ANOTHER_NETWORK_FITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky-relu"})
    void oneUnitFewerThanSamplesIsFoundInEveryPlaceOfADeepNetwork(String activation) {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(3, 20, 1), ExampleData.gaussian(2, 20, 2));
        for (Integer[] hidden : new Integer[][] {{19}, {1, 19}, {19, 2}, {1, 25, 3, 2}}) {
            Attainability answer = asked(data, activation, hidden);
            assertThat(answer.witness()).as(answer.words()).isPresent();
            assertThat(answer.witness().orElseThrow().network().layers())
                    .extracting(Layer::outputDim)
                    .startsWith(hidden);
        }
    }

    @Test
    @Tag("silent:assess.weights-constructed")
    @Tag("says:assess.weights-trained")
    void sixteenSineUnitsAreTrained() {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(5, 40, 3), ExampleData.gaussian(2, 40, 4));
        Attainability answer = asked(data, "sin", 24);
        assertSaid(answer, AssessClaim.WEIGHTS_TRAINED);
        assertThat(answer.stated().words()).contains("a draw of seed");
    }

    @Test
    @Tag("silent:assess.weights-trained")
    void withFewerParametersThanEquationsNothingIsTrained() {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(5, 40, 3), ExampleData.gaussian(2, 40, 4));
        Attainability answer = asked(data, "tanh", 8);
        assertSaid(answer, AssessClaim.NOT_DECIDED);
        assertThat(answer.stated().words()).contains("the straight line was not tried: rank D cannot reach QN = 80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sin", "softplus", "relu", "sigmoid", "identity"})
    @Tag("says:assess.constant-labels")
    void constantLabelsAreFittedByAnyActivation(String activation) {
        TrainingSet data = new TrainingSet(
                ExampleData.gaussian(2, 10, 1), Matrix.zeros(1, 10).map(zero -> 5));
        Attainability answer = asked(data, activation, 1);
        assertSaid(answer, AssessClaim.CONSTANT_LABELS);
        assertThat(answer.witness().orElseThrow().accuracy().maxResidual()).isZero();
    }

    @Test
    @Tag("silent:assess.constant-labels")
    void labelsThatDifferInTheLastBitAreNotConstant() {
        Matrix labels = Matrix.zeros(1, 10).map(zero -> 5);
        labels.data()[3] = Math.nextUp(5);
        TrainingSet data = new TrainingSet(ExampleData.gaussian(2, 10, 1), labels);
        assertThat(asked(data, "tanh", 1).stated().claim()).isNotEqualTo(AssessClaim.CONSTANT_LABELS);
    }

    private static TrainingSet affine(double noise) {
        Matrix inputs = ExampleData.gaussian(3, 40, 1);
        Matrix labels = Matrix.zeros(2, 40);
        for (int j = 0; j < 40; j++) {
            labels.data()[2 * j] = 2 * inputs.get(0, j) - inputs.get(1, j) + 1;
            labels.data()[2 * j + 1] = 3 * labels.data()[2 * j]; // of rank 1
        }
        return new TrainingSet(inputs, labels.plus(noise, ExampleData.gaussian(2, 40, 7)));
    }

    @Test
    @Tag("says:assess.affine-labels")
    @Tag("silent:assess.no-affine-map-fits")
    @Tag("silent:assess.outputs-in-too-few-dimensions")
    void affineLabelsOfRankOnePassThroughOneUnit() {
        for (String activation : List.of("relu", "leaky-relu", "elu", "identity")) {
            Attainability answer = asked(affine(0), activation, 3, 1, 2);
            assertSaid(answer, AssessClaim.AFFINE_LABELS);
            assertThat(answer.yes()).isTrue();
        }
    }

    @Test
    void affineLabelsOfManySamplesTakeTheParametersOfTheMap() {
        Assessment assessment = Assessor.assess(Question.of(affine(0)));
        assertThat(assessment.trials().get(0).construction()).isEqualTo("linear-regression");
        assertThat(assessment.trials().get(0).counts().orElseThrow().dense()).isEqualTo(2 * 3 + 2);
        assertThat(assessment.next().options()).containsEntry("construction", "linear-regression");
    }

    @Test
    @Tag("silent:assess.affine-labels")
    @Tag("says:assess.no-affine-map-fits")
    void noiseAboveRoundingRulesAnAffineMapOut() {
        for (double noise : new double[] {1, 1e-5, 1e-8}) { // relative costs of about noise², far above 1e-20
            assertSaid(asked(affine(noise), "identity", 2), AssessClaim.NO_AFFINE_MAP_FITS);
            assertThat(asked(affine(noise), "relu", 2).stated().claim()).isNotEqualTo(AssessClaim.AFFINE_LABELS);
        }
    }

    @Test
    @Tag("says:assess.outputs-in-too-few-dimensions")
    void theBottleneckIsBlamedWhereItIsTheBottleneck() {
        Matrix inputs = ExampleData.gaussian(2, 12, 1);
        TrainingSet itself = new TrainingSet(inputs, inputs); // an affine map fits: the identity
        for (String activation : List.of("identity", "tanh", "relu")) {
            assertSaid(asked(itself, activation, 1), AssessClaim.OUTPUTS_IN_TOO_FEW_DIMENSIONS);
        }
        assertThat(asked(itself, "identity", 2).yes()).isTrue();
    }

    /** y = 2^p (x_2 − x_1) with x_2 = x_1 + z 2^-p: affine over the rationals at every condition 2^p. */
    private static TrainingSet nearlyCollinear(int p) {
        double[] first = new double[12];
        double[] second = new double[12];
        double[] labels = new double[12];
        for (int j = 0; j < 12; j++) {
            first[j] = (j * 37 % 64) / 64.0;
            labels[j] = j * 5 % 12 - 6;
            second[j] = first[j] + Math.scalb(labels[j], -p);
        }
        return new TrainingSet(Matrix.ofRows(first, second), Matrix.ofRows(labels));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 24, 30, 40})
    void nearlyDependentFeaturesAreNotDeniedTheirAffineMap(int p) {
        assertThat(asked(nearlyCollinear(p), "identity", 2).yes()).isTrue();
        assertThat(asked(nearlyCollinear(p), "relu", 2).yes()).isTrue();
    }

    private static Optional<AssessClaim> obstruction(TrainingSet data) {
        return new Obstructions(data, Duplicates.of(data))
                .of(network(data, "identity", 2))
                .map(found -> (AssessClaim) found.stated().claim());
    }

    /** Up to features that differ in their last bit, where standardized features are equal or in the wrong order. */
    @Test
    @Tag("silent:assess.no-affine-map-fits")
    void noRoundingDeniesAnAffineMapThatTheRationalsHave() {
        for (int p = 1; p <= 52; p++) {
            assertThat(AffineFit.of(nearlyCollinear(p))).isEqualTo(AffineFit.FITS);
            assertThat(obstruction(nearlyCollinear(p)))
                    .as("x_2 = x_1 + z 2^-%d", p)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 24, 30})
    @Tag("says:assess.no-affine-map-fits")
    void whereTheRationalsHaveNoAffineMapTheAnswerIsNo(int p) {
        TrainingSet off = nearlyCollinear(p);
        off.labels().data()[5] += 1;
        assertThat(AffineFit.of(off)).isEqualTo(AffineFit.NONE);
        assertThat(obstruction(off)).contains(AssessClaim.NO_AFFINE_MAP_FITS);
    }

    /** No affine map fits exactly, but one is within what counts as zero loss. */
    @Test
    void whatOneUlpInALabelLeavesIsNoObstruction() {
        TrainingSet off = affine(0);
        assertThat(AffineFit.of(off)).isEqualTo(AffineFit.NONE);
        assertThat(obstruction(off)).isEmpty();
    }

    @Test
    @Tag("says:assess.affine-map-exists")
    @Tag("silent:assess.affine-map-exists")
    void anAffineMapThatDoublesMissIsStillThere() {
        NetworkInQuestion linear = network(nearlyCollinear(40), "identity", 2);
        assertThat(new Existence(linear, nearlyCollinear(40)).proved().map(Stated::claim))
                .contains(AssessClaim.AFFINE_MAP_EXISTS);
        TrainingSet off = nearlyCollinear(40);
        off.labels().data()[5] += 1;
        assertThat(new Existence(network(off, "identity", 2), off).proved()).isEmpty();
        assertThat(new Existence(network(affine(0), "identity", 1), affine(1e-5)).proved())
                .isEmpty();
    }

    private static NetworkInQuestion network(TrainingSet data, String activation, Integer... hidden) {
        Question question =
                Question.of(data).withArchitecture(new Architecture(List.of(hidden), Activations.byName(activation)));
        return NetworkInQuestion.of(question, data.inputs(), Optional.empty()).orElseThrow();
    }

    @Test
    @Tag("says:assess.enough-units")
    @Tag("silent:assess.enough-units")
    void theWidthsAloneProveThatWeightsExist() {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(2, 9, 1), ExampleData.gaussian(2, 9, 2));
        for (String activation : List.of("tanh", "softplus", "relu", "leaky-relu", "exp")) {
            assertThat(proved(data, activation, 8)).isTrue();
            assertThat(proved(data, activation, 1, 8, 2)).isTrue();
            assertThat(proved(data, activation, 7)).isFalse();
            assertThat(proved(data, activation, 8, 1)).isFalse();
        }
        assertThat(proved(data, "identity", 20)).isFalse();
        assertThat(proved(data, "elu", 20)).isFalse();
    }

    private static boolean proved(TrainingSet data, String activation, Integer... hidden) {
        return new Existence(network(data, activation, hidden), data)
                .proved()
                .filter(said -> said.claim() == AssessClaim.ENOUGH_UNITS)
                .isPresent();
    }

    @Test
    @Tag("says:assess.some-network-fits")
    @Tag("silent:assess.distinct-samples")
    void dataAloneAreFittedBySomeNetwork() {
        assertSaid(Assessor.assess(Question.of(XOR)).attainability(), AssessClaim.SOME_NETWORK_FITS);
    }

    @Test
    @Tag("says:assess.distinct-samples")
    @Tag("silent:assess.some-network-fits")
    void samplesTooCloseForDoublesAreStillDistinct() {
        // neighbouring doubles, and one sample so far away that standardizing merges them
        double[] places = new double[40];
        double[] labels = new double[40];
        for (int j = 0; j < 40; j++) {
            places[j] = j == 0 ? 1e12 : 1 + j * Math.ulp(1.0);
            labels[j] = Math.sin(3 + j);
        }
        TrainingSet data = new TrainingSet(Matrix.ofRows(places), Matrix.ofRows(labels));
        Attainability answer = Assessor.assess(Question.of(data)).attainability();
        assertThat(answer.answer()).isEqualTo(Answer.YES);
        assertSaid(answer, AssessClaim.DISTINCT_SAMPLES);
    }

    @Test
    void equalInputsWhoseLabelsDifferByRoundingAreNoObstruction() {
        Matrix labels = Matrix.ofRows(new double[] {1, Math.nextUp(1.0), 2, 3});
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, 1, 2, 3}), labels);
        Network line = new Network(List.of(new Layer(Matrix.identity(1), new double[1], new Identity())));
        assertSaid(asked(data, line), AssessClaim.GIVEN_MODEL_FITS);
        assertThat(asked(data, "tanh", 5).answer()).isEqualTo(Answer.UNDECIDED);
    }

    @Test
    void aLayerWithoutBiasIsNotGivenOne() {
        Matrix inputs = ExampleData.gaussian(2, 6, 1);
        TrainingSet data = new TrainingSet(inputs, Matrix.zeros(1, 6).map(zero -> 5));
        Network unbiased = new Network(List.of(
                Layer.withoutBias(ExampleData.gaussian(1, 2, 2), new Relu()),
                Layer.withoutBias(Matrix.identity(1), new Identity())));
        assertThat(asked(data, unbiased).answer()).isEqualTo(Answer.UNDECIDED);
    }

    @Test
    void outputsThatOverflowAreAnOutcomeNotAFailure() {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(2, 6, 1), ExampleData.gaussian(2, 6, 2));
        Network steep = new Network(List.of(
                new Layer(Matrix.zeros(4, 2).map(zero -> 800), new double[4], Activations.byName("exp")),
                new Layer(Matrix.zeros(2, 4).map(zero -> 1), new double[2], new Identity())));
        Assessment assessment = Assessor.assess(Question.of(data).withModel(steep));
        assertThat(assessment.attainability().answer()).isNotEqualTo(Answer.NO);
        assertThat(assessment.descent().orElseThrow().rank()).isEmpty();
    }

    @Test
    void everyAnswerOfNoNamesACostThatNoDrawGoesBelow() {
        Matrix inputs = ExampleData.gaussian(2, 12, 1);
        TrainingSet data = new TrainingSet(inputs, ExampleData.gaussian(3, 12, 5));
        Attainability answer = asked(data, "tanh", 6, 1);
        assertThat(answer.answer()).isEqualTo(Answer.NO);
        double bound = Double.parseDouble(answer.stated().words().replaceAll(".*at least ", ""));
        double least = Arrays.stream(new long[] {1, 2, 3, 4, 5})
                .mapToDouble(seed -> fittedOutput(data, seed))
                .min()
                .orElseThrow();
        assertThat(least).isGreaterThanOrEqualTo(bound * (1 - 5e-3)); // three digits are printed
    }

    /** The relative cost after the best output layer on top of one random feature. */
    private static double fittedOutput(TrainingSet data, long seed) {
        Matrix feature = Initialization.of(Initialization.Scheme.NTK)
                .network(new int[] {2, 6, 1}, new Tanh(), seed)
                .evaluate(data.inputs());
        Matrix outputs = data.labels().copy();
        double mean = feature.rowMeans()[0];
        double square = feature.data().length == 0
                ? 0
                : Arrays.stream(feature.data())
                        .map(f -> (f - mean) * (f - mean))
                        .sum();
        for (int q = 0; q < 3; q++) {
            double average = data.labels().rowMeans()[q];
            double slope = 0;
            for (int j = 0; j < 12; j++) {
                slope += (feature.get(0, j) - mean) * (data.labels().get(q, j) - average) / square;
            }
            for (int j = 0; j < 12; j++) {
                outputs.data()[q + 3 * j] = average + slope * (feature.get(0, j) - mean);
            }
        }
        return Cost.relative(outputs, data.labels());
    }

    /** 0.0 = −0.0: the labels are constant, whatever sign a file gives its zeros. */
    @Test
    void zerosOfBothSignsAreOneConstant() {
        TrainingSet zeros =
                new TrainingSet(Matrix.ofRows(new double[] {1, 2, 4}), Matrix.ofRows(new double[] {0.0, -0.0, 0.0}));
        Attainability answer = asked(zeros, "tanh", 1);
        assertSaid(answer, AssessClaim.CONSTANT_LABELS);
        assertThat(answer.witness().orElseThrow().accuracy().maxResidual()).isZero();
    }
}
