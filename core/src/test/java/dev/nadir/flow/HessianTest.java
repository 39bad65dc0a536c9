package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activations;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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

    private static double[] shifted(double[] state, double h, double[] v) {
        double[] moved = state.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += h * v[i];
        }
        return moved;
    }
}
