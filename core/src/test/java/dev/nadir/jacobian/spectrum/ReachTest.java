package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.Claim;
import dev.nadir.claim.LossClaim;
import dev.nadir.claim.Stated;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Matrix APART = Matrix.ofRows(new double[] {1, 1, 0, 0}, new double[] {0, 0, 1, 1});

    /** Two inputs twice; the network is a linear layer, D its features. */
    private static Evaluation linear() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 1, -1, -1}, new double[] {0.5, 0.5, 0.25, 0.25});
        return TrainingJacobian.of(RandomCase.network(new Identity(), 3, 2, 2), inputs);
    }

    private static Reach reach(Evaluation at, Loss loss, Matrix labels) {
        return Reach.of(at, JacobianSpectrum.of(at), loss, labels, 0);
    }

    private static List<Claim> said(Reach reach) {
        return reach.stated().stream().map(Stated::claim).toList();
    }

    @Test
    @Tag("says:loss.floor")
    void smoothedLabelsHaveAFloor() {
        Reach reach = reach(linear(), new CrossEntropy(0.1), APART);
        // the entropy of (0.95, 0.05)
        double floor = -0.95 * Math.log(0.95) - 0.05 * Math.log(0.05);
        assertThat(reach.floor()).isCloseTo(floor, within(1e-15));
        assertThat(reach.stated().get(0).words())
                .isEqualTo("the loss cannot go below 0.199, whatever the model: label smoothing 0.1");
    }

    @Test
    @Tag("silent:loss.floor")
    @Tag("says:loss.separable")
    @Tag("silent:loss.contradicted")
    void certainClassesThatAreSeparatedHaveNone() {
        Reach reach = reach(linear(), new CrossEntropy(0), APART);
        assertThat(said(reach)).containsExactly(LossClaim.SEPARABLE);
        assertThat(reach.blocked()).isLessThan(1e-6);
    }

    @Test
    @Tag("silent:loss.separable")
    @Tag("says:loss.contradicted")
    void theSameInputInTwoClassesIsAContradiction() {
        Matrix labels = Matrix.ofRows(new double[] {1, 0, 0, 0}, new double[] {0, 1, 1, 1});
        Reach reach = reach(linear(), new CrossEntropy(0), labels);
        assertThat(said(reach)).containsExactly(LossClaim.CONTRADICTED);
        assertThat(reach.separation().orElseThrow().samples()).containsExactly(0, 1);
        // the best for the pair is probability 1/2 each: log 2 twice over four samples
        assertThat(reach.blocked()).isCloseTo(Math.log(2) / 2, within(1e-6));
        assertThat(reach.bound()).isCloseTo(Math.log(2) / 2, within(1e-6));
    }

    @Test
    void theSquareLossIsSplitAsEver() {
        Evaluation at = TrainingJacobian.of(RandomCase.network(new Tanh(), 1, 3, 2, 2), RandomCase.gaussian(3, 20, 2));
        Matrix labels = RandomCase.gaussian(2, 20, 3);
        Reach reach = reach(at, Loss.SQUARE, labels);
        LossSplit split = LossSplit.of(at, JacobianSpectrum.of(at), labels);
        assertThat(reach.blocked()).isEqualTo(split.blocked());
        assertThat(Arrays.stream(reach.costPerSample()).sum()).isCloseTo(split.cost(), within(1e-14 * split.cost()));
        assertThat(reach.known()).isTrue();
        assertThat(reach.stated()).isEmpty();
    }

    @Test
    void weightDecayIsLookedAtBesideTheLoss() {
        Evaluation at = TrainingJacobian.of(RandomCase.network(new Tanh(), 1, 3, 2, 2), RandomCase.gaussian(3, 4, 2));
        Reach reach = Reach.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), APART, 0.1);
        DecayedFloor floor = reach.decayed().orElseThrow();
        double now = reach.cost() + 0.05 * Math.pow(Matrix.column(at.theta()).frobeniusNorm(), 2);
        assertThat(floor.bound()).isLessThanOrEqualTo(floor.total());
        assertThat(floor.total()).isLessThan(now);
        assertThat(floor.cost()).isBetween(reach.bound(), floor.total());
    }
}
