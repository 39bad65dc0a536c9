package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.Certification.Refuted;
import dev.nadir.claim.CertifyClaim;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Silu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertifierTest {
    private final SplittableRandom random = new SplittableRandom(5);

    static Stream<Activation> activations() {
        return Stream.of(
                new Tanh(),
                new Sigmoid(),
                new Softplus(),
                new Gelu(),
                new Silu(),
                new Elu(),
                new Sin(),
                new Exp(),
                new Relu(),
                new LeakyRelu());
    }

    private static Certified certified(Certification outcome) {
        assertThat(outcome).isInstanceOf(Certified.class);
        return (Certified) outcome;
    }

    private static Certification certify(Network network, TrainingSet data) {
        return new Certifier(network, data).certify(Progress.NONE);
    }

    private static Certification moving(Network network, TrainingSet data, Integer... layers) {
        return new Certifier(network, data).certify(List.of(layers), Progress.NONE);
    }

    /** The affine output layer: γ = 0, and the radius is the residual over the least singular value. */
    @Tag("says:certify.exact-within")
    @ParameterizedTest
    @MethodSource("activations")
    void aSolvedOutputLayerIsCertified(Activation activation) {
        TrainingSet data = RandomNetworks.data(random, 4, 2, 9);
        Network network = RandomNetworks.solved(RandomNetworks.dense(random, activation, 4, 20, 2), data);
        Certified found = certified(moving(network, data, 2));
        assertThat(found.method()).isEqualTo(Method.COORDINATE_BRACKETS);
        assertThat(found.relativeRadius()).isLessThan(1e-9);
    }

    /** Labels a little off what the network gives: dense layers above the one moved, so no coordinate stands alone. */
    @ParameterizedTest
    @MethodSource("activations")
    void aFirstLayerUnderDenseLayersIsCertifiedSampleBySample(Activation activation) {
        int[] dims = activation instanceof Exp ? new int[] {12, 6, 2} : new int[] {12, 6, 6, 2}; // not exp of exp
        Network network = RandomNetworks.dense(random, activation, dims);
        Matrix inputs = RandomNetworks.gaussian(random, 12, 7);
        Matrix near = network.evaluate(inputs).map(x -> x * (1 + 1e-10));
        TrainingSet data = new TrainingSet(inputs, near);
        Certification outcome = moving(network, data, 1);
        if (activation.hasKink() && !(outcome instanceof Certified)) {
            return; // a sample may have fewer live units than outputs
        }
        assertThat(certified(outcome).method()).isEqualTo(Method.PIVOT_LAYER);
        assertThat(certified(outcome).relativeRadius()).isLessThan(1e-6);
    }

    /** Fewer features than samples in every layer, but enough parameters in all of them. */
    @Test
    void allParametersAreMovedWhereNoLayerSuffices() {
        Network network = RandomNetworks.dense(random, new Tanh(), 3, 8, 8, 1); // K = 113
        Matrix inputs = RandomNetworks.gaussian(random, 3, 20);
        TrainingSet data = new TrainingSet(inputs, network.evaluate(inputs).map(x -> x + 1e-12));
        Certified found = certified(certify(network, data));
        assertThat(found.method()).isEqualTo(Method.PARAMETERS);
        assertThat(found.layers()).containsExactly(1, 2, 3);
        assertThat(found.bounds().lipschitz()).isPositive();
    }

    /** γρ/σ² grows with the residual; where it is too large both sides are named. */
    @Tag("silent:certify.exact-within")
    @Test
    void aResidualThatIsTooLargeIsNamedWithBothSides() {
        Network network = RandomNetworks.dense(random, new Tanh(), 3, 8, 8, 1);
        Matrix inputs = RandomNetworks.gaussian(random, 3, 20);
        TrainingSet data = new TrainingSet(inputs, network.evaluate(inputs).map(x -> x + 0.5));
        Inconclusive open = (Inconclusive) certify(network, data);
        assertThat(open.failing().inequality()).contains("γρ/σ² ≤ 1/2");
        assertThat(open.failing().left()).isGreaterThan(open.failing().right());
        assertThat(open.failing().wayOut()).isNotBlank();
    }

    /** Depth 200: the product of the norms is beyond all bounds, brackets are not. */
    @Test
    void coordinatewiseNetworksAreCertifiedAtAnyDepth() {
        int depth = 200;
        Matrix inputs = RandomNetworks.gaussian(random, 8, 6);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(RandomNetworks.gaussian(random, 2, 8).map(w -> 0.05 * w), new double[2], new Tanh()));
        for (int l = 0; l < depth; l++) {
            layers.add(new Layer(
                    Matrix.ofRows(new double[] {1.1, 0}, new double[] {0, -1.1}),
                    new double[2],
                    l == depth - 1 ? new Identity() : new Tanh()));
        }
        Network network = new Network(layers);
        TrainingSet data = new TrainingSet(inputs, network.evaluate(inputs));
        Certified found = certified(moving(network, data, 1));
        assertThat(found.method()).isEqualTo(Method.COORDINATE_BRACKETS);
    }

    /** Samples that occur twice are one condition. */
    @Tag("silent:certify.conflicting-labels")
    @Test
    void repeatedSamplesCountOnce() {
        TrainingSet data = RandomNetworks.data(random, 4, 2, 5);
        Network network = RandomNetworks.solved(RandomNetworks.dense(random, new Tanh(), 4, 8, 2), data);
        int[] twice = {0, 1, 2, 3, 4, 0, 3};
        TrainingSet repeated = new TrainingSet(
                data.inputs().selectColumns(twice), data.labels().selectColumns(twice));
        certified(certify(network, repeated));
    }

    /** A decision by margins: the codes are exactly 0 and 1, and the labels, 0.1 among them, come out to the last bit. */
    @Tag("says:certify.exact-as-stored")
    @Tag("silent:certify.exact-as-stored")
    @Test
    void exactNetworksNeedNoNeighbour() {
        Layer sides = new Layer(Matrix.ofRows(new double[] {3.7}), new double[] {0.2}, new Relu());
        Layer code = new Layer(Matrix.ofRows(new double[] {-1}), new double[] {1}, new Relu());
        Layer output = new Layer(Matrix.ofRows(new double[] {0.1}), new double[] {0}, new Identity());
        Network network = new Network(List.of(sides, code, output));
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(new double[] {-0.9, -0.3, 0.9, 1.3, 0.4}),
                Matrix.ofRows(new double[] {0.1, 0.1, 0, 0, 0}));
        Certified found = certified(certify(network, data));
        assertThat(found.method()).isEqualTo(Method.EXACT_EVALUATION);
        assertThat(found.radius()).isZero();
        TrainingSet off = new TrainingSet(data.inputs(), data.labels().map(y -> y == 0 ? 0 : Math.nextUp(y)));
        assertThat(certify(network, off))
                .matches(outcome -> !(outcome instanceof Certified other && other.method() == Method.EXACT_EVALUATION));
    }

    @Tag("says:certify.out-of-range")
    @Tag("silent:certify.out-of-range")
    @Test
    void labelsThatTheOutputActivationDoesNotTakeAreRefuted() {
        Network network =
                new Network(List.of(new Layer(Matrix.ofRows(new double[] {1, 2}), new double[1], new Sigmoid())));
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(new double[] {1, 2}, new double[] {0, 1}), Matrix.ofRows(new double[] {0.5, 1}));
        Refuted never = (Refuted) certify(network, data);
        assertThat(never.obstruction().said().claim()).isEqualTo(CertifyClaim.OUT_OF_RANGE);
        assertThat(never.obstruction().samples()).containsExactly(2);
        TrainingSet inside = new TrainingSet(data.inputs(), data.labels().map(y -> y == 1 ? Math.nextDown(1.0) : y));
        assertThat(certify(network, inside)).isNotInstanceOf(Refuted.class);
    }

    @Tag("says:certify.bottleneck")
    @Tag("silent:certify.bottleneck")
    @Test
    void aBottleneckIsRefuted() {
        Network network = RandomNetworks.dense(random, new Tanh(), 3, 9, 1, 2);
        Refuted never = (Refuted) certify(network, RandomNetworks.data(random, 3, 2, 6));
        assertThat(never.obstruction().said().claim()).isEqualTo(CertifyClaim.BOTTLENECK);
        TrainingSet flat = RandomNetworks.data(random, 3, 1, 6);
        Matrix onALine = Matrix.ofRows(
                flat.labels().data(), flat.labels().map(y -> 2 * y).data());
        assertThat(certify(network, new TrainingSet(flat.inputs(), onALine))).isNotInstanceOf(Refuted.class);
    }

    /** Nothing above is known to exist where the kink lies in the ball. */
    @Test
    void aBallThatMeetsAKinkIsNotCertified() {
        Layer first = new Layer(Matrix.ofRows(new double[] {1, 0}, new double[] {0, 1}), new double[2], new Relu());
        Layer mix = new Layer(Matrix.ofRows(new double[] {1, 1}), new double[1], new Identity());
        Network network = new Network(List.of(first, mix));
        // z = (1e-9, 1e-9): the label asks for a step of 1, through both kinks
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(new double[] {1e-9}, new double[] {1e-9}), Matrix.ofRows(new double[] {-1}));
        assertThat(moving(network, data, 1)).isInstanceOf(Inconclusive.class);
    }

    /** Whole numbers: W = (2, -1), b = 3 fits all samples exactly, though the network stored is another. */
    @Tag("silent:certify.not-affine")
    @Test
    void labelsOnAnAffineMapAreNotRefuted() {
        Network network = RandomNetworks.dense(random, new Identity(), 2, 1);
        Matrix inputs = Matrix.ofRows(new double[] {1, 2, 3, 4, 5}, new double[] {5, 1, 0, 2, 2});
        TrainingSet data = new TrainingSet(inputs, Matrix.ofRows(new double[] {0, 6, 9, 9, 11}));
        assertThat(certify(network, data)).isNotInstanceOf(Refuted.class);
    }

    /** Trained networks keep Σ y = 1: the rows of W_{L+1} add up to 0 but for rounding, and D has no full rank. */
    @Test
    void labelsWithAConstantSumAreCertifiedThoughDHasNoFullRank() {
        Network other = RandomNetworks.dense(random, new Tanh(), 3, 8, 8, 2);
        Layer two = other.layers().get(2);
        Matrix weight = Matrix.zeros(3, 8);
        double[] bias = {two.bias()[0], two.bias()[1], 1 - two.bias()[0] - two.bias()[1]};
        for (int v = 0; v < 8; v++) {
            double first = two.weight().get(0, v);
            double second = two.weight().get(1, v);
            System.arraycopy(new double[] {first, second, -(first + second)}, 0, weight.data(), 3 * v, 3);
        }
        Network network = new Network(
                List.of(other.layers().get(0), other.layers().get(1), new Layer(weight, bias, new Identity())));
        Matrix inputs = RandomNetworks.gaussian(random, 3, 20);
        Matrix outputs = network.evaluate(inputs).map(x -> Math.rint(x * 0x1p30) / 0x1p30); // sums become exact
        for (int i = 0; i < 20; i++) {
            outputs.data()[3 * i + 2] = 1 - outputs.get(0, i) - outputs.get(1, i);
        }
        TrainingSet data = new TrainingSet(inputs, outputs);
        Certified found = certified(certify(network, data));
        assertThat(found.method()).isEqualTo(Method.PARAMETERS);
        assertThat(found.radius()).isLessThan(1e-6);
        assertThat(new ParameterKantorovich(Measured.of(network, data), List.of(1, 2, 3)).decide())
                .isInstanceOf(Inconclusive.class);
        Refinement refined = Refinement.of(network, data);
        assertThat(refined.after()).isLessThan(1e-4 * refined.before());
    }

    /** Residuals of 1e-6 come down to what rounding the parameters leaves, by the pivot layer and by all parameters. */
    @Test
    void refiningBringsTheResidualDownToRounding() {
        for (int[] dims : new int[][] {{12, 6, 6, 2}, {3, 8, 8, 1}}) {
            Network network = RandomNetworks.dense(random, new Tanh(), dims);
            Matrix inputs = RandomNetworks.gaussian(random, dims[0], dims[0] == 12 ? 7 : 20);
            TrainingSet data = new TrainingSet(inputs, network.evaluate(inputs).map(x -> x + 1e-6));
            Refinement refined = Refinement.of(network, data);
            // a residual of a few roundings per output, whose sizes are about 1
            assertThat(refined.after()).isLessThan(1e-13);
            assertThat(refined.before()).isGreaterThan(1e-6);
            assertThat(Measured.of(refined.network(), data).residual()).isEqualTo(refined.after());
        }
    }

    @Test
    void aNetworkOfAnotherShapeIsTheCallersMistake() {
        Network network = RandomNetworks.dense(random, new Tanh(), 3, 9, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Certifier(network, RandomNetworks.data(random, 4, 2, 6)))
                .withMessageContaining("expected M = 4");
        Certifier certifier = new Certifier(network, RandomNetworks.data(random, 3, 2, 6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> certifier.certify(List.of(3), Progress.NONE))
                .withMessageContaining("from 1 to 2");
    }
}
