package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince54;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.solve.Integration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fixed steps on a 3-6-5-1 network, N = 12: the error must fall with the nominal power of the step. For dp54 the terms of
 * order 6 and 7 of its stability function dominate (order 6.6 on tanh) until the step is small; sin gets there first.
 */
class StepperOrderTest {
    private static final double END = 2;

    record Case(String activation, Stepper stepper, Linearization linearization, int coarse, int fine) {}

    static Case[] cases() {
        return new Case[] {
            new Case("sin", new DormandPrince54(), Linearization.NTK, 160, 240),
            new Case("tanh", new DormandPrince853(), Linearization.NTK, 20, 28),
            new Case("tanh", new Radau5(), Linearization.NTK, 10, 20),
            new Case("tanh", new Radau5(), Linearization.KRYLOV, 10, 20),
            new Case("tanh", new Radau5(), Linearization.HESSIAN, 10, 20),
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorFallsWithTheNominalOrder(Case c) {
        double[] exact = at(c, new DormandPrince853(), 300);
        double coarse = distance(at(c, c.stepper, c.coarse), exact);
        double fine = distance(at(c, c.stepper, c.fine), exact);
        double order = Math.log(coarse / fine) / Math.log((double) c.fine / c.coarse);
        assertThat(order).isCloseTo(c.stepper.order(), within(0.2));
    }

    private static double[] at(Case c, Stepper stepper, int steps) {
        LossLandscape landscape = Problems.gaussian(c.activation, 12, 8, 3, 6, 5, 1);
        return Integration.run(
                        new GradientFlow(landscape, c.linearization),
                        Checkpoint.start(0, landscape.start()),
                        new double[] {END},
                        IntegrationOptions.of(stepper, Tolerance.of(1e-6)).withFixedStep(END / steps),
                        IntegrationListener.NONE)
                .last()
                .state();
    }

    private static double distance(double[] a, double[] b) {
        return Matrix.column(a).minus(Matrix.column(b)).frobeniusNorm();
    }
}
