package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.spectrum.TangentSeparation.Answer;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.Evaluation;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.Loss;
import dev.nadir.model.SequenceModel;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvexSplitTest {

    static List<LossCase> cases() {
        return LossCase.all();
    }

    private static ConvexSplit split(LossCase c) {
        Evaluation at = c.evaluation();
        return ConvexSplit.of(at, JacobianSpectrum.of(at), c.loss(), c.labels());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSplitAgreesWithTheOracle(LossCase c) {
        ConvexSplit split = split(c);
        double cost = c.expected("cost");
        assertThat(split.cost()).isCloseTo(cost, within(1e-13 * cost));
        assertThat(split.gradientNorm()).isCloseTo(c.expected("gradientNorm"), within(1e-12 * cost));
        // Newton stops at a gap of 1e-12 of the cost, or at rounding
        assertThat(split.blocked()).isCloseTo(c.expected("blocked"), within(1e-11 * cost));
        assertThat(split.bound())
                .isLessThanOrEqualTo(c.expected("blocked"))
                .isGreaterThan(c.expected("blocked") - 1e-6 * cost); // conditioning of D times ε
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightDecayLeavesWhatTheOracleSays(LossCase c) {
        DecayedFloor decayed = DecayedFloor.of(c.evaluation(), c.loss(), c.labels(), c.expected("decay"));
        double total = c.expected("decayedTotal");
        assertThat(decayed.total()).isCloseTo(total, within(1e-11 * total));
        assertThat(decayed.bound()).isCloseTo(total, within(1e-9 * total)).isLessThanOrEqualTo(total * (1 + 1e-15));
        assertThat(decayed.cost())
                .isCloseTo(c.expected("decayedCost"), within(1e-6 * total)); // flat around the minimum
    }

    /** The certificate is checked from D built column by column: C(x + Dv) ≥ ⟨u, x + Dv⟩ − C*(u) for any v. */
    @ParameterizedTest
    @MethodSource("cases")
    void theCertificateHoldsForEveryDirection(LossCase c) {
        ConvexSplit split = split(c);
        Evaluation at = c.evaluation();
        Matrix dense = EvaluationContract.byColumns(at);
        double[] pulled = Products.transposedTimes(dense, split.certificate().data());
        double size = dense.frobeniusNorm() * split.certificate().frobeniusNorm();
        assertThat(Matrix.column(pulled).frobeniusNorm()).isLessThanOrEqualTo(1e-13 * size);
        for (int seed = 1; seed < 40; seed++) {
            Matrix v = EvaluationContract.gaussian(dense.columns(), 1, seed).map(value -> 3 * value);
            Matrix moved = new Matrix(c.labels().rows(), c.labels().columns(), at.times(v.data()));
            double there = c.loss().value(at.outputs().plus(1, moved), c.labels());
            assertThat(there).isGreaterThan(split.bound());
        }
    }

    @Test
    void theSquareLossIsSplitAsByTheProjector() {
        LossCase c = LossCase.named("square");
        Evaluation at = c.evaluation();
        LossSplit expected = LossSplit.of(at, JacobianSpectrum.of(at), c.labels());
        ConvexSplit split = split(c);
        assertThat(split.blocked()).isCloseTo(expected.blocked(), within(1e-12 * expected.cost()));
        assertThat(split.reachable()).isCloseTo(expected.reachable(), within(1e-12 * expected.cost()));
        assertThat(split.blockedGradient()).isCloseTo(expected.blockedShare(), within(1e-12));
    }

    @Test
    void onlyCentredLogitsMatterForCrossEntropy() {
        // 3 classes, 4 samples: rank D = 12 of QN, of which (Q − 1)N = 8 matter, so everything can be had
        Evaluation at = RandomCase.jacobian(new Tanh(), 4, 3, 6, 3);
        Matrix labels = oneHot(3, 0, 1, 2, 0);
        ConvexSplit split = ConvexSplit.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), labels);
        assertThat(split.rank().rank()).isEqualTo(8);
        assertThat(split.blocked()).isZero();
        assertThat(split.decided()).isTrue();
        assertThat(TangentSeparation.of(split, at.outputs(), labels).answer()).isEqualTo(Answer.SEPARABLE);
    }

    /** Two classes whose logits are one and the same number: D has rank N, and nothing of it changes cross-entropy. */
    @Test
    void aRangeOfShiftsBlocksAllOfCrossEntropy() {
        Network network = new Network(List.of(
                new Layer(RandomCase.gaussian(1, 2, 1), new double[1], new Tanh()),
                Layer.withoutBias(Matrix.column(1, 1), new Identity())));
        Evaluation at = new NetworkModel(network, LayerSelection.only(2, 1)).at(RandomCase.gaussian(2, 3, 2));
        ConvexSplit split = ConvexSplit.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), oneHot(2, 0, 1, 1));
        assertThat(split.rank().rank()).isZero();
        assertThat(split.cost()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(split.blocked()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(split.bound()).isCloseTo(Math.log(2), within(1e-14));
        assertThat(split.blockedGradient()).isCloseTo(1, within(1e-14));
    }

    @Test
    void contradictionsNameTheirSamples() {
        // a linear model on a line: sample 2 (x = 0, between two of the other class) contradicts, sample 4 has no part
        // in it
        Network network = new Network(List.of(new Layer(Matrix.column(0.1, -0.2), new double[2], new Identity())));
        Matrix inputs = Matrix.ofRows(new double[] {-1, 0, 1, 5});
        Matrix labels = oneHot(2, 0, 1, 0, 0);
        Evaluation at = new NetworkModel(network).at(inputs);
        ConvexSplit split = ConvexSplit.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), labels);
        assertThat(split.rank().rank()).isEqualTo(2);
        // by hand: f = w x + b for the difference of logits; min of the mean logistic loss, found by bisection below
        assertThat(split.blocked()).isCloseTo(leastLogistic(inputs.data(), new int[] {-1, 1, -1, -1}), within(1e-12));
        TangentSeparation separation = TangentSeparation.of(split, at.outputs(), labels);
        assertThat(separation.answer()).isEqualTo(Answer.CONTRADICTED);
        assertThat(separation.samples()).contains(0, 1);
        Matrix apart = oneHot(2, 0, 1, 1, 1);
        ConvexSplit free = ConvexSplit.of(at, JacobianSpectrum.of(at), new CrossEntropy(0), apart);
        assertThat(free.blocked()).isLessThan(1e-11);
        assertThat(free.bound()).isZero();
        TangentSeparation separable = TangentSeparation.of(free, at.outputs(), apart);
        assertThat(separable.answer()).isEqualTo(Answer.SEPARABLE);
        assertThat(separable.margin()).isPositive();
        assertThat(separable.samples()).isEmpty();
    }

    /** min over w, b of the mean of log(1 + exp(−s(wx + b))) by nested golden-section search. */
    private static double leastLogistic(double[] x, int[] signs) {
        return least(w -> least(b -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += Math.log1p(Math.exp(-signs[i] * (w * x[i] + b)));
            }
            return sum / x.length;
        }));
    }

    private static double least(java.util.function.DoubleUnaryOperator f) {
        double low = -30;
        double high = 30;
        double ratio = (Math.sqrt(5) - 1) / 2;
        for (int k = 0; k < 90; k++) {
            double a = high - ratio * (high - low);
            double b = low + ratio * (high - low);
            boolean left = f.applyAsDouble(a) < f.applyAsDouble(b);
            high = left ? b : high;
            low = left ? low : a;
        }
        return f.applyAsDouble((low + high) / 2);
    }

    @Test
    void modelsThatAreNoPerceptronsAreSplitToo() {
        SequenceModel model = SequenceModel.random(new SequenceModel.Sizes(3, 2, 2, 3, 3), 1); // K = 20
        Matrix inputs = model.inputs(30, 2);
        Matrix labels = oneHot(
                3,
                Arrays.stream(inputs.rowArray(0))
                        .mapToInt(x -> x > 0.4 ? 2 : x > -0.4 ? 1 : 0)
                        .toArray());
        Evaluation at = model.at(inputs);
        Loss loss = new CrossEntropy(0.05);
        ConvexSplit split = ConvexSplit.of(at, JacobianSpectrum.of(at), loss, labels);
        assertThat(split.bound()).isGreaterThan(split.floor());
        assertThat(split.blocked() - split.bound()).isBetween(0.0, 1e-6 * split.cost());
        double[] parts = split.blockedPerSample(loss, labels);
        assertThat(Arrays.stream(parts).sum()).isCloseTo(split.blocked(), within(1e-13 * split.cost()));
    }

    private static Matrix oneHot(int classes, int... codes) {
        Matrix labels = Matrix.zeros(classes, codes.length);
        for (int i = 0; i < codes.length; i++) {
            labels.data()[i * classes + codes[i]] = 1;
        }
        return labels;
    }
}
