package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.RigorousBoundsTest;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Silu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of an interval against what is said of its points, which {@link RigorousBoundsTest} holds against 50 digits. */
class ActivationBoundsTest {
    static Stream<Activation> activations() {
        return Stream.of(
                new Identity(),
                new Relu(),
                new LeakyRelu(0.2),
                new Tanh(),
                new Sigmoid(),
                new Softplus(3.5),
                new Elu(2.5),
                new Elu(0.3),
                new Exp(),
                new Gelu(),
                new Silu(),
                new Serpentine(),
                new Sin());
    }

    private static void assertHolds(Interval box, Interval point, String where) {
        assertThat(box.low()).as(where).isLessThanOrEqualTo(point.high());
        assertThat(box.high()).as(where).isGreaterThanOrEqualTo(point.low());
    }

    /** Wherever the next derivative is largest too: a constant that is 2 % too small is seen on boxes of 10⁻³. */
    @ParameterizedTest
    @MethodSource("activations")
    void intervalsHoldAllOfTheirPoints(Activation activation) {
        ActivationBounds bounds = ActivationBounds.of(activation);
        for (int step = -700; step <= 700; step++) {
            double z = step / 100.0 + 1e-5; // away from the kink at 0
            Interval box = Interval.around(z, 1e-3);
            for (double end : new double[] {box.low(), z, box.high()}) {
                String where = activation.label() + " at " + end;
                Interval point = Interval.of(end);
                assertHolds(bounds.value(box), bounds.value(point), where);
                assertHolds(bounds.slope(box), bounds.slope(point), where);
                if (!bounds.kinkIn(box)) {
                    assertHolds(bounds.curvature(box), bounds.curvature(point), where);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void noSlopeNearByIsSteeperThanSaid(Activation activation) {
        ActivationBounds bounds = ActivationBounds.of(activation);
        for (int step = -300; step <= 300; step++) {
            double z = step / 50.0;
            for (double error : new double[] {0, 1e-9, 0.3, 0.499}) {
                for (Wide centre : new Wide[] {Wide.of(z), new Wide(z, 1e-17)}) {
                    double steepest = bounds.steepest(centre, error);
                    for (double end : new double[] {z - error, z, z + error}) {
                        assertThat(steepest)
                                .as(activation.label() + " near " + end)
                                .isGreaterThanOrEqualTo(
                                        bounds.slope(Interval.of(end)).mignitude());
                    }
                }
            }
        }
        // just below a kink, but for the rest of a double-double, or for its error
        double most = Math.abs(activation.derivative(1e-9));
        assertThat(bounds.steepest(new Wide(-1e-20, 3e-20), 0)).isGreaterThanOrEqualTo(most * (1 - 1e-8));
        assertThat(bounds.steepest(new Wide(-1e-20, 0), 3e-20)).isGreaterThanOrEqualTo(most * (1 - 1e-8));
    }
}
