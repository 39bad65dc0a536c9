package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.Blocking;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.SequenceModel;
import dev.nadir.progress.Progress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernel, tiers, projector, split and extremes on a model that is no perceptron, against D built column by column. */
class OtherModelTest {
    private static final double EPS = Math.ulp(1.0);

    private final SequenceModel wide = SequenceModel.random(new SequenceModel.Sizes(3, 30, 20, 5, 2), 1);
    private final SequenceModel narrow = SequenceModel.random(new SequenceModel.Sizes(4, 2, 2, 3, 2), 1);

    @ParameterizedTest
    @EnumSource(Tier.class)
    void everyTierFindsTheSpectrum(Tier tier) {
        Evaluation at = wide.at(wide.inputs(12, 2)); // K = 780, QN = 24
        JacobianSpectrum spectrum =
                JacobianSpectrum.of(at, SpectrumOptions.defaults().withOnly(tier));
        double[] exact = Svd.valuesOf(EvaluationContract.byColumns(at));
        assertThat(spectrum.rank().full()).isTrue();
        for (int k = 0; k < exact.length; k++) {
            double ratio = spectrum.singularValues()[k] / exact[k];
            assertThat(ratio).isBetween(tier == Tier.SKETCH ? 0.6 : 1 - 1e-9, tier == Tier.SKETCH ? 1.3 : 1 + 1e-9);
        }
    }

    @Test
    void rankAndSplitOfTooFewParametersAgreeWithTheDenseProjector() {
        Matrix inputs = narrow.inputs(20, 2); // K = 18 < QN = 40
        Evaluation at = narrow.at(inputs);
        Matrix labels = EvaluationContract.gaussian(2, 20, 3);
        JacobianSpectrum spectrum = JacobianSpectrum.of(at);
        Svd svd = Svd.of(EvaluationContract.byColumns(at));
        int rank = (int) Arrays.stream(svd.values())
                .filter(value -> value > 1e-12 * svd.values()[0])
                .count();
        assertThat(spectrum.rank().rank()).isEqualTo(rank);
        double[] residual = at.outputs().minus(labels).data();
        Matrix basis = svd.left().columns(0, rank);
        double[] inRange = Products.transposedTimes(basis, residual);
        double reachable = Math.pow(Matrix.column(inRange).frobeniusNorm(), 2) / 40;
        double cost = Math.pow(Matrix.column(residual).frobeniusNorm(), 2) / 40;
        LossSplit split = LossSplit.of(at, spectrum, labels);
        assertThat(split.cost()).isCloseTo(cost, within(1e-14 * cost));
        assertThat(split.reachable()).isCloseTo(reachable, within(1e-12 * cost));
        assertThat(split.reachable() + split.blocked()).isCloseTo(cost, within(1e-13 * cost));
        double gradient = Matrix.column(Products.transposedTimes(EvaluationContract.byColumns(at), residual))
                        .frobeniusNorm()
                / 20;
        assertThat(split.gradientNorm()).isCloseTo(gradient, within(1e-13 * gradient));
    }

    @Test
    void theKernelDoesNotDependOnBlocksAndThreads() {
        Evaluation at = wide.at(wide.inputs(12, 2));
        Matrix expected = Products.outerGram(EvaluationContract.byColumns(at));
        double accuracy = 100 * EPS * expected.maxAbs();
        assertThat(EmpiricalNtk.of(at).kernel().minus(expected).maxAbs()).isLessThan(accuracy);
        Matrix tiled =
                EmpiricalNtk.of(at, new Blocking(30_000, 2), Progress.NONE).kernel();
        assertThat(tiled.minus(expected).maxAbs()).isLessThan(accuracy);
    }

    @Test
    void extremesAreFoundWithoutTheKernel() {
        Evaluation at = wide.at(wide.inputs(12, 2));
        double[] exact = Svd.valuesOf(EvaluationContract.byColumns(at));
        KernelExtremes extremes = KernelExtremes.of(at, 1e-8, 1000);
        assertThat(extremes.method()).isEqualTo("Lanczos");
        assertThat(extremes.largest()).isCloseTo(exact[0] * exact[0], within(extremes.largestError()));
        double smallest = exact[exact.length - 1] * exact[exact.length - 1];
        assertThat(extremes.smallest()).isCloseTo(smallest, within(extremes.smallestError()));
    }

    /** K is large, yet only the one entry of the table that is looked up has columns that are not zero. */
    @Test
    void columnsOfZerosThatAreLeftOutCountAsSingularValuesZero() {
        SequenceModel table = SequenceModel.random(new SequenceModel.Sizes(1, 1, 2, 150_000, 1), 1);
        Matrix inputs = table.inputs(30, 2);
        for (int i = 0; i < 30; i++) {
            inputs.data()[2 * i + 1] = 7;
        }
        JacobianSpectrum spectrum =
                JacobianSpectrum.of(table.at(inputs), SpectrumOptions.defaults().withOnly(Tier.EXACT));
        assertThat(spectrum.singularValues()).hasSize(30);
        double rounding = 30 * EPS * spectrum.singularValues()[0];
        assertThat(Arrays.stream(spectrum.singularValues()).skip(10)).allMatch(value -> value <= rounding);
        assertThat(spectrum.rank().rank()).isLessThanOrEqualTo(10);
    }

    @Test
    void outputsThatAreNotFiniteAreRefused() {
        double[] theta = wide.theta().clone();
        theta[0] = Double.NaN;
        Evaluation at = wide.withParameters(theta).at(wide.inputs(3, 1));
        assertThatThrownBy(() -> JacobianSpectrum.of(at)).hasMessageStartingWith("outputs: got NaN");
    }
}
