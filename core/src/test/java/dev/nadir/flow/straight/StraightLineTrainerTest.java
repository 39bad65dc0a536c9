package dev.nadir.flow.straight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Problems;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.straight.StraightLineResult.Status;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.SequenceModel;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.progress.Progress;
import org.junit.jupiter.api.Test;

class StraightLineTrainerTest {
    private static final StraightLineTrainer TRAINER =
            new StraightLineTrainer(StraightLineOptions.defaults(), Progress.NONE);

    private static StraightLineResult train(LossLandscape landscape) {
        return TRAINER.train(landscape.perceptron().orElseThrow().network(landscape.start()), landscape.data());
    }

    @Test
    void freshNetworkReachesRoundingInFewJacobians() {
        LossLandscape landscape = Problems.gaussian("tanh", 20, 6, 25, 25, 25, 3);
        StraightLineResult result = train(landscape);
        assertThat(result.status()).isEqualTo(Status.FITTED);
        assertThat(result.residual()).isLessThan(1e-13);
        assertThat(result.jacobians()).isLessThanOrEqualTo(25);
        Matrix start = Matrix.column(landscape.start());
        assertThat(result.change())
                .isEqualTo(Matrix.column(result.theta()).minus(start).frobeniusNorm())
                .isBetween(0.0, 2 * start.frobeniusNorm());
    }

    @Test
    void modelsThatAreNoPerceptronsAreTrainedToo() {
        SequenceModel model = SequenceModel.random(new SequenceModel.Sizes(3, 30, 20, 5, 2), 1);
        TrainingSet data = new TrainingSet(model.inputs(12, 2), EvaluationContract.gaussian(2, 12, 3));
        StraightLineResult result = TRAINER.train(model, data);
        assertThat(result.status()).isEqualTo(Status.FITTED);
        Matrix reached = model.withParameters(result.theta()).outputs(data.inputs());
        assertThat(reached.minus(data.labels()).maxAbs()).isLessThan(1e-10);
    }

    @Test
    void consistentDuplicatesAreNoObstacle() {
        LossLandscape landscape = Problems.gaussian("tanh", 10, 7, 5, 12, 1);
        Matrix inputs = landscape.data().inputs().selectColumns(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3);
        Matrix labels = landscape.data().labels().selectColumns(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3);
        StraightLineResult result = TRAINER.train(
                landscape.perceptron().orElseThrow().network(landscape.start()), new TrainingSet(inputs, labels));
        assertThat(result.fitted()).isTrue();
        assertThat(result.residual()).isLessThan(1e-12);
    }

    @Test
    void conflictingDuplicatesAreNamed() {
        LossLandscape landscape = Problems.gaussian("tanh", 10, 7, 5, 12, 1);
        Matrix inputs = landscape.data().inputs().selectColumns(0, 1, 2, 3, 4, 5, 6, 7, 8, 3);
        StraightLineResult result = TRAINER.train(
                landscape.perceptron().orElseThrow().network(landscape.start()),
                new TrainingSet(inputs, landscape.data().labels()));
        assertThat(result.status()).isEqualTo(Status.CONFLICTING_DUPLICATES);
        assertThat(result.message()).contains("samples 4 and 10");
    }

    @Test
    void fewerParametersThanLabelsAreRefusedBeforeStarting() {
        StraightLineResult result = train(Problems.gaussian("tanh", 40, 8, 2, 4, 1));
        assertThat(result.status()).isEqualTo(Status.RANK_DEFICIENT);
        assertThat(result.message()).contains("QN = 40", "K = 17");
        assertThat(result.wayOut()).contains("K < QN");
        assertThat(result.jacobians()).isZero();
    }

    @Test
    void deadNetworkIsRefusedAlthoughItHasEnoughParameters() {
        LossLandscape landscape = Problems.gaussian("tanh", 10, 9, 5, 12, 1);
        Network zero = Initialization.of(Initialization.Scheme.ZERO)
                .network(new int[] {5, 12, 1}, Activations.byName("tanh"), 1);
        StraightLineResult result = TRAINER.train(zero, landscape.data());
        assertThat(result.status()).isEqualTo(Status.RANK_DEFICIENT);
        assertThat(result.message()).contains("rank D = 1 of QN = 10");
    }
}
