package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rank D and the loss split are the same in all units of the features, with the first weights in the inverse units. */
class UnitsTest {
    private static final List<Activation> ACTIVATIONS = List.of(new Tanh(), new Softplus(), new Relu(), new Identity());

    private record Problem(Network network, Matrix inputs, Matrix labels) {
        JacobianSpectrum spectrum() {
            return JacobianSpectrum.of(jacobian());
        }

        TrainingJacobian jacobian() {
            return TrainingJacobian.of(network, inputs);
        }

        LossSplit split(JacobianSpectrum spectrum) {
            return LossSplit.of(jacobian(), spectrum, labels);
        }

        /** Feature j times 10^k_j, W_1[:, j] divided by it. */
        Problem inUnits(int[] exponents) {
            Layer first = network.layers().get(0);
            Matrix scaled = inputs.copy();
            Matrix weight = first.weight().copy();
            for (int at = 0; at < scaled.data().length; at++) {
                scaled.data()[at] *= Math.pow(10, exponents[at % inputs.rows()]);
            }
            for (int at = 0; at < weight.data().length; at++) {
                weight.data()[at] /= Math.pow(10, exponents[at / weight.rows()]);
            }
            List<Layer> layers = new ArrayList<>(network.layers());
            layers.set(0, new Layer(weight, first.bias(), first.activation(), first.parametrization()));
            return new Problem(new Network(layers), scaled, labels);
        }
    }

    private static Problem draw(SplittableRandom random) {
        int depth = random.nextInt(1, 4);
        int[] dims = random.ints(depth + 1, 1, 6).toArray();
        List<Layer> layers = new ArrayList<>();
        Activation hidden = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
        for (int l = 1; l <= depth; l++) {
            double size = 1 / Math.sqrt(dims[l - 1]);
            Matrix weight = Matrix.zeros(dims[l], dims[l - 1]).map(zero -> size * random.nextGaussian());
            double[] bias = random.doubles(dims[l], -1, 1).toArray();
            layers.add(new Layer(weight, bias, l < depth ? hidden : new Identity()));
        }
        Network network = new Network(layers);
        Network chosen = random.nextInt(3) == 0 ? network.withoutBiases() : network;
        int samples = random.nextInt(2, 25);
        return new Problem(
                chosen,
                Matrix.zeros(dims[0], samples).map(zero -> random.nextGaussian()),
                Matrix.zeros(dims[depth], samples).map(zero -> random.nextGaussian()));
    }

    @Test
    void rankAndSplitDoNotDependOnUnits() {
        SplittableRandom random = new SplittableRandom(1);
        int decided = 0;
        int trials = Integer.getInteger("nadir.units.trials", 300);
        for (int trial = 0; trial < trials; trial++) {
            Problem plain = draw(random);
            int[] exponents = random.ints(plain.inputs.rows(), -20, 21).toArray();
            Problem scaled = plain.inUnits(exponents);
            JacobianSpectrum before = plain.spectrum();
            JacobianSpectrum after = scaled.spectrum();
            if (!before.rank().decided() || !after.rank().decided()) {
                continue;
            }
            decided++;
            assertThat(after.rank().rank())
                    .as("trial " + trial)
                    .isEqualTo(before.rank().rank());
            LossSplit one = plain.split(before);
            LossSplit other = scaled.split(after);
            // 1e-9 of the cost, or the error that the split states, for the rounding of the data alone turns range D by
            // it
            double bound = Math.max(1e-9 * one.cost(), one.error() + other.error());
            assertThat(Math.abs(one.blocked() - other.blocked()))
                    .as("trial " + trial)
                    .isLessThanOrEqualTo(bound);
        }
        assertThat(decided).isGreaterThan(trials * 9 / 10);
    }

    /** Nanoseconds since 1970 beside features in [0, 1]: in doubles of σ_max = 4e18 all but one singular value is noise. */
    @Test
    void timesInNanosecondsLeaveTheAffineMapsTheirRank() {
        double[][] rows = {
            {1.7e18, 1.7e18 + 3.6e12, 1.7e18 + 9e12, 1.7e18 + 2e13, 1.7e18 + 5e13, 1.7e18 + 8.64e13},
            {0.1, 0.9, 0.4, 0.7, 0.3, 0.2},
            {0.8, 0.2, 0.5, 0.9, 0.1, 0.6}
        };
        Matrix inputs = Matrix.ofRows(rows);
        Network network = new Network(List.of(new Layer(
                Matrix.ofRows(new double[][] {{1e-18, 2, -1}}), new double[] {0.5}, new Identity())));
        Matrix labels = new Network(List.of(new Layer(
                        Matrix.ofRows(new double[][] {{3e-14, -1, 4}}), new double[] {-5e4}, new Identity())))
                .evaluate(inputs);
        Problem problem = new Problem(network, inputs, labels);
        JacobianSpectrum spectrum = problem.spectrum();
        assertThat(spectrum.rank().rank()).isEqualTo(4);
        assertThat(spectrum.rank().decided()).isTrue();
        assertThat(spectrum.rank().rule()).contains("features at one scale");
        assertThat(spectrum.singularValues()[0]).isGreaterThan(1e18); // reported as they are
        LossSplit split = problem.split(spectrum);
        assertThat(split.blocked()).isLessThanOrEqualTo(split.error());
        assertThat(split.error()).isLessThan(1e-6 * split.cost());
    }

    @Test
    void powersOfTwoChangeNothingAtAll() {
        Problem plain = draw(new SplittableRandom(5));
        TrainingJacobian even = plain.jacobian().equilibrated();
        assertThat(even.equilibrated()).isSameAs(even);
        Matrix features = even.features(1);
        for (int j = 0; j < features.rows(); j++) {
            double[] row = features.rowArray(j);
            double meanSquare = Math.pow(Matrix.column(row).frobeniusNorm(), 2) / row.length;
            assertThat(Math.sqrt(meanSquare)).isBetween(0.7, 1.415);
        }
        // the scaled network computes the same, so D v agrees for v in the scaled coordinates
        assertThat(even.forwardPass().outputs())
                .isEqualTo(plain.jacobian().forwardPass().outputs());
        assertThat(even.network()
                        .layers()
                        .get(0)
                        .preActivation(even.forwardPass().activations().get(0)))
                .isEqualTo(plain.network.layers().get(0).preActivation(plain.inputs));
    }
}
