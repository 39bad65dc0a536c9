package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Evaluation with error bounds, where what is missing is larger than what is seen. */
class MeasuredTest {
    private final SplittableRandom random = new SplittableRandom(17);

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    /** 1 + 2⁻²⁰⁰ is 1 to a hundred digits of bits, but not exactly 1. */
    @Test
    void aResidualBelowAllSlicesIsNotZero() {
        Layer layer = new Layer(Matrix.ofRows(new double[] {1, 0x1p-200}), new double[1], new Identity());
        Measured measured =
                Measured.of(new Network(List.of(layer)), new TrainingSet(Matrix.column(1, 1), Matrix.column(1)));
        assertThat(measured.residuals()[0]).isGreaterThanOrEqualTo(0x1p-200);
    }

    /** One product w x without a bias: its residual is known exactly. */
    @Test
    void residualsHoldWhatADoubleLacks() {
        for (int trial = 0; trial < 300; trial++) {
            double w = random.nextDouble();
            double x = random.nextDouble();
            double label = trial % 2 == 0 ? w * x : random.nextDouble();
            Network network = new Network(List.of(Layer.withoutBias(Matrix.column(w), new Identity())));
            Measured measured = Measured.of(network, new TrainingSet(Matrix.column(x), Matrix.column(label)));
            BigDecimal off = exact(w).multiply(exact(x)).subtract(exact(label)).abs();
            assertThat(exact(measured.residual())).isGreaterThanOrEqualTo(off);
            assertThat(exact(measured.residualNorms()[0])).isGreaterThanOrEqualTo(off);
        }
    }

    @Test
    void theNormOfTheParametersIsNotAboveTheirs() {
        for (double scale : new double[] {1, 1e-161, 1e150}) {
            for (int trial = 0; trial < 300; trial++) {
                double w = random.nextDouble() * scale;
                double b = random.nextDouble() * scale;
                Network network = new Network(List.of(new Layer(Matrix.column(w), new double[] {b}, new Identity())));
                Measured measured = Measured.of(network, new TrainingSet(Matrix.column(1), Matrix.column(1)));
                double norm = measured.parameterNorm();
                assertThat(exact(norm).pow(2))
                        .isLessThanOrEqualTo(exact(w).pow(2).add(exact(b).pow(2)));
                assertThat(norm > 0).isEqualTo(scale >= 1);
            }
        }
    }

    /** Sums of 20,000 squares, off by more than the root and the last place hide. */
    @Test
    void theNormOfManyParametersIsNotAboveTheirs() {
        for (int trial = 0; trial < 20; trial++) {
            Matrix weight = RandomNetworks.gaussian(random, 1, 20_000);
            Network network = new Network(List.of(Layer.withoutBias(weight, new Identity())));
            Matrix inputs = Matrix.zeros(20_000, 1);
            Measured measured = Measured.of(network, new TrainingSet(inputs, Matrix.column(1)));
            BigDecimal squares = BigDecimal.ZERO;
            for (double w : weight.data()) {
                squares = squares.add(exact(w).pow(2));
            }
            assertThat(exact(measured.parameterNorm()).pow(2)).isLessThanOrEqualTo(squares);
        }
    }

    /** (x − offset) factor, c (a + d) and + β b in turn, each with numbers that no double-double holds. */
    @Test
    void everyStageIsWithinItsError() {
        for (int trial = 0; trial < 200; trial++) {
            double x = wild();
            RowScaling scaling = new RowScaling(new double[] {wild()}, new double[] {wild()});
            Parametrization own = new Parametrization(wild(), wild(), wild());
            Layer layer = new Layer(Matrix.column(wild()), new double[] {wild()}, new Identity(), own);
            PreciseForward forward =
                    PreciseForward.of(new Network(Optional.of(scaling), List.of(layer)), Matrix.column(x));
            BigDecimal a = exact(x).subtract(exact(scaling.offset()[0])).multiply(exact(scaling.factor()[0]));
            BigDecimal signal = a.add(exact(own.shift())).multiply(exact(own.factor()));
            BigDecimal z = signal.multiply(exact(layer.weight().get(0, 0)))
                    .add(exact(own.biasFactor()).multiply(exact(layer.bias()[0])));
            assertWithin(forward.signals().get(0), signal);
            assertWithin(forward.preActivations().get(0), z);
        }
    }

    private double wild() {
        double size = Math.scalb(0.5 + random.nextDouble(), -random.nextInt(70));
        return random.nextBoolean() ? size : -size;
    }

