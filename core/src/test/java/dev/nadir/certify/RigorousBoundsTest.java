package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nadir.certify.enclosure.ActivationBounds;
import dev.nadir.certify.enclosure.Interval;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.certify.enclosure.Wide;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bounds against 50-digit arithmetic: on the right side of the truth always, within ten times of it nearly always. */
public class RigorousBoundsTest {
    private static final JsonNode GOLDEN = GoldenBounds.read();

    @Test
    void valuesOfActivationsAreWithinTheirError() {
        forEveryPoint((name, bounds, point) -> {
            double z = point.get(0).asDouble();
            Wide value = bounds.value(Wide.of(z));
            BigDecimal got = new BigDecimal(value.hi()).add(new BigDecimal(value.lo()));
            double allowed =
                    ActivationBounds.VALUE_ERROR * (Math.abs(value.hi()) + Math.abs(z)) + ActivationBounds.TINIEST;
            BigDecimal exact = sum(point, 1);
            double off = got.subtract(exact).abs().doubleValue();
            // the golden value itself is rounded to two doubles
            assertThat(off)
                    .as(name + " at " + z)
                    .isLessThanOrEqualTo(allowed + 0x1p-104 * Math.abs(exact.doubleValue()));
        });
    }

    @Test
    void intervalsHoldValueSlopeAndCurvature() {
        SplittableRandom random = new SplittableRandom(3);
        forEveryPoint((name, bounds, point) -> {
            double z = point.get(0).asDouble();
            for (double radius : new double[] {0, 1e-15, 1e-6, 0.1, 1.5}) {
                double centre = z + radius * (2 * random.nextDouble() - 1) * 0.999;
                Interval box = radius == 0 ? Interval.of(z) : Interval.around(centre, radius);
                assertHolds(bounds.value(box), sum(point, 1), name + " near " + z);
                assertHolds(bounds.slope(box), sum(point, 3), name + "' near " + z);
                assertHolds(bounds.curvature(box), sum(point, 5), name + "'' near " + z);
            }
        });
    }

    @Test
    void intervalsOfPointsAreNarrow() {
        forEveryPoint((name, bounds, point) -> {
            double z = point.get(0).asDouble();
            double size = Math.abs(point.get(3).asDouble()) + Math.abs(z) + 1;
            // ten roundings of numbers no larger than the slope and z times the second derivative
            assertThat(bounds.slope(Interval.of(z)).radius()).as(name + " " + z).isLessThan(1e-13 * size);
        });
    }

    @Test
    void residualsAreBoundedAndTheBoundIsSharp() {
        Ratios ratios = new Ratios();
        for (JsonNode node : GOLDEN.get("cases")) {
            if (node.has("residual")) {
                Measured measured = Measured.of(GoldenBounds.network(node), GoldenBounds.data(node));
                ratios.upper(measured.residual(), GoldenBounds.exact(node.get("residual")));
            }
        }
        ratios.assertSharp("residual");
    }

    @Test
    void leastSingularValuesAreBoundedAndTheBoundIsSharp() {
        Ratios ratios = new Ratios();
        forEveryMatrix((matrix, node) ->
                ratios.lower(SpectralBounds.ofBlas().least(matrix), GoldenBounds.exact(node.get("least"))));
        ratios.assertSharp("σ_min");
    }

    @Test
    void spectralNormsAreBoundedAndTheBoundIsSharp() {
        Ratios ratios = new Ratios();
        forEveryMatrix((matrix, node) -> {
            ratios.upper(SpectralBounds.ofBlas().norm(matrix), GoldenBounds.exact(node.get("norm")));
            ratios.upper(SpectralBounds.ofBlas().norm(matrix.transpose()), GoldenBounds.exact(node.get("norm")));
        });
        ratios.assertSharp("‖A‖");
    }

    /** How far bounds are from the truth. */
    private static final class Ratios {
        private int count;
        private int sharp;

        void upper(double bound, BigDecimal truth) {
            if (!Double.isFinite(bound)) { // nothing is claimed
                note(false);
                return;
            }
            assertThat(new BigDecimal(bound)).isGreaterThanOrEqualTo(truth);
            note(bound <= 10 * truth.doubleValue());
        }

        void lower(double bound, BigDecimal truth) {
            assertThat(new BigDecimal(bound)).isLessThanOrEqualTo(truth);
            note(bound >= truth.doubleValue() / 10);
        }

        private void note(boolean within) {
            count++;
            sharp += within ? 1 : 0;
        }

        void assertSharp(String what) {
            assertThat(count).isPositive();
            assertThat((double) sharp / count)
                    .as(what + " within ten times, of " + count)
                    .isGreaterThanOrEqualTo(0.9);
        }
    }

    private interface OnPoint {
        void check(String name, ActivationBounds bounds, JsonNode point);
    }

    private interface OnMatrix {
        void check(Matrix matrix, JsonNode node);
    }

    private static void forEveryPoint(OnPoint check) {
        for (Map.Entry<String, JsonNode> entry : GOLDEN.get("points").properties()) {
            ActivationBounds bounds = ActivationBounds.of(Activations.byName(entry.getKey()));
            entry.getValue().forEach(point -> check.check(entry.getKey(), bounds, point));
        }
    }

    private static void forEveryMatrix(OnMatrix check) {
        for (JsonNode node : GOLDEN.get("cases")) {
            if (node.has("matrix")) {
                check.check(GoldenBounds.rows(node.get("matrix")), node);
            }
        }
    }

    private static BigDecimal sum(JsonNode row, int at) {
        return new BigDecimal(row.get(at).asDouble())
                .add(new BigDecimal(row.get(at + 1).asDouble()));
    }

    private static void assertHolds(Interval interval, BigDecimal exact, String what) {
        assertThat(new BigDecimal(interval.low())).as(what).isLessThanOrEqualTo(exact);
        assertThat(new BigDecimal(interval.high())).as(what).isGreaterThanOrEqualTo(exact);
    }

    /** tanh(z + 2⁻⁹⁰) − tanh(z), some 2⁻⁹⁰ (1 − tanh² z): a residual of which double-double sees four digits. */
    @Test
    void residualsBelowDoubleDoubleAreStillBounded() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 40; trial++) {
            double z = 0.3 + random.nextDouble();
            Layer hidden =
                    new Layer(Matrix.ofRows(new double[] {1, 0}, new double[] {1, 0x1p-90}), new double[2], new Tanh());
            Layer output = new Layer(Matrix.ofRows(new double[] {-1, 1}), new double[1], new Identity());
            TrainingSet data = new TrainingSet(Matrix.column(z, 1), Matrix.column(0));
            double truth = 0x1p-90 / (Math.cosh(z) * Math.cosh(z));
            // cosh is within 2.5 units: sixteen units of the quotient
            assertThat(Measured.of(new Network(List.of(hidden, output)), data).residual())
                    .isGreaterThan(truth * (1 - 16 * Math.ulp(1.0)));
        }
    }
}
