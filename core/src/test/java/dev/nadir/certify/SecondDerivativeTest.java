package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Second derivatives of chains of one unit per layer, c w (a + d) + β b and then e^z or z: all derivatives are positive there, so
 * that the bounds are nearly attained, at the far end of the ball. The truth by Taylor arithmetic of order two.
 */
class SecondDerivativeTest {
    private static final double ROOM = 1 - 1e-9; // the truth is computed in doubles

    private final SplittableRandom random = new SplittableRandom(15);

    /** Value, first and second derivative in a direction. */
    private record Jet(double value, double first, double second) {
        Jet plus(Jet o) {
            return new Jet(value + o.value, first + o.first, second + o.second);
        }

        Jet times(Jet o) {
            return new Jet(
                    value * o.value,
                    first * o.value + value * o.first,
                    second * o.value + 2 * first * o.first + value * o.second);
        }

        Jet exp() {
            double e = Math.exp(value);
            return new Jet(e, e * first, e * (first * first + second));
        }

        static Jet constant(double value) {
            return new Jet(value, 0, 0);
        }
    }

    private double logUniform(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private Layer layer(Activation activation, boolean simple) {
        Parametrization own = simple
                ? new Parametrization(1, 0, 1)
                : new Parametrization(logUniform(0.3, 3), random.nextDouble(), logUniform(0.01, 2));
        return new Layer(Matrix.column(logUniform(1e-3, 1.5)), new double[] {random.nextDouble() - 1}, activation, own);
    }

    private static Jet through(Layer layer, Jet weight, Jet bias, Jet a) {
        Parametrization own = layer.parametrization();
        Jet signal = a.plus(Jet.constant(own.shift())).times(Jet.constant(own.factor()));
        return weight.times(signal).plus(bias.times(Jet.constant(own.biasFactor())));
    }

    private static Jet activated(Layer layer, Jet z) {
        return layer.activation() instanceof Exp ? z.exp() : z;
    }

    private static Jet output(List<Layer> layers, double[] theta, double[] direction, double input) {
        Jet a = Jet.constant(input);
        for (int l = 0; l < layers.size(); l++) {
            Jet weight = new Jet(theta[2 * l], direction[2 * l], 0);
            Jet bias = new Jet(theta[2 * l + 1], direction[2 * l + 1], 0);
            a = activated(layers.get(l), through(layers.get(l), weight, bias, a));
        }
        return a;
    }

    /** ‖∂²x/∂θ²‖ over the given parameters. */
    private static double hessianNorm(List<Layer> layers, double[] theta, List<Integer> moved, double input) {
        int[] free = moved.stream()
                .flatMapToInt(l -> IntStream.of(2 * l - 2, 2 * l - 1))
                .toArray();
        Matrix hessian = Matrix.zeros(free.length, free.length);
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                double[] plus = new double[theta.length];
                double[] minus = new double[theta.length];
                plus[free[i]] += 1;
                plus[free[j]] += 1;
                minus[free[i]] += 1;
                minus[free[j]] -= 1;
                double both = output(layers, theta, plus, input).second();
                hessian.data()[i + j * free.length] =
                        (both - output(layers, theta, minus, input).second()) / 4;
            }
        }
        double norm = 0;
        for (double value : SymmetricEigen.of(hessian).values()) {
            norm = Math.max(norm, Math.abs(value));
        }
        return norm;
    }

    /** Over the ball: its far ends along the coordinates of what moves, and along pairs of them. */
    private static double truth(List<Layer> layers, double[] theta, List<Integer> moved, double radius, double input) {
        double most = hessianNorm(layers, theta, moved, input);
        int[] free = moved.stream()
                .flatMapToInt(l -> IntStream.of(2 * l - 2, 2 * l - 1))
                .toArray();
        for (int i : free) {
            for (int j : free) {
                double[] there = theta.clone();
                there[i] += i == j ? radius : radius * Math.sqrt(0.5);
                there[j] += i == j ? 0 : radius * Math.sqrt(0.5);
                most = Math.max(most, hessianNorm(layers, there, moved, input));
            }
        }
        return most;
    }

    @Test
    void parametersThatMoveTogetherAreBounded() {
        int sharp = 0;
        for (int trial = 0; trial < 1500; trial++) {
            List<Layer> layers = new ArrayList<>();
            int depth = 1 + random.nextInt(3);
            for (int l = 0; l < depth; l++) {
                layers.add(layer(random.nextBoolean() ? new Exp() : new Identity(), random.nextInt(3) > 0));
            }
            List<Integer> moved = new ArrayList<>();
            for (int l = 1; l <= depth; l++) {
                if (random.nextInt(3) > 0 || l == depth && moved.isEmpty()) {
                    moved.add(l);
                }
            }
            double input = logUniform(0.01, 5);
            double radius = random.nextInt(4) == 0 ? 0 : logUniform(1e-3, 0.3);
            Network network = new Network(layers);
            double truth = truth(layers, network.parameters(), moved, radius, input);
            double[] norms = layers.stream().mapToDouble(PivotArgument::norm).toArray();
            PreciseForward forward = PreciseForward.of(network, Matrix.column(input));
            double bound = new ParameterBall(layers, forward, moved, norms).secondDerivative(0, radius);
            assertThat(bound).as("trial " + trial).isGreaterThanOrEqualTo(truth * ROOM);
            sharp += bound <= 3 * truth ? 1 : 0;
        }
        assertThat(sharp).isGreaterThan(750); // so that a term that is missing shows
    }

    /** What is known of the signal and of z is an interval: one layer e^{w a + b}, ∂²x/∂(w, b)² = x ã ãᵀ. */
    @Test
    void signalsThatAreNotKnownExactlyAreBounded() {
        Layer layer = new Layer(Matrix.column(0.5), new double[] {0.1}, new Exp());
        WideMatrix signal = new WideMatrix(Matrix.column(1.0), Matrix.column(0.2), new double[] {0.1});
        for (WideMatrix z : List.of(
                new WideMatrix(Matrix.column(0.6), Matrix.column(0.1), new double[] {0.05}),
                new WideMatrix(Matrix.column(0.6), Matrix.column(0.0), new double[] {0.15}))) {
            PreciseForward forward = new PreciseForward(List.of(signal), List.of(z), z);
            double bound =
                    new ParameterBall(List.of(layer), forward, List.of(1), new double[] {0.5}).secondDerivative(0, 0);
            assertThat(bound).isGreaterThanOrEqualTo(Math.exp(0.75) * (1.3 * 1.3 + 1) * ROOM);
        }
    }

    /** z of the lowest layer moves, nothing else. */
    @Test
    void preActivationsThatMoveAreBounded() {
        int sharp = 0;
        for (int trial = 0; trial < 1500; trial++) {
            List<Layer> layers = new ArrayList<>();
            int depth = 1 + random.nextInt(3);
            for (int l = 0; l < depth; l++) {
                layers.add(layer(random.nextInt(3) > 0 ? new Exp() : new Identity(), random.nextBoolean()));
            }
            double z = 3 * random.nextDouble() - 1.5;
            double radius = random.nextInt(4) == 0 ? 0 : logUniform(1e-3, 0.3);
            double truth = Math.max(
                    fromZ(layers, z).second(), fromZ(layers, z + radius).second());
            double[] norms = layers.stream().mapToDouble(PivotArgument::norm).toArray();
            double bound = new LayerBoxes(layers, preActivations(layers, z), norms).secondDerivative(0, radius);
            assertThat(bound).as("trial " + trial).isGreaterThanOrEqualTo(truth * ROOM);
            sharp += bound <= 3 * truth || bound == 0 ? 1 : 0;
        }
        assertThat(sharp).isGreaterThan(750);
    }

    private static Jet fromZ(List<Layer> layers, double z) {
        Jet a = activated(layers.get(0), new Jet(z, 1, 0));
        for (Layer layer : layers.subList(1, layers.size())) {
            Jet weight = Jet.constant(layer.weight().get(0, 0));
            a = activated(layer, through(layer, weight, Jet.constant(layer.bias()[0]), a));
        }
        return a;
    }

    private static List<WideMatrix> preActivations(List<Layer> layers, double z) {
        List<WideMatrix> all = new ArrayList<>(List.of(WideMatrix.of(Matrix.column(z))));
        for (int level = 1; level < layers.size(); level++) {
            Layer layer = layers.get(level);
            Jet below = fromZ(layers.subList(0, level), z);
            double next = through(layer, Jet.constant(layer.weight().get(0, 0)), Jet.constant(layer.bias()[0]), below)
                    .value();
            all.add(new WideMatrix(Matrix.column(next), Matrix.column(0.0), new double[] {1e-12 * Math.abs(next)}));
        }
        return all;
    }

    /** |z| = 0.1 and a way of 0.2: the kink is in the ball, and no bound holds across it; nor where z is only known so well. */
    @Test
    void aKinkInTheBallHasNoBound() {
        Layer relu = new Layer(Matrix.column(1.0), new double[1], new Relu());
        List<Layer> layers = List.of(relu, new Layer(Matrix.column(1.0), new double[1], new Identity()));
        WideMatrix z = WideMatrix.of(Matrix.column(0.1));
        WideMatrix vague = new WideMatrix(Matrix.column(0.1), Matrix.column(0.0), new double[] {0.15});
        double[] ones = {1, 1};
        assertThat(new LayerBoxes(layers, List.of(z, z), ones).secondDerivative(0, 0.05))
                .isZero();
        assertThat(new LayerBoxes(layers, List.of(z, z), ones).secondDerivative(0, 0.2))
                .isInfinite();
        assertThat(new LayerBoxes(layers, List.of(vague, z), ones).secondDerivative(0, 0.01))
                .isInfinite();
        PreciseForward forward = PreciseForward.of(new Network(layers), Matrix.column(0.1));
        ParameterBall ball = new ParameterBall(layers, forward, List.of(1, 2), ones);
        assertThat(ball.secondDerivative(0, 0.01)).isFinite();
        assertThat(ball.secondDerivative(0, 0.2)).isInfinite();
        assertThat(ball.kinked(0.2)).isPresent();
    }
}
