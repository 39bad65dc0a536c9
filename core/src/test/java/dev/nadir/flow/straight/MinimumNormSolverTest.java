package dev.nadir.flow.straight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinimumNormSolverTest {

    /** Zero weights above the layer that moves: D = 0, no direction moves the outputs, and nothing is not a number. */
    @Test
    void aJacobianThatIsZeroHasRankZeroAndRatioZero() {
        Layer first = new Layer(Matrix.ofRows(new double[] {1, 2}), new double[] {0}, new Identity());
        Layer second = new Layer(Matrix.ofRows(new double[] {0}), new double[] {0}, new Identity());
        Network network = new Network(List.of(first, second));
        Matrix inputs = Matrix.ofRows(new double[] {1, 2}, new double[] {3, 5});
        TrainingJacobian jacobian =
                TrainingJacobian.of(network.forward(inputs)).restrictedTo(LayerSelection.only(2, 1));
        MinimumNormSolver solver = MinimumNormSolver.of(jacobian);
        assertThat(solver.ratio()).isZero();
        assertThat(solver.rank()).isZero();
        assertThat(solver.solve(new double[] {1, -1})).containsOnly(0);
    }
}
