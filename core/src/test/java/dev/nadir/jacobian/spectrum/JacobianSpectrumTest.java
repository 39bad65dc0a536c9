package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.JacobianCase;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.TrainingJacobianTest;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JacobianSpectrumTest {

    static List<JacobianCase> cases() {
        return JacobianCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rankAndSingularValuesAgreeWithTheOracle(JacobianCase golden) {
        JacobianSpectrum spectrum = JacobianSpectrum.of(golden.operator());
        assertThat(spectrum.rank().rank()).isEqualTo(golden.exactRank());
        assertThat(spectrum.rank().decided()).isTrue();
        double sigmaMax = golden.singularValues()[0];
        for (int k = 0; k < golden.singularValues().length; k++) {
            double sigma = golden.singularValues()[k];
            boolean nearDuplicate = golden.name().endsWith("1e-10") && sigma < 1e-9;
            double tolerance = nearDuplicate ? 1e-6 * sigma : 1e-12 * sigmaMax + 1e-10 * sigma;
            assertThat(spectrum.singularValues()[k]).isCloseTo(sigma, within(tolerance));
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void everyTierFindsTheSameSpectrumWithinItsAccuracy(Tier tier) {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 10, 12, 14, 13, 2);
        double[] exact = Svd.valuesOf(jacobian.dense()); // of D itself, entry by entry
        JacobianSpectrum spectrum =
                JacobianSpectrum.of(jacobian, SpectrumOptions.defaults().withOnly(tier));
        assertThat(spectrum.rank().full()).isTrue();
        for (int k = 0; k < exact.length; k++) {
            double ratio = spectrum.singularValues()[k] / exact[k];
            assertThat(ratio).isBetween(tier == Tier.SKETCH ? 0.6 : 1 - 1e-9, tier == Tier.SKETCH ? 1.3 : 1 + 1e-9);
        }
        Matrix identity = Products.gram(spectrum.left());
        assertThat(identity.minus(Matrix.identity(20)).maxAbs()).isLessThan(1e-12);
    }

    /** Samples 0 and 1 differ by 1e-9: σ_min/σ_max is about 1e-10, which DDᵀ cannot show. */
    private static TrainingJacobian nearDuplicates(double distance) {
        Matrix inputs = RandomCase.gaussian(30, 60, 2);
        for (int i = 0; i < 30; i++) {
            inputs.data()[30 + i] = inputs.data()[i] + distance * Math.sin(i + 1);
        }
        return TrainingJacobian.of(RandomCase.network(new Tanh(), 1, 30, 60, 60, 2), inputs);
    }

    @Test
    void smallSingularValuesEscalateToTheSketch() {
        TrainingJacobian jacobian = nearDuplicates(1e-9);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        assertThat(spectrum.tier()).isEqualTo(Tier.SKETCH);
        assertThat(spectrum.rank().full()).isTrue();
        assertThat(spectrum.reason()).contains("noise level", "sketch");
        JacobianSpectrum exact =
                JacobianSpectrum.of(jacobian, SpectrumOptions.defaults().withOnly(Tier.EXACT));
        double ratio = spectrum.singularValues()[119] / exact.singularValues()[119];
        assertThat(ratio).isBetween(0.6, 1.3);
        JacobianSpectrum kernel =
                JacobianSpectrum.of(jacobian, SpectrumOptions.defaults().withOnly(Tier.KERNEL));
        assertThat(kernel.rank().decided()).isFalse();
    }

    @Test
    void exactDuplicatesLoseExactlyTheirRank() {
        JacobianSpectrum spectrum = JacobianSpectrum.of(nearDuplicates(0));
        assertThat(spectrum.rank().rank()).isEqualTo(118);
        assertThat(spectrum.rank().decided()).isTrue();
    }

    @Test
    void noGapMeansUndecidedNotANumber() {
        // distance 4e-12 puts σ_min within a factor of 10 of the cut K ε σ_max
        JacobianSpectrum spectrum = JacobianSpectrum.of(nearDuplicates(4e-12));

        assertThat(spectrum.tier()).isEqualTo(Tier.EXACT);
        assertThat(spectrum.rank().decided()).isFalse();
    }

    @Test
    void streamedAndDenseExactTiersAgree() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 12, 40, 41, 42, 2);
        StreamedQr stream = new StreamedQr(24);
        for (BroadcastProduct block : jacobian.factors().products()) {
            for (int j = 0; j < block.features().rows(); j++) {
                stream.add(block.transposedColumns(j));
            }
        }
        double[] streamed = dev.nadir.linalg.Svd.valuesOf(stream.finish());
        double[] dense = dev.nadir.linalg.Svd.valuesOf(jacobian.dense());
        TrainingJacobianTest.assertClose(streamed, dense, 24 * Math.ulp(1.0) * dense[0]);
    }

    @Test
    void zeroMatrixHasRankZero() {
        // a dead hidden layer in front, only the first layer trained: D = 0
        TrainingJacobian golden = JacobianCase.named("zero-parameters-tanh").operator();
        JacobianSpectrum spectrum = JacobianSpectrum.of(golden.restrictedTo(LayerSelection.only(3, 1)));
        assertThat(spectrum.rank().rank()).isZero();
        assertThat(spectrum.rank().decided()).isTrue();
    }

    @Test
    void projectorIsIdempotentAndSymmetricAndFixesTheRange() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Relu(), 20, 2, 3, 2);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        RangeProjector projector = spectrum.projector();
        double[] u = RandomCase.vector(40, 1);
        double[] w = RandomCase.vector(40, 2);
        double[] once = projector.apply(u);
        TrainingJacobianTest.assertClose(projector.apply(once), once, 1e-13);
        assertThat(TrainingJacobianTest.dot(projector.apply(u), w))
                .isCloseTo(TrainingJacobianTest.dot(u, projector.apply(w)), within(1e-13));
        double[] inRange = jacobian.times(RandomCase.vector(jacobian.columns(), 3));
        TrainingJacobianTest.assertClose(projector.apply(inRange), inRange, 1e-12);
        assertThat(Matrix.column(projector.complement(inRange)).maxAbs()).isLessThan(1e-12);
    }
}
