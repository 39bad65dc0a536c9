package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Problems that have no exact solution, in every way that could fool a certificate; -Dnadir.impossible=N for a longer run. */
class ImpossibleProblemsTest {
    private static final int CASES = Integer.getInteger("nadir.impossible", 300);
    private static final List<Activation> ACTIVATIONS =
            List.of(new Tanh(), new Softplus(), new Sigmoid(), new Gelu(), new Relu(), new LeakyRelu());

    private final SplittableRandom random = new SplittableRandom(17);

    private static Certification certify(Network network, TrainingSet data) {
        return new Certifier(network, data).certify(Progress.NONE);
    }

    private Activation activation(int i) {
        return ACTIVATIONS.get(i % ACTIVATIONS.size());
    }

    /** What the network gives, in doubles: residuals of rounding only. */
    private static TrainingSet fitted(Network network, Matrix inputs) {
        return new TrainingSet(inputs, network.evaluate(inputs));
    }

    private static TrainingSet moved(TrainingSet data, int entry, double by) {
        Matrix labels = data.labels().copy();
        double before = labels.data()[entry];
        labels.data()[entry] = before + by == before ? Math.nextUp(before) : before + by;
        return new TrainingSet(data.inputs(), labels);
    }

    private double multiple() {
        return Math.pow(10, 1 + random.nextInt(12));
    }

    /** One sample twice, the second label moved by 10, 100, … times the residual: refuted, not only not certified. */
    @Tag("says:certify.conflicting-labels")
    @Test
    void conflictingDuplicatesAreRefuted() {
        for (int i = 0; i < CASES / 3; i++) {
            Network network = RandomNetworks.dense(random, activation(i), 3, 12, 2);
            Matrix inputs = RandomNetworks.gaussian(random, 3, 5).selectColumns(0, 1, 2, 3, 4, 2);
            TrainingSet data = fitted(network, inputs);
            double residual =
                    Measured.of(network, fitted(network, inputs.columns(0, 5))).residual();
            assertThat(certify(network, moved(data, 2 * 5, multiple() * residual)))
                    .isInstanceOf(Certification.Refuted.class);
        }
    }

    /**
     * Fewer parameters than equations: the outputs that can be reached have dimension K below QN, so labels drawn from a
     * density, or outputs with one entry moved, are out of reach with probability 1.
     */
    @Test
    void fewerParametersThanEquationsAreNeverCertified() {
        for (int i = 0; i < CASES / 3; i++) {
            Network network = RandomNetworks.dense(random, activation(i), 2, 3, 1); // K = 13
            Matrix inputs = RandomNetworks.gaussian(random, 2, 16);
            TrainingSet fitted = fitted(network, inputs);
            double residual = Measured.of(network, fitted).residual();
            TrainingSet data = i % 2 == 0
                    ? moved(fitted, random.nextInt(16), multiple() * residual)
                    : new TrainingSet(inputs, RandomNetworks.gaussian(random, 1, 16));
            assertThat(certify(network, data)).as("case " + i).isNotInstanceOf(Certified.class);
        }
    }

    /** Affine layers only and more samples than features: the labels are off the row space by the rounding, or 10 × ρ. */
    @Tag("says:certify.not-affine")
    @Test
    void labelsOutsideTheRowSpaceAreRefuted() {
        for (int i = 0; i < CASES / 3; i++) {
            Network network = RandomNetworks.dense(random, new Identity(), 3, 5, 1);
            Matrix inputs = RandomNetworks.gaussian(random, 3, 9);
            TrainingSet fitted = fitted(network, inputs);
            double residual = Measured.of(network, fitted).residual();
            assertThat(certify(network, moved(fitted, random.nextInt(9), multiple() * residual)))
                    .isInstanceOf(Certification.Refuted.class);
        }
    }

    /** A layer that is wide enough but whose features are dependent by construction: exactly, not up to rounding. */
    @Test
    void dependentFeaturesAreNeverTakenForIndependent() {
        for (int i = 0; i < 60; i++) {
            // whole numbers with 26 bits: sums of three of them are exact, their products are not
            Matrix first = RandomNetworks.gaussian(random, 12, 3).map(v -> Math.rint(v * 0x1p24));
            Matrix mixed =
                    Matrix.ofRows(new double[] {1, 0, 0, 1}, new double[] {0, 1, 0, 1}, new double[] {0, 0, 1, -1});
            Matrix dependent = Products.times(first, mixed);
            assertThat(SpectralBounds.ofBlas().least(dependent)).isZero();
            double scale = Math.scalb(1.0, random.nextInt(600) - 300);
            assertThat(SpectralBounds.ofBlas().least(dependent.map(v -> v * scale)))
                    .isZero();
        }
    }

    /** Rows that differ in the last bit, labels that do not agree: attainable in principle, but not near these parameters. */
    @Test
    void nearDuplicatesWithFarLabelsAreNotCertifiedCloseBy() {
        for (int i = 0; i < 24; i++) {
            Network network = RandomNetworks.dense(random, activation(i), 3, 12, 1);
            Matrix inputs = RandomNetworks.gaussian(random, 3, 4).selectColumns(0, 1, 2, 3, 3);
            inputs.data()[12] = Math.nextUp(inputs.data()[12]);
            TrainingSet data = moved(fitted(network, inputs), 4, 1);
            Certification outcome = certify(network, data);
            // moving outputs of inputs 1 ulp apart by 1 needs slopes of 1e15
            if (outcome instanceof Certified found) {
                assertThat(found.radius()).isGreaterThan(1e10);
            }
        }
    }

    /** Labels at 10³⁰⁰ and 10⁻³⁰⁰, weights that overflow or vanish: no number that is not one gets through. */
    @Test
    void extremeScalesAreNotCertifiedUnlessProved() {
        for (double scale : new double[] {1e300, 1e160, 1e-160, 1e-300, 4.9e-324}) {
            Network network = RandomNetworks.dense(random, new Tanh(), 2, 3, 1);
            Matrix inputs = RandomNetworks.gaussian(random, 2, 16);
            TrainingSet data = new TrainingSet(
                    inputs, RandomNetworks.gaussian(random, 1, 16).map(v -> v * scale));
            assertThat(certify(network, data)).as("scale " + scale).isNotInstanceOf(Certified.class);
        }
    }
}
