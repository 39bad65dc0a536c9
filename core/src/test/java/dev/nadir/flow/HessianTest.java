package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HessianTest {
    private static final double EPS = Math.ulp(1.0);

    static Stream<String> activations() {
        return Activations.all().stream().map(activation -> activation.name());
    }

    /** Three layers, the last one activated too. */
    private static LossLandscape landscape(String activation, int... layers) {
        SplittableRandom random = new SplittableRandom(3);
        int[] dims = {3, 5, 4, 2};
        List<Layer> stack = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            double[] bias = random.doubles(dims[l], -0.2, 0.2).toArray();
            Matrix weight = Matrix.zeros(dims[l], dims[l - 1]).map(zero -> random.nextDouble(-0.4, 0.4));
            stack.add(new Layer(weight, bias, Activations.byName(activation)));
        }
        Matrix inputs = Matrix.zeros(3, 7).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(2, 7).map(zero -> random.nextGaussian());
        return new LossLandscape(new Network(stack), new TrainingSet(inputs, labels), LayerSelection.only(3, layers));
    }

    private static double[] gaussian(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(length, -1, 1).toArray();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void productsAgreeWithTheDenseHessian(String activation) {
        LossLandscape landscape = landscape(activation, 1, 2, 3);
        double[] v = gaussian(landscape.dimension(), 4);
        Matrix hessian = landscape.hessian(landscape.start());
        double[] dense = Products.times(hessian, v);
        double[] product = landscape.hessianTimes(landscape.forward(landscape.start()), v);
        double scale = hessian.frobeniusNorm() * Matrix.column(v).frobeniusNorm();
        assertThat(Matrix.column(product).minus(Matrix.column(dense)).maxAbs()).isLessThan(50 * EPS * scale);
        assertThat(hessian).isEqualTo(hessian.transpose());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void productsAgreeWithDifferencesOfGradients(String activation) {
        for (int[] layers : new int[][] {{1, 2, 3}, {2}, {1, 3}}) {
            LossLandscape landscape = landscape(activation, layers);
            double[] v = gaussian(landscape.dimension(), 5);
            double h = 1e-5;
            double[] difference = new double[v.length];
            double[] right = landscape.gradient(shifted(landscape.start(), h, v));
            double[] left = landscape.gradient(shifted(landscape.start(), -h, v));
            for (int i = 0; i < v.length; i++) {
                difference[i] = (right[i] - left[i]) / (2 * h);
            }
            double[] product = landscape.hessianTimes(landscape.forward(landscape.start()), v);
            // truncation h² |third derivative| + rounding ε/h, both about 1e-10, with constants up to 1000 for exp
            assertThat(Matrix.column(product).minus(Matrix.column(difference)).maxAbs())
                    .isLessThan(1e-7);
            double[] dense = Products.times(landscape.hessian(landscape.start()), v);
            assertThat(Matrix.column(product).minus(Matrix.column(dense)).maxAbs())
                    .isLessThan(1e-12);
        }
    }

    /** Bias-free and scaled layers z = cW(a + d) + βb, four of them, so that pairs of layers further apart occur too. */
    @ParameterizedTest
    @MethodSource("activations")
    void columnsAreProductsForEveryParametrization(String activation) {
        SplittableRandom random = new SplittableRandom(8);
        int[] dims = {3, 4, 2, 5, 2};
        Parametrization[] fixed = {
            new Parametrization(0.7, 0, 0.3),
            Parametrization.WITHOUT_BIAS,
            new Parametrization(1.3, -0.2, 0),
            new Parametrization(0.5, 0.4, 2)
        };
        List<Layer> stack = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            boolean biased = fixed[l - 1].biased();
            double[] bias =
                    random.doubles(dims[l], -0.2, 0.2).map(b -> biased ? b : 0).toArray();
            Matrix weight = Matrix.zeros(dims[l], dims[l - 1]).map(zero -> random.nextDouble(-0.3, 0.3));
            stack.add(new Layer(weight, bias, Activations.byName(activation), fixed[l - 1]));
        }
        Matrix inputs = Matrix.zeros(3, 9).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(2, 9).map(zero -> random.nextGaussian());
        LossLandscape landscape = new LossLandscape(new Network(stack), new TrainingSet(inputs, labels));
        Matrix hessian = landscape.hessian(landscape.start());
        assertThat(hessian).isEqualTo(hessian.transpose());
        Matrix products = Matrix.zeros(hessian.rows(), hessian.rows());
        for (int p = 0; p < hessian.rows(); p++) {
            double[] unit = new double[hessian.rows()];
            unit[p] = 1;
            double[] column = landscape.hessianTimes(landscape.forward(landscape.start()), unit);
            System.arraycopy(column, 0, products.data(), p * unit.length, unit.length);
        }
        // sums of N = 9 terms through four layers, each term rounded some ten times per layer
        assertThat(products.minus(hessian).maxAbs()).isLessThanOrEqualTo(9 * 40 * EPS * hessian.maxAbs());
    }

    /** More samples than one block holds: 100 units make blocks of 26. */
    @Test
    void blocksOfSamplesAddUp() {
        LossLandscape landscape = Problems.gaussian("tanh", 60, 3, 2, 100, 1);
        double[] v = gaussian(landscape.dimension(), 6);
        Matrix hessian = landscape.hessian(landscape.start());
        double[] dense = Products.times(hessian, v);
        double[] product = landscape.hessianTimes(landscape.forward(landscape.start()), v);
        double scale = hessian.frobeniusNorm() * Matrix.column(v).frobeniusNorm();
        assertThat(Matrix.column(product).minus(Matrix.column(dense)).maxAbs()).isLessThan(60 * EPS * scale);
    }

    private static double[] shifted(double[] state, double h, double[] v) {
        double[] moved = state.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += h * v[i];
        }
        return moved;
    }
}
