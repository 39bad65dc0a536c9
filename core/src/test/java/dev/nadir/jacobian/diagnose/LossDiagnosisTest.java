package dev.nadir.jacobian.diagnose;

import static dev.nadir.jacobian.diagnose.Diagnosed.diagnose;
import static dev.nadir.jacobian.diagnose.Diagnosed.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossDiagnosisTest {

    /** Losses are sums of squares of projections of a residual of size 1 on at most 300 directions: 1000 QN ε covers them. */
    private static final double SMALL = 1000 * 300 * Math.ulp(1.0);

    private static Network with(Network network, int layer, Layer replacement) {
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(layer - 1, replacement);
        return new Network(layers);
    }

    private static Network withBias(Network network, int layer, int unit, double value) {
        Layer old = network.layers().get(layer - 1);
        double[] bias = old.bias().clone();
        bias[unit] = value;
        return with(network, layer, new Layer(old.weight(), bias, old.activation()));
    }

    private static double blockedLoss(LossDiagnosis diagnosis) {
        return diagnosis.blocked().most() * diagnosis.cost();
    }

    private static double sumOfBlockedReasons(LossDiagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.claim() != DiagnoseClaim.SLOW_DIRECTIONS
                        && finding.claim() != DiagnoseClaim.NEARLY_DEPENDENT_ROWS
                        && finding.claim() != DiagnoseClaim.SATURATED_UNITS)
                .mapToDouble(Finding::loss)
                .sum();
    }

    private static TrainingSet noise(int inputs, int outputs, int samples) {
        return new TrainingSet(RandomCase.gaussian(inputs, samples, 2), RandomCase.gaussian(outputs, samples, 3));
    }

    @Tag("says:diagnose.well-conditioned")
    @Test
    void aHealthyNetworkHasNoReasonToWorry() {
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 40, 8, 4, 2), noise(40, 2, 20));
        assertThat(diagnosis.blocked().most()).isLessThan(BlockedShare.NOTHING);
        assertThat(diagnosis.reasons()).isEmpty();
        assertThat(diagnosis.notes()).extracting(Finding::claim).contains(DiagnoseClaim.WELL_CONDITIONED);
    }

    @Test
    void aSolvedNetworkHasNoReasonsThoughItsJacobianIsDeficient() {
        Network network = withBias(RandomCase.network(new Relu(), 1, 2, 4, 1), 1, 1, -1000);
        Matrix inputs = RandomCase.gaussian(2, 40, 2);
        LossDiagnosis diagnosis = diagnose(network, new TrainingSet(inputs, network.evaluate(inputs)));
        assertThat(diagnosis.reasons()).isEmpty();
        assertThat(diagnosis.notes()).isNotEmpty().allMatch(finding -> finding.share() == 0);
    }

    @Tag("says:diagnose.conflicting-duplicates")
    @Test
    void conflictingDuplicatesExplainWhatNoFunctionCanFit() {
        TrainingSet noise = noise(5, 1, 12);
        double[] inputs = noise.inputs().data().clone();
        for (int copy : new int[] {4, 9}) { // samples 2, 5 and 10 have the same inputs
            System.arraycopy(inputs, 5, inputs, 5 * copy, 5);
        }
        TrainingSet data = new TrainingSet(new Matrix(5, 12, inputs), noise.labels());
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 5, 20, 1), data);
        double[] y = {
            data.labels().get(0, 1), data.labels().get(0, 4), data.labels().get(0, 9)
        };
        double mean = (y[0] + y[1] + y[2]) / 3;
        double least = 0;
        for (double label : y) {
            least += (label - mean) * (label - mean) / 24;
        }
        Finding conflict =
                finding(diagnosis, DiagnoseClaim.CONFLICTING_DUPLICATES).orElseThrow();
        assertThat(conflict.loss()).isCloseTo(least, within(SMALL));
        assertThat(blockedLoss(diagnosis)).isCloseTo(least, within(SMALL));
        assertThat(conflict.message()).contains("samples 2, 5, 10");
        assertThat(diagnosis.distinctRows()).isEqualTo(10);
    }

    @Tag("silent:diagnose.conflicting-duplicates")
    @Test
    void duplicatesWithEqualLabelsAreNoReason() {
        TrainingSet noise = noise(5, 1, 12);
        double[] inputs = noise.inputs().data().clone();
        double[] labels = noise.labels().data().clone();
        System.arraycopy(inputs, 5, inputs, 45, 5);
        labels[9] = labels[1];
        TrainingSet data = new TrainingSet(new Matrix(5, 12, inputs), new Matrix(1, 12, labels));
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 5, 20, 1), data);
        assertThat(diagnosis.blocked().most()).isLessThan(BlockedShare.NOTHING);
        assertThat(diagnosis.reasons()).isEmpty();
        assertThat(diagnosis.notes()).extracting(Finding::claim).containsExactly(DiagnoseClaim.WELL_CONDITIONED);
    }

    @Tag("says:diagnose.dead-units")
    @Test
    void deadUnitsExplainWhatTheirWorkingColumnsReach() {
        Network network = withBias(RandomCase.network(new Relu(), 1, 2, 4, 1), 1, 1, -1000);
        TrainingSet data = noise(2, 1, 30);
        LossDiagnosis diagnosis = diagnose(network, data);
        double[] residual = network.evaluate(data.inputs()).minus(data.labels()).data();
        GramSchmidt reached = columns(network, data.inputs(), new GramSchmidt(), 0, 2, 3);
        double before = reached.inside(residual);
        Network working = standardized(network, data.inputs(), 1);
        columns(working, data.inputs(), reached, 1);
        double expected = (reached.inside(residual) - before) / 60;
        Finding dead = finding(diagnosis, DiagnoseClaim.DEAD_UNITS).orElseThrow();
        assertThat(dead.loss()).isCloseTo(expected, within(SMALL)).isGreaterThan(0.01 * diagnosis.cost());
        assertThat(dead.message()).contains("layer 1: 1 of 4 units (2)");
        assertThat(dead.layer()).isEqualTo(1);
        assertThat(sumOfBlockedReasons(diagnosis)).isCloseTo(blockedLoss(diagnosis), within(SMALL));
    }

    /** The columns of D of a two-layer ReLU network with one output that belong to the given units, and the constant. */
    private static GramSchmidt columns(Network network, Matrix inputs, GramSchmidt span, int... units) {
        Matrix z = network.forward(inputs).preActivations().get(0);
        double[] ones = new double[inputs.columns()];
        java.util.Arrays.fill(ones, 1);
        span.add(ones);
        for (int unit : units) {
            double out = network.layers().get(1).weight().get(0, unit);
            double[] relu = new double[inputs.columns()];
            double[][] moved = new double[inputs.rows() + 1][inputs.columns()];
            for (int i = 0; i < relu.length; i++) {
                boolean active = z.get(unit, i) > 0;
                relu[i] = active ? z.get(unit, i) : 0;
                for (int m = 0; m < inputs.rows(); m++) {
                    moved[m][i] = active ? out * inputs.get(m, i) : 0;
                }
                moved[inputs.rows()][i] = active ? out : 0;
            }
            span.add(relu);
            for (double[] column : moved) {
                span.add(column);
            }
        }
        return span;
    }

    private static Network standardized(Network network, Matrix inputs, int unit) {
        double[] z = network.forward(inputs).preActivations().get(0).rowArray(unit);
        double mean = java.util.Arrays.stream(z).average().orElseThrow();
        double deviation = Math.sqrt(java.util.Arrays.stream(z)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        Layer first = network.layers().get(0);
        Matrix weight = first.weight().copy();
        for (int m = 0; m < weight.columns(); m++) {
            weight.data()[m * weight.rows() + unit] /= deviation;
        }
        double[] bias = first.bias().clone();
        bias[unit] = (bias[unit] - mean) / deviation;
        return with(network, 1, new Layer(weight, bias, first.activation()));
    }

    @Test
    void deadUnitsOfANetworkThatReachesEverythingAreANote() {
        Network network = withBias(RandomCase.network(new Relu(), 1, 10, 40, 1), 1, 5, -1000);
        LossDiagnosis diagnosis = diagnose(network, noise(10, 1, 20));
        assertThat(diagnosis.reasons()).isEmpty();
        assertThat(finding(diagnosis, DiagnoseClaim.DEAD_UNITS).orElseThrow().loss())
                .isZero();
    }

    @Test
    void aDeadLayerIsNamedOnce() {
        Network network = RandomCase.network(new Relu(), 1, 3, 5, 5, 1);
        for (int unit = 0; unit < 5; unit++) {
            network = withBias(network, 2, unit, -1000);
        }
        LossDiagnosis diagnosis = diagnose(network, noise(3, 1, 30));
        Finding dead = finding(diagnosis, DiagnoseClaim.DEAD_UNITS).orElseThrow();
        assertThat(dead.layer()).isEqualTo(2);
        assertThat(dead.message()).contains("layer 2: 5 of 5 units");
        assertThat(diagnosis.reasons().get(0)).isEqualTo(dead);
        assertThat(sumOfBlockedReasons(diagnosis)).isCloseTo(blockedLoss(diagnosis), within(SMALL));
    }

    @Tag("says:diagnose.saturated-units")
    @Tag("silent:diagnose.dead-units")
    @Tag("silent:diagnose.flat-units")
    @ParameterizedTest
    @ValueSource(doubles = {6, 9, 12})
    void saturatedUnitsAreNotCalledDead(double bias) {
        Network network = RandomCase.network(new Tanh(), 1, 2, 3, 1);
        network = withBias(network, 1, 1, bias);
        LossDiagnosis diagnosis = diagnose(network, noise(2, 1, 40));
        assertThat(finding(diagnosis, DiagnoseClaim.DEAD_UNITS)).isEmpty();
        assertThat(finding(diagnosis, DiagnoseClaim.SATURATED_UNITS)
                        .orElseThrow()
                        .message())
                .contains("layer 1: ", "2");
        assertThat(finding(diagnosis, DiagnoseClaim.SATURATED_UNITS)
                        .orElseThrow()
                        .loss())
                .isPositive();
    }

    @Test
    @Tag("says:diagnose.flat-units")
    void unitsThatFloat64SeesAsConstantAreFlatNotDead() {
        Network network = withBias(RandomCase.network(new Tanh(), 1, 2, 3, 1), 1, 1, 40);
        LossDiagnosis diagnosis = diagnose(network, noise(2, 1, 40));
        assertThat(finding(diagnosis, DiagnoseClaim.DEAD_UNITS)).isEmpty();
        assertThat(finding(diagnosis, DiagnoseClaim.SATURATED_UNITS)).isEmpty();
        assertThat(finding(diagnosis, DiagnoseClaim.FLAT_UNITS).orElseThrow().loss())
                .isPositive();
        assertThat(sumOfBlockedReasons(diagnosis)).isCloseTo(blockedLoss(diagnosis), within(SMALL));
    }

    @Test
    @Tag("says:diagnose.unmoved-samples")
    @Tag("silent:diagnose.unmoved-samples")
    void samplesThatNoTrainedParameterMovesAreNamed() {
        // one feature, weights positive, biases 0: a negative input leaves every unit off, and only layer 1 is trained
        Matrix weight = RandomCase.gaussian(6, 1, 4).map(Math::abs);
        Layer first = new Layer(weight, new double[6], new Relu());
        Network network = with(RandomCase.network(new Relu(), 1, 1, 6, 1), 1, first);
        TrainingSet data =
                new TrainingSet(Matrix.ofRows(new double[] {1, 2, -1, 3}), Matrix.ofRows(new double[] {1, 0, 4, 2}));
        Finding unmoved = finding(diagnose(network, data, LayerSelection.only(2, 1)), DiagnoseClaim.UNMOVED_SAMPLES)
                .orElseThrow();
        double residual = network.evaluate(data.inputs()).get(0, 2) - 4;
        assertThat(unmoved.loss()).isCloseTo(residual * residual / 8, within(SMALL));
        assertThat(unmoved.message()).contains("sample 3");
        assertThat(finding(diagnose(network, data), DiagnoseClaim.UNMOVED_SAMPLES))
                .isEmpty();
    }

    @Test
    @Tag("says:diagnose.blocked-otherwise")
    void parametersEnoughThatCannotBendAreSaidToBe() {
        // every kink lies left of the data: 61 effective parameters, and affine functions are all they can do
        Layer first = new Layer(
                RandomCase.gaussian(30, 1, 4).map(Math::abs),
                Matrix.zeros(30, 1).map(zero -> 10).data(),
                new Relu());
        Network network = with(RandomCase.network(new Relu(), 1, 1, 30, 1), 1, first);
        TrainingSet noise = noise(1, 1, 40);
        TrainingSet data = new TrainingSet(noise.inputs(), noise.labels().map(label -> 100 * label));
        LossDiagnosis diagnosis = diagnose(network, data);
        Finding blocked = finding(diagnosis, DiagnoseClaim.BLOCKED_OTHERWISE).orElseThrow();
        assertThat(blocked.message()).contains("61 parameters", "40 numbers", "rank 2 of 40");
        double[] ones = new double[40];
        java.util.Arrays.fill(ones, 1);
        double[] residual = network.evaluate(data.inputs()).minus(data.labels()).data();
        double affine = new GramSchmidt().add(ones).add(data.inputs().data()).inside(residual) / 80;
        assertThat(diagnosis.cost() - blockedLoss(diagnosis)).isCloseTo(affine, within(SMALL * diagnosis.cost()));
    }

    @Tag("silent:diagnose.saturated-units")
    @Test
    void workingUnitsAreNeitherDeadNorSaturated() {
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 2, 3, 1), noise(2, 1, 40));
        assertThat(finding(diagnosis, DiagnoseClaim.DEAD_UNITS)).isEmpty();
        assertThat(finding(diagnosis, DiagnoseClaim.SATURATED_UNITS)).isEmpty();
    }

    @Tag("says:diagnose.rank-deficient")
    @Tag("silent:diagnose.well-conditioned")
    @Test
    void aRankDeficientWeightExplainsWhatLeavingItOpens() {
        Network network = RandomCase.network(new Tanh(), 1, 40, 3, 3, 2);
        Layer second = network.layers().get(1);
        Matrix rankOne = dev.nadir.linalg.Products.times(second.weight().columns(0, 1), RandomCase.gaussian(1, 3, 3));
        LossDiagnosis diagnosis =
                diagnose(with(network, 2, new Layer(rankOne, second.bias(), new Tanh())), noise(40, 2, 20));
        Finding deficient = finding(diagnosis, DiagnoseClaim.RANK_DEFICIENT).orElseThrow();
        assertThat(deficient.message()).contains("W_2 has rank 1 of 3", "40 at parameters nearby");
        assertThat(deficient.layer()).isEqualTo(2);
        // at generic parameters nothing is blocked, so leaving this point opens all that is
        assertThat(deficient.loss())
                .isCloseTo(blockedLoss(diagnosis), within(SMALL))
                .isPositive();
    }

    @Tag("silent:diagnose.rank-deficient")
    @Test
    void aGenericPointIsNotCalledDegenerate() {
        assertThat(finding(
                        diagnose(RandomCase.network(new Tanh(), 1, 2, 3, 1), noise(2, 1, 40)),
                        DiagnoseClaim.RANK_DEFICIENT))
                .isEmpty();
    }

    @Tag("says:diagnose.too-few-parameters")
    @Tag("silent:diagnose.blocked-otherwise")
    @Test
    void tooFewParametersExplainAllThatIsBlockedAtAGenericPoint() {
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 2, 3, 1), noise(2, 1, 50));
        Finding few = finding(diagnosis, DiagnoseClaim.TOO_FEW_PARAMETERS).orElseThrow();
        assertThat(few).isEqualTo(diagnosis.reasons().get(0));
        assertThat(few.loss()).isCloseTo(blockedLoss(diagnosis), within(SMALL));
        assertThat(few.message()).contains("13 parameters", "50 numbers", "37 directions");
    }

    @Tag("silent:diagnose.too-few-parameters")
    @Test
    void parametersEnoughAreNotCalledTooFew() {
        assertThat(finding(
                        diagnose(RandomCase.network(new Tanh(), 1, 2, 13, 1), noise(2, 1, 50)),
                        DiagnoseClaim.TOO_FEW_PARAMETERS))
                .isEmpty();
    }

    @Tag("says:diagnose.suspicious-samples")
    @Test
    void aWrongLabelIsFound() {
        Matrix inputs = RandomCase.gaussian(2, 60, 2);
        Network teacher = RandomCase.network(new Tanh(), 7, 2, 3, 1);
        double[] labels = teacher.evaluate(inputs).data().clone();
        for (int i = 0; i < labels.length; i++) {
            labels[i] += 0.01 * RandomCase.gaussian(1, 60, 5).data()[i];
        }
        assertThat(finding(
                        diagnose(teacher, new TrainingSet(inputs, new Matrix(1, 60, labels))),
                        DiagnoseClaim.SUSPICIOUS_SAMPLES))
                .isEmpty();
        labels[16] += 1;
        LossDiagnosis diagnosis = diagnose(teacher, new TrainingSet(inputs, new Matrix(1, 60, labels)));
        Finding suspect = finding(diagnosis, DiagnoseClaim.SUSPICIOUS_SAMPLES).orElseThrow();
        assertThat(suspect.samples()).containsExactly(16);
        assertThat(suspect.message()).startsWith("sample 17");
        assertThat(diagnosis.reasons().get(0)).isEqualTo(suspect);
    }

    @Tag("silent:diagnose.suspicious-samples")
    @Test
    @Tag("sweep")
    void normalResidualsHoldNoSuspects() {
        int suspected = 0;
        for (int seed = 0; seed < 100; seed++) {
            Matrix inputs = RandomCase.gaussian(2, 60, 1000 + seed);
            Matrix labels = RandomCase.gaussian(1, 60, 2000 + seed);
            LossDiagnosis diagnosis =
                    diagnose(RandomCase.network(new Tanh(), seed, 2, 3, 1), new TrainingSet(inputs, labels));
            suspected += finding(diagnosis, DiagnoseClaim.SUSPICIOUS_SAMPLES).isPresent() ? 1 : 0;
        }
        assertThat(suspected).isLessThanOrEqualTo(1); // the bound allows one in a hundred
    }

    @Tag("says:diagnose.dependent-rows")
    @Tag("silent:diagnose.dependent-rows")
    @Test
    void parallelRowsOfDifferentSamplesAreNamedWithTheirPart() {
        TrainingSet data = noise(3, 1, 10);
        Network network = RandomCase.network(new Relu(), 1, 3, 20, 1);
        Matrix blind = network.layers().get(0).weight().copy();
        for (int unit = 0; unit < 20; unit++) {
            blind.data()[2 * 20 + unit] = 0; // nothing sees the third feature
        }
        double[] inputs = data.inputs().data().clone();
        inputs[3 * 6] = inputs[3 * 2];
        inputs[3 * 6 + 1] = inputs[3 * 2 + 1]; // samples 3 and 7 differ there only
        network = with(network, 1, new Layer(blind, network.layers().get(0).bias(), new Relu()));
        TrainingSet close = new TrainingSet(new Matrix(3, 10, inputs), data.labels());
        LossDiagnosis diagnosis = diagnose(network, close, LayerSelection.only(2, 2));
        double difference = data.labels().get(0, 2) - data.labels().get(0, 6);
        Finding dependent = finding(diagnosis, DiagnoseClaim.DEPENDENT_ROWS).orElseThrow();
        assertThat(dependent.loss()).isCloseTo(difference * difference / 4 / 10, within(SMALL));
        assertThat(dependent.message()).contains("3, 7");
        assertThat(dependent.advice()).contains("layer 1 maps");
        assertThat(finding(diagnose(network, data, LayerSelection.only(2, 2)), DiagnoseClaim.DEPENDENT_ROWS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theReasonsSumUpToTheBlockedLoss(long seed) {
        Network network = withBias(RandomCase.network(new Relu(), seed, 2, 6, 4, 2), 1, 0, -1000);
        double[] inputs = RandomCase.gaussian(2, 40, 10 + seed).data();
        System.arraycopy(inputs, 0, inputs, 20, 2);
        Matrix labels = RandomCase.gaussian(2, 40, 20 + seed);
        labels.data()[33] += 6;
        LossDiagnosis diagnosis = diagnose(network, new TrainingSet(new Matrix(2, 40, inputs), labels));
        assertThat(diagnosis.findings())
                .extracting(Finding::claim)
                .contains(DiagnoseClaim.CONFLICTING_DUPLICATES, DiagnoseClaim.DEAD_UNITS);
        assertThat(sumOfBlockedReasons(diagnosis)).isCloseTo(blockedLoss(diagnosis), within(SMALL * diagnosis.cost()));
        assertThat(diagnosis.cost())
                .isCloseTo(Cost.of(network.evaluate(new Matrix(2, 40, inputs)), labels), within(SMALL));
    }

    @Tag("says:diagnose.undecided-rank")
    @Tag("silent:diagnose.undecided-rank")
    @Test
    void anUndecidedRankGivesABracketThatHoldsTheTruth() {
        Matrix inputs = RandomCase.gaussian(3, 30, 2); // K = 151 > 30, but the kernel's eigenvalues cannot tell
        for (int k = 0; k < 3; k++) {
            inputs.data()[3 * 7 + k] = inputs.data()[k] * (1 + 1e-9);
        }
        Matrix labels = RandomCase.gaussian(1, 30, 3);
        labels.data()[7] = labels.data()[0] + 5; // much of the loss lies in what tells samples 1 and 8 apart
        TrainingSet data = new TrainingSet(inputs, labels);
        TrainingJacobian jacobian = TrainingJacobian.of(RandomCase.network(new Tanh(), 1, 3, 30, 1), data.inputs());
        JacobianSpectrum kernel =
                JacobianSpectrum.of(jacobian, SpectrumOptions.defaults().withOnly(Tier.KERNEL));
        assertThat(kernel.rank().decided()).isFalse();
        LossDiagnosis undecided = diagnose(jacobian, kernel, data);
        LossDiagnosis decided = diagnose(jacobian, JacobianSpectrum.of(jacobian), data);
        assertThat(decided.blocked().decided()).isTrue();
        assertThat(undecided.blocked().decided()).isFalse();
        assertThat(decided.blocked().most())
                .isBetween(
                        undecided.blocked().least() - SMALL, undecided.blocked().most() + SMALL);
        assertThat(finding(decided, DiagnoseClaim.UNDECIDED_RANK)).isEmpty();
        assertThat(undecided.reasons()).extracting(Finding::claim).contains(DiagnoseClaim.UNDECIDED_RANK);
    }

    /** The part of the slow residual that is orthogonal to all columns of D but those of the saturated unit, by Gram and Schmidt. */
    @Test
    void saturatedUnitsExplainTheSlowLossThatOnlyTheyReach() {
        Network network = withBias(RandomCase.network(new Tanh(), 1, 2, 3, 1), 1, 1, 9);
        TrainingSet data = noise(2, 1, 40);
        LossDiagnosis diagnosis = diagnose(network, data);
        Finding saturated = finding(diagnosis, DiagnoseClaim.SATURATED_UNITS).orElseThrow();
        assertThat(saturated.layer()).isEqualTo(1);
        assertThat(saturated.message()).contains("layer 1: 2");
        TrainingJacobian jacobian = TrainingJacobian.of(network, data.inputs());
        Matrix dense = jacobian.dense(); // W_1 by columns, b_1, W_2, b_2: unit 2 of layer 1 has columns 1, 4 and 7
        GramSchmidt others = new GramSchmidt();
        GramSchmidt all = new GramSchmidt();
        for (int k : new int[] {0, 2, 3, 5, 6, 8, 9, 10, 11, 12, 1, 4, 7}) {
            all.add(dense.columnArray(k));
            if (k != 1 && k != 4 && k != 7) {
                others.add(dense.columnArray(k));
            }
        }
        double[] residual = network.evaluate(data.inputs()).minus(data.labels()).data();
        double only = (all.inside(residual) - others.inside(residual)) / 80;
        // the slow directions lie in what only the unit reaches up to 1e-4, the ratio of slopes: tanh'(9) is 6e-8
        assertThat(saturated.loss()).isCloseTo(only, within(1e-3 * only));
    }
}
