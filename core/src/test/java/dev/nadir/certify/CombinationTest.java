package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nadir.certify.Certification.Refuted;
import dev.nadir.claim.CertifyClaim;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refutations that anyone can add up. */
class CombinationTest {
    private static final Matrix CORNERS = Matrix.ofRows(new double[] {0, 1, 0, 1}, new double[] {0, 1, 1, 0});

    private final SplittableRandom random = new SplittableRandom(18);

    private static Certification certify(Activation activation, TrainingSet data) {
        Matrix weight = Matrix.zeros(data.outputDim(), data.inputDim()).map(zero -> 1);
        Layer layer = new Layer(weight, new double[data.outputDim()], activation);
        return new Certifier(new Network(List.of(layer)), data).certify(Progress.NONE);
    }

    private static Obstruction refuted(Certification outcome) {
        assertThat(outcome).isInstanceOf(Refuted.class);
        return ((Refuted) outcome).obstruction();
    }

    /** XOR: (0,0) + (1,1) − (0,1) − (1,0) = 0; the best affine map is 1/2, at cost 1/8. */
    @Tag("says:certify.cost-at-least")
    @Test
    void theDualCertificateOfXorIsTheBestThereIs() {
        TrainingSet xor = new TrainingSet(CORNERS, Matrix.ofRows(new double[] {1, 1, 0, 0}));
        Obstruction never = refuted(certify(new Identity(), xor));
        assertThat(never.said().claim()).isEqualTo(CertifyClaim.NOT_AFFINE);
        Combination found = never.combination().orElseThrow();
        assertThat(found.samples()).containsExactly(1, 2, 3, 4);
        assertThat(found.weights().stream().map(BigInteger::abs)).containsOnly(BigInteger.ONE);
        assertThat(found.costBound(xor)).isEqualTo(Math.nextDown(0.125));
        assertThat(never.costs().orElseThrow().claim()).isEqualTo(CertifyClaim.COST_AT_LEAST);
    }

    /** Gaussian data of every shape: u is checked without rounding, and the bound is never above the least cost, by least squares. */
    @Test
    void labelsOffTheRowSpaceGiveACombinationWhoseBoundIsBelowTheLeastCost() {
        for (int trial = 0; trial < 60; trial++) {
            int inputs = 1 + random.nextInt(6);
            TrainingSet data = RandomNetworks.data(random, inputs, 2, inputs + 2 + random.nextInt(6));
            double scale = Math.scalb(1.0, random.nextInt(40) - 20);
            TrainingSet scaled = new TrainingSet(data.inputs().map(x -> x * scale), data.labels());
            Combination found = DualSearch.of(scaled).orElseThrow();
            assertThat(found.vanishesOn(scaled.inputs())).isTrue();
            assertThat(found.refutesAffine(scaled)).isTrue();
            double least = leastCost(data, found.output() - 1);
            assertThat(found.costBound(scaled)).isPositive().isLessThanOrEqualTo(least * (1 + 1e-9));
        }
    }

    /** Of one output: ‖y (I − V Vᵀ)‖²/(2N) with orthonormal columns V that span those of [X; 1ᵀ]ᵀ. */
    private static double leastCost(TrainingSet data, int output) {
        Matrix y = data.labels().rows(output, output + 1);
        Matrix v = Qr.of(data.inputs().appendRow(1).transpose()).thinQ();
        Matrix off = y.minus(Products.timesTransposed(Products.times(y, v), v));
        return Math.pow(off.frobeniusNorm(), 2) / (2 * data.samples());
    }

    /** An affine map of whole numbers, and inputs of low rank: nothing is found, nothing is said. */
    @Tag("silent:certify.cost-at-least")
    @Test
    void labelsOnAnAffineMapGiveNone() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 6, 8, 10});
        TrainingSet data = new TrainingSet(inputs, Matrix.ofRows(new double[] {3, 5, 7, 9, 11}));
        assertThat(DualSearch.of(data)).isEmpty();
        assertThat(certify(new Identity(), data)).isNotInstanceOf(Refuted.class);
        TrainingSet off = new TrainingSet(inputs, Matrix.ofRows(new double[] {3, 5, 7, 9, Math.nextUp(11.0)}));
        assertThat(refuted(certify(new Identity(), off)).costs()).isPresent();
    }

    /** One number moved by its last bit, one sample taken away: no longer a proof. */
    @Test
    void aCombinationHoldsOnItsNumbersOnly() {
        TrainingSet data = RandomNetworks.data(random, 3, 1, 6);
        Combination found = DualSearch.of(data).orElseThrow();
        Matrix moved = data.inputs().copy();
        int at = 3 * (found.samples()[0] - 1);
        moved.data()[at] = Math.nextUp(moved.data()[at]);
        assertThat(found.vanishesOn(moved)).isFalse();
        Combination doubled = new Combination(1, new int[] {1, 2}, List.of(BigInteger.TWO, BigInteger.ONE.negate()));
        assertThat(doubled.vanishesOn(Matrix.zeros(3, 2))).isFalse(); // does not add up to 0
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Combination(1, new int[] {1}, List.of()))
                .withMessageContaining("got 0, expected one for each of 1");
    }

    /** XOR behind a sigmoid, with labels that it takes: two of the corners above, two below. */
    @Tag("says:certify.not-increasing")
    @Test
    void xorIsNoIncreasingFunctionOfAnAffineMap() {
        for (Activation activation : List.of(new Sigmoid(), new Tanh(), new Softplus(), new Relu(), new Elu())) {
            TrainingSet xor = new TrainingSet(CORNERS, Matrix.ofRows(new double[] {0.9, 0.8, 0.2, 0.3}));
            Obstruction never = refuted(certify(activation, xor));
            assertThat(never.said().claim()).isEqualTo(CertifyClaim.NOT_INCREASING);
            Combination found = never.combination().orElseThrow();
            assertThat(found.refutesIncreasing(xor)).isTrue();
            TrainingSet other = new TrainingSet(CORNERS, Matrix.ofRows(new double[] {0.9, 0.2, 0.8, 0.3}));
            assertThat(found.refutesIncreasing(other)).isFalse();
        }
    }

    /** Labels that a sigmoid network gives, rounded: increasing along its weights, so nothing may be said. */
    @Tag("silent:certify.not-increasing")
    @Test
    void labelsOfSuchANetworkAreNotRefuted() {
        for (int trial = 0; trial < 40; trial++) {
            Matrix inputs = RandomNetworks.gaussian(random, 2, 12);
            Layer layer = new Layer(RandomNetworks.gaussian(random, 2, 2), new double[2], new Sigmoid());
            Network network = new Network(List.of(layer));
            TrainingSet data = new TrainingSet(inputs, network.evaluate(inputs));
            assertThat(new Certifier(network, data).certify(Progress.NONE)).isNotInstanceOf(Refuted.class);
        }
    }

    /** Rank 50: whole numbers of thousands of bits. */
    @Test
    void manyInputsTakeLongNumbersOnly() {
        TrainingSet data = RandomNetworks.data(random, 49, 1, 55);
        Combination found = DualSearch.of(data).orElseThrow();
        assertThat(found.samples()).hasSize(51);
        assertThat(found.refutesAffine(data)).isTrue();
    }
}
