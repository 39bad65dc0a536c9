package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.HomotopyFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.field.StraightFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.solve.Integration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputSpaceFlowTest {
    private static final double RTOL = 1e-8;

    private static Trajectory solve(VectorField field, double[] start, double... times) {
        IntegrationOptions options = IntegrationOptions.of(new DormandPrince853(), Tolerance.of(RTOL));
        Trajectory run = Integration.run(field, Checkpoint.start(0, start), times, options, IntegrationListener.NONE);
        assertThat(run.ending().completed()).as(run.ending().message()).isTrue();
        return run;
    }

    @Test
    void adaptedFlowMakesOutputsDecayExponentially() {
        LossLandscape landscape = Problems.gaussian("tanh", 6, 1, 4, 8, 8, 2);
        ComparisonModel model = new ComparisonModel(landscape.data().labels());
        Matrix start = landscape.outputs(landscape.start());
        Trajectory run = solve(HomotopyFlow.adapted(landscape), landscape.start(), 3, 12, 40);
        for (Checkpoint checkpoint : run.saved()) {
            Matrix exact = model.solution(checkpoint.time(), start);
            Matrix reached = landscape.outputs(checkpoint.state());
            assertThat(reached.minus(exact).maxAbs()).isLessThan(10 * RTOL * start.frobeniusNorm());
        }
    }

    @Test
    void comparisonModelIsSolvedByItsClosedForm() {
        LossLandscape landscape = Problems.gaussian("tanh", 6, 1, 4, 8, 8, 2);
        ComparisonModel model = new ComparisonModel(landscape.data().labels());
        Matrix start = landscape.outputs(landscape.start());
        double[] end = solve(model, start.data(), 10).last().state();
        assertThat(Matrix.column(end)
                        .minus(Matrix.column(model.solution(10, start).data()))
                        .maxAbs())
                .isLessThan(10 * RTOL);
    }

    @Test
    void straightFieldWalksTheLine() {
        LossLandscape landscape = Problems.gaussian("softplus", 6, 2, 4, 8, 8, 2);
        StraightFlow flow = StraightFlow.open(landscape, landscape.start());
        for (Checkpoint checkpoint :
                solve(flow, landscape.start(), 0.25, 0.5, 1).saved()) {
            Matrix outputs = landscape.outputs(checkpoint.state());
            assertThat(flow.deviation(checkpoint.time(), outputs)).isLessThan(10 * RTOL * outputs.frobeniusNorm());
        }
    }

    @Test
    void homotopyJoinsTheStandardAndTheAdaptedField() {
        LossLandscape landscape = Problems.gaussian("tanh", 5, 3, 3, 6, 1);
        double[] at = landscape.start();
        double[] standard = new GradientFlow(landscape, Linearization.NTK).at(0, at);
        double[] adapted = HomotopyFlow.adapted(landscape).at(0, at);
        double[] middle = new HomotopyFlow(landscape, 0.3).at(0, at);
        for (int i = 0; i < at.length; i++) {
            assertThat(Math.abs(middle[i] - 0.7 * standard[i] - 0.3 * adapted[i]))
                    .isLessThan(1e-13);
        }
    }

    /** Here K = 21 and QN = 60: e(t) = (1−t) ∫ P⊥(x−y)/(1−t')² dt', the integral carried along as extra states. */
    @Test
    void rankDeficientStraightLineDeviatesAsTheIdentitySays() {
        LossLandscape landscape = Problems.gaussian("tanh", 60, 2, 3, 4, 1);
        int k = landscape.dimension();
        int rows = landscape.outputSize();
        StraightFlow flow = StraightFlow.closed(landscape, landscape.start());
        VectorField augmented = new VectorField() {
            @Override
            public int dimension() {
                return k + rows;
            }

            @Override
            public double[] at(double time, double[] state) {
                double[] theta = Arrays.copyOf(state, k);
                Evaluation pass = landscape.forward(theta);
                double[] residual =
                        pass.outputs().minus(landscape.data().labels()).data();
                double[] blocked = JacobianSpectrum.of(landscape.jacobian(pass))
                        .projector()
                        .complement(residual);
                double[] slope = Arrays.copyOf(flow.at(time, theta), k + rows);
                for (int i = 0; i < rows; i++) {
                    slope[k + i] = blocked[i] / ((1 - time) * (1 - time));
                }
                return slope;
            }
        };
        double[] start = Arrays.copyOf(landscape.start(), k + rows);
        for (Checkpoint at : solve(augmented, start, 0.05, 0.1).saved()) {
            double t = at.time();
            Matrix outputs = landscape.outputs(Arrays.copyOf(at.state(), k));
            Matrix x0 = flow.startOutputs();
            Matrix line = x0.plus(t, landscape.data().labels().minus(x0));
            Matrix deviation = outputs.minus(line);
            Matrix integral = new Matrix(1, rows, Arrays.copyOfRange(at.state(), k, k + rows));
            assertThat(deviation.frobeniusNorm()).isGreaterThan(0.01);
            assertThat(deviation.plus(-(1 - t), integral).maxAbs()).isLessThan(1e-6);
        }
    }
}
