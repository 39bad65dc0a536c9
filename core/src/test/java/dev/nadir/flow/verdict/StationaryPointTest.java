package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On polynomials: where Newton's method ends, and how far C falls along flat directions, by hand. */
class StationaryPointTest {
    private static final double EPS = Math.ulp(1.0);
    private static final double REACH = 1e-4 * 1024; // of the longest ray, in units of the scale

    /** C(θ) = constant + ½ Σ h_i (θ_i − m_i)². */
    private record Bowl(double constant, double[] h, double[] m, double signal) implements CostFunction {
        @Override
        public int dimension() {
            return h.length;
        }

        @Override
        public double cost(double[] t) {
            double sum = constant;
            for (int i = 0; i < h.length; i++) {
                sum += h[i] * (t[i] - m[i]) * (t[i] - m[i]) / 2;
            }
            return sum;
        }

        @Override
        public double[] gradient(double[] t) {
            double[] g = new double[h.length];
            for (int i = 0; i < h.length; i++) {
                g[i] = h[i] * (t[i] - m[i]);
            }
            return g;
        }

        @Override
        public Matrix hessian(double[] t) {
            Matrix matrix = Matrix.zeros(h.length, h.length);
            for (int i = 0; i < h.length; i++) {
                matrix.data()[i * h.length + i] = h[i];
            }
            return matrix;
        }

        @Override
        public double signal(double[] t) {
            return signal;
        }
    }

    @Test
    void newtonEndsAtTheBottomOfABowl() {
        Bowl bowl = new Bowl(0, new double[] {1, 4}, new double[] {1, 2}, 3);
        StationaryPoint point = StationaryPoint.near(bowl, new double[] {3, 0}).orElseThrow();
        assertThat(point.state()).containsExactly(new double[] {1, 2}, within(8 * EPS));
        assertThat(point.distance()).isCloseTo(Math.sqrt(8), within(16 * EPS));
        assertThat(point.scale()).isEqualTo(3); // ‖θ‖, above √(2C/‖H‖) = √(20/4)
        assertThat(point.gradientNoise()).isCloseTo(16 * EPS * (4 * 3 + 2 * 3), within(16 * EPS * EPS * 18));
        assertThat(point.nextStep()).isLessThan(16 * EPS);
        assertThat(point.arrived(1e-6)).isFalse();
        StationaryPoint there =
                StationaryPoint.near(bowl, new double[] {1, 2 + 1e-9}).orElseThrow();
        assertThat(there.arrived(1e-6)).isTrue();
    }

    /** √(2 · 200/4) = 10 is how far this C reaches by itself, more than ‖θ‖. */
    @Test
    void theScaleIsAtLeastWhatTheCurvatureMakesOfTheCost() {
        Bowl bowl = new Bowl(200, new double[] {1, 4}, new double[] {0, 0}, 0);
        assertThat(StationaryPoint.near(bowl, new double[2]).orElseThrow().scale())
                .isCloseTo(10, within(16 * EPS));
        Bowl flat = new Bowl(1, new double[] {0, 0}, new double[2], 0);
        assertThat(StationaryPoint.near(flat, new double[] {3, 4}).orElseThrow().scale())
                .isEqualTo(5);
    }

    /** One step is left of h (θ − m) within the rounding of a gradient of size ‖H‖s: 1e-16/1e-8 in the soft direction. */
    @Test
    void aStepMayBeLeftWhereTheGradientIsRounding() {
        Bowl bowl = new Bowl(0, new double[] {1e-8, 1}, new double[] {0, 0}, 0);
        StationaryPoint point =
                StationaryPoint.near(bowl, new double[] {1e-7, 1}).orElseThrow();
        assertThat(point.gradientNorm()).isLessThanOrEqualTo(point.gradientNoise());
        StationaryPoint still = StationaryPoint.near(
                        new Bowl(0, new double[] {1e-8, 1}, new double[] {-1e-8, 0}, 1), new double[2])
                .orElseThrow();
        assertThat(still.distance()).isZero();
        assertThat(still.nextStep()).isCloseTo(1e-8, within(1e-8 * 16 * EPS));
        assertThat(still.arrived(1e-6)).isFalse(); // of a scale of √(2C) = 1e-12
    }

    /** C(x, y) = constant + x²/2 + f(y), at 0. */
    private record Flat(double constant, double signal, ToDoubleFunction<Double> f, double kink)
            implements CostFunction {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double cost(double[] t) {
            return constant + t[0] * t[0] / 2 + f.applyAsDouble(t[1]);
        }

        @Override
        public double[] gradient(double[] t) {
            return new double[] {t[0], 0};
        }

        @Override
        public Matrix hessian(double[] t) {
            return Matrix.ofRows(new double[] {1, 0}, new double[] {0, 0});
        }

        @Override
        public double signal(double[] t) {
            return signal;
        }

        @Override
        public boolean inOnePiece(double[] first, double[] second) {
            return Math.abs(second[1]) <= kink;
        }
    }

    private static double fall(double constant, double signal, ToDoubleFunction<Double> f, double kink) {
        Flat flat = new Flat(constant, signal, f, kink);
        double[] origin = new double[2];
        StationaryPoint at =
                new StationaryPoint(origin, constant, 0, 0, 0, 0, 10, Curvature.of(flat, origin)); // scale 10
        return FlatDirections.fall(flat, at);
    }