    private static void assertWithin(WideMatrix matrix, BigDecimal truth) {
        BigDecimal middle = exact(matrix.hi().data()[0]).add(exact(matrix.lo().data()[0]));
        assertThat(truth.subtract(middle).abs()).isLessThanOrEqualTo(exact(matrix.error()[0]));
        assertThat(exact(matrix.radius(0)))
                .isGreaterThanOrEqualTo(
                        truth.subtract(exact(matrix.hi().data()[0])).abs());
    }

    /** e^{e^{z}} with z known to 0.1: errors go through slopes and weights. */
    @Test
    void errorsGoThroughWeightsAndSlopes() {
        Layer exp = new Layer(Matrix.column(1.5), new double[] {-0.5}, new Exp(), new Parametrization(0.7, 0.2, 1));
        WideMatrix start = new WideMatrix(Matrix.column(0.3), Matrix.column(0.0), new double[] {0.1});
        PreciseForward forward = PreciseForward.from(new Network(List.of(exp, exp)), start);
        for (double side : new double[] {-0.1, 0.1}) {
            BigDecimal a = exact(0.3).add(exact(side));
            for (int l = 0; l < 2; l++) {
                BigDecimal signal = a.add(exact(0.2)).multiply(exact(0.7));
                BigDecimal z = signal.multiply(exact(1.5)).add(exact(-0.5));
                assertWithin(forward.signals().get(l), signal);
                assertWithin(forward.preActivations().get(l), z);
                a = HighPrecision.exp(z);
            }
        }
        WideMatrix vague = new WideMatrix(Matrix.column(0.3), Matrix.column(0.0), new double[] {0.6});
        assertThat(PreciseForward.from(new Network(List.of(exp, exp)), vague).isUsable())
                .isFalse();
    }

    /** The others move by r, all in one direction, and the last row by as much as that and its own distance ask for. */
    @Test
    void theLastOutputMovesWithTheOthers() {
        double off = 1e-9;
        for (int outputs = 3; outputs < 6; outputs++) {
            Matrix weight = Matrix.zeros(outputs, 1);
            weight.data()[0] = 1;
            weight.data()[outputs - 1] = -1 + off;
            Network network = new Network(List.of(new Layer(weight, new double[outputs], new Identity())));
            Matrix labels = Matrix.zeros(outputs, 1);
            labels.data()[0] = 1;
            labels.data()[1] = -1;
            TrainingSet data = new TrainingSet(Matrix.column(1), labels);
            DependentLabels dependent = DependentLabels.of(network, data).orElseThrow();
            double radius = 1e-9;
            Certified others = new Certified(Method.PARAMETERS, List.of(1), new Bounds(0, 1, 1), radius, radius);
            Certified whole = (Certified) dependent.whole(others, Measured.of(network, data));
            double last = off + Math.sqrt(outputs - 1) * radius;
            assertThat(whole.radius())
                    .isBetween(Math.hypot(radius, last) * (1 - 1e-6), Math.hypot(radius, last) * 1.000001);
        }
    }

    /** A bracket z ± δ of w tanh: the way to the solution is within what is proved, also where z is not known exactly. */
    @Test
    void bracketsReachTheSolution() {
        for (int trial = 0; trial < 200; trial++) {
            double x = wild();
            double w = wild();
            double label = w * x * (1 + (trial % 2 == 0 ? 1e-15 : 1e-8) * random.nextDouble());
            Network network = new Network(List.of(Layer.withoutBias(Matrix.column(w), new Identity())));
            TrainingSet data = new TrainingSet(Matrix.column(x), Matrix.column(label));
            Certified found = (Certified) new PivotArgument(Measured.of(network, data), 1).decide();
            BigDecimal way = exact(label)
                    .divide(exact(x), HighPrecision.DIGITS)
                    .subtract(exact(w))
                    .abs();
            assertThat(found.method()).isEqualTo(Method.COORDINATE_BRACKETS);
            assertThat(exact(found.radius())).isGreaterThanOrEqualTo(way);
        }
    }

    /** tanh: features of which no double-double holds more than thirty digits. */
    @Test
    void activationsAreWithinTheirError() {
        for (int trial = 0; trial < 100; trial++) {
            double z = random.nextGaussian();
            Network network = new Network(List.of(
                    Layer.withoutBias(Matrix.column(1.0), new Tanh()),
                    Layer.withoutBias(Matrix.column(1.0), new Identity())));
            PreciseForward forward = PreciseForward.of(network, Matrix.column(z));
            assertWithin(forward.outputs(), HighPrecision.tanh(exact(z)));
            List<Layer> first = network.layers().subList(0, 1); // z itself is exact: nothing but the error of tanh
            assertWithin(PreciseForward.above(first, WideMatrix.of(Matrix.column(z))), HighPrecision.tanh(exact(z)));
        }
    }
}
