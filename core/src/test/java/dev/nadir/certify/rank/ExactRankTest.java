package dev.nadir.certify.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.certify.RandomNetworks;
import dev.nadir.claim.Answer;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactRankTest {
    private final SplittableRandom random = new SplittableRandom(2);

    /**
     * One input, uniform on [0, 1), 30 samples, first layer U(−1, 1), last layer frozen: arXiv 2305.19510. The fractions 0.10 and 0.73
     * are known, numpy's ranks over 200 draws give 0.145 and 0.755; 0.15 is more than two standard deviations of 60 draws.
     */
    @ParameterizedTest
    @CsvSource({"300, 0.10", "1000, 0.73"})
    void oneInputReluJacobiansHaveFullRankAsOftenAsKnown(int width, double expected) {
        long full = random.longs(60)
                .mapToObj(SplittableRandom::new)
                .filter(draw -> {
                    Network network =
                            Initialization.byName("karhadkar").network(new int[] {1, width, 1}, new Relu(), draw);
                    Matrix x = Matrix.zeros(1, 30).map(zero -> draw.nextDouble());
                    return ExactRank.lowerBound(network, x, List.of(1)) == 30;
                })
                .count();
        assertThat(full / 60.0).isCloseTo(expected, within(0.15));
    }

    /** Where the singular values leave a gap of ten digits the numerical rank is the exact one. */
    @ParameterizedTest
    @CsvSource({"3, 6, 2", "2, 2, 2", "2, 3, 1", "4, 9, 3"})
    void agreesWithTheSingularValuesWhereTheyLeaveAGap(int inputs, int width, int outputs) {
        for (double slope : new double[] {0, 0.25}) {
            Network network = RandomNetworks.dense(
                    random, slope == 0 ? new Relu() : new LeakyRelu(slope), inputs, width, width, outputs);
            Matrix x = RandomNetworks.gaussian(random, inputs, 7);
            List<Integer> all = List.of(1, 2, 3);
            ExactRank exact = ExactRank.of(network, x, all);
            double[] sigma = Svd.valuesOf(TrainingJacobian.of(network, x).dense());
            long above = Arrays.stream(sigma).filter(s -> s > 1e-10 * sigma[0]).count();
            long close = Arrays.stream(sigma)
                    .filter(s -> s > 1e-13 * sigma[0] && s < 1e-7 * sigma[0])
                    .count();
            assertThat(close).as("no gap").isZero();
            assertThat(exact.proved()).isTrue();
            assertThat(exact.rank()).isEqualTo((int) above);
        }
    }

    /** 0.1 + 0.2 is not 0.3 in doubles: a column that is dependent up to rounding only is independent, and that is proved. */
    @Test
    void seesWhatRoundingHides() {
        Network network = new Network(List.of(Layer.withoutBias(Matrix.ofRows(new double[] {1, 1}), new Identity())));
        Matrix nearly = Matrix.ofRows(new double[] {0.1 + 0.2, 1}, new double[] {0.3, 1});
        assertThat(ExactRank.of(network, nearly, List.of(1)).rank()).isEqualTo(2);
        Matrix exactly = Matrix.ofRows(new double[] {0.3, 1}, new double[] {0.3, 1});
        ExactRank rank = ExactRank.of(network, exactly, List.of(1));
        assertThat(rank.rank()).isEqualTo(1);
        assertThat(rank.proved()).isTrue();
    }

    /** z = 1 + 1e-300 - 1 is positive and 1 - 1 is 0, at the kink: decided without rounding. */
    @Test
    void signsWithinRoundingAreDecidedExactly() {
        Layer first = new Layer(Matrix.ofRows(new double[] {1, 1}), new double[] {-1}, new Relu());
        Layer second = new Layer(Matrix.ofRows(new double[] {1}), new double[1], new Identity());
        Matrix x = Matrix.ofRows(new double[] {1, 1}, new double[] {1e-300, 0});
        ExactRank rank = ExactRank.of(new Network(List.of(first, second)), x, List.of(1));
        assertThat(rank.rank()).isEqualTo(1); // the second sample is at the kink: derivative from the left, 0
        assertThat(rank.atKinks()).isEqualTo(1);
    }

    /** One weight, two samples: D = (1, 2)ᵀ, and y − x is a multiple of it, or off by the last bit. */
    @Test
    void theLinearizedProblemIsSolvableWhereTheShortfallIsInTheRange() {
        Network network = new Network(List.of(Layer.withoutBias(Matrix.column(0.1), new Identity())));
        Matrix x = Matrix.ofRows(new double[] {1, 2});
        List<Integer> one = List.of(1);
        ExactRank rank = ExactRank.of(network, x, one);
        assertThat(rank.rank()).isEqualTo(1);
        for (double y : new double[] {0.7, 0.1, -3}) {
            TrainingSet on = new TrainingSet(x, Matrix.ofRows(new double[] {y, 2 * y}));
            assertThat(ExactRank.solvable(rank, network, on, one)).isEqualTo(Answer.YES);
            TrainingSet off = new TrainingSet(x, Matrix.ofRows(new double[] {y, Math.nextUp(2 * y)}));
            assertThat(ExactRank.solvable(rank, network, off, one)).isEqualTo(Answer.NO);
        }
    }

    /** More equations than parameters: outputs of the network itself leave nothing to solve, any other labels leave it open to chance. */
    @Test
    void randomLabelsBeyondTheParametersAreNotReachedByAStep() {
        Network network = RandomNetworks.dense(random, new Relu(), 2, 2, 1);
        Matrix x = Matrix.zeros(2, 12).map(zero -> Math.rint(8 * random.nextGaussian()));
        Network whole = network.withParameters(
                Arrays.stream(network.parameters()).map(v -> Math.rint(4 * v)).toArray());
        List<Integer> all = List.of(1, 2);
        ExactRank rank = ExactRank.of(whole, x, all);
        assertThat(rank.rank()).isLessThan(12);
        TrainingSet own = new TrainingSet(x, whole.evaluate(x)); // whole numbers, exact
        assertThat(ExactRank.solvable(rank, whole, own, all)).isEqualTo(Answer.YES);
        TrainingSet other = new TrainingSet(x, RandomNetworks.gaussian(random, 1, 12));
        assertThat(ExactRank.solvable(rank, whole, other, all)).isEqualTo(Answer.NO);
        ExactRank open = new ExactRank(rank.rank(), rank.size(), false, 1, 0);
        assertThat(ExactRank.solvable(open, whole, other, all)).isEqualTo(Answer.UNDECIDED);
    }

    @Test
    void otherActivationsHaveNoRationalValues() {
        Network network = RandomNetworks.dense(random, new Tanh(), 2, 3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactRank.of(network, RandomNetworks.gaussian(random, 2, 4), List.of(1, 2)))
                .withMessageContaining("got activation tanh");
    }
}