    private static double fall(ToDoubleFunction<Double> f) {
        return fall(0, 0, f, 1e9);
    }

    @Tag("says:flow.saddle")
    @Tag("silent:flow.saddle")
    @Test
    void theFallIsThatAtTheEndOfTheLongestRay() {
        double y = 10 * REACH;
        assertThat(fall(t -> -Math.pow(t, 4))).isCloseTo(Math.pow(y, 4), within(1e-13)); // y⁴ = 1.1, a few ulp
        assertThat(fall(t -> Math.pow(t, 3))).isCloseTo(Math.pow(y, 3), within(1e-13));
        assertThat(fall(t -> -Math.pow(t, 3))).isCloseTo(Math.pow(y, 3), within(1e-13));
        assertThat(fall(t -> Math.pow(t, 4))).isZero();
        assertThat(fall(t -> Math.pow(t, 4) - 100 * Math.pow(t, 6))).isZero(); // up first, down beyond 0.1
        assertThat(fall(t -> -Math.pow(t, 4) + 100 * Math.pow(t, 6))) // down first: at 0.064, before it is up at 0.128
                .isCloseTo(Math.pow(0.064, 4) - 100 * Math.pow(0.064, 6), within(1e-18));
    }

    /** Rounding is 16 ε (C + signal √2C) = 16 ε (2 + 3 · 2): falls below it are none. */
    @Test
    void aFallWithinTheRoundingOfTheCostIsNone() {
        double noise = 128 * EPS;
        double y = 10 * REACH;
        assertThat(fall(2, 3, t -> -0.8 * noise * Math.pow(t / y, 4), 1e9)).isZero();
        assertThat(fall(2, 3, t -> -1.3 * noise * Math.pow(t / y, 4), 1e9)).isGreaterThan(noise);
    }

    @Test
    void raysEndAtAKink() {
        assertThat(fall(0, 0, t -> -Math.pow(t, 4), 0.1)).isCloseTo(Math.pow(0.064, 4), within(1e-18));
        assertThat(fall(0, 0, t -> -Math.pow(t, 4), 1e-9)).isZero();
    }

    /** C(x, y, z) = f(x, y) + z²/2, at 0, counting what it is asked. */
    private static final class Plane implements CostFunction {
        private final DoubleBinaryOperator f;
        private int costs;

        Plane(DoubleBinaryOperator f) {
            this.f = f;
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public double cost(double[] t) {
            costs++;
            return f.applyAsDouble(t[0], t[1]) + t[2] * t[2] / 2;
        }

        @Override
        public double[] gradient(double[] t) {
            return new double[] {0, 0, t[2]};
        }

        @Override
        public Matrix hessian(double[] t) {
            return Matrix.ofRows(new double[3], new double[3], new double[] {0, 0, 1});
        }

        @Override
        public double signal(double[] t) {
            return 0;
        }

        double fall() {
            double[] origin = new double[3];
            return FlatDirections.fall(
                    this, new StationaryPoint(origin, 0, 0, 0, 0, 0, 10, Curvature.of(this, origin)));
        }
    }

    /** Along both axes these stand still; on the circle of radius r the largest x²y² is r⁴/4, and x²y is 2r³/√27. */
    @Test
    void aFallBetweenTheAxesIsFoundAtItsSize() {
        double r = 10 * REACH;
        double even = new Plane((x, y) -> -x * x * y * y).fall();
        assertThat(even).isBetween(0.5 * Math.pow(r, 4) / 4, Math.pow(r, 4) / 4 * (1 + 1e-12)); // twelve rays, one near
        double odd = new Plane((x, y) -> -x * x * y).fall();
        double largest = 2 * Math.pow(r, 3) / Math.sqrt(27);
        assertThat(odd)
                .isBetween(0.5 * largest, largest * (1 + 1e-12)); // 1e-12: a few ulp each of r³ and of a direction
        assertThat(new Plane((x, y) -> x * x * y).fall()).isBetween(0.5 * largest, largest * (1 + 1e-12));
    }

    /** Two rays of eleven points: the same direction is not tried thirteen times. */
    @Test
    void oneFlatDirectionIsTriedOnce() {
        int[] costs = new int[1];
        fall(t -> {
            costs[0]++;
            return 0.0;
        });
        assertThat(costs[0]).isEqualTo(22);
    }

    @Test
    void aCostThatStandsStillEverywhereFallsNowhere() {
        Bowl level = new Bowl(3, new double[2], new double[2], 1);
        double[] origin = new double[2];
        StationaryPoint at = new StationaryPoint(origin, 3, 0, 0, 0, 0, 10, Curvature.of(level, origin));
        assertThat(FlatDirections.fall(level, at)).isZero();
    }

    @Test
    void aPlateauDoesNotEndARay() {
        double far = 0.5; // level up to there
        double deep = Math.pow(10 * REACH - far, 3);
        assertThat(fall(t -> t < far ? 0 : -Math.pow(t - far, 3))).isCloseTo(deep, within(4 * EPS * deep / far));
    }
}
