package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import java.util.Arrays;

/**
 * The straight line in output space, [LI]: θ' = D⁺(y − x_0) for t in [0, 1], so that x(t) = x_0 + t (y − x_0) as long as
 * D has rank QN; or closed, θ' = −D⁺(x − y)/(1 − t), the same there and steering back elsewhere.
 *
 * <p>Closed and rank deficient, the outputs leave the line by e(t) = (1−t) ∫_0^t P⊥(x−y)/(1−t')² dt'.
 *
 * @param landscape the cost
 * @param startOutputs x_0, Q x N
 * @param closed whether the direction is taken from the present outputs; not defined at t = 1
 */
public record StraightFlow(LossLandscape landscape, Matrix startOutputs, boolean closed) implements PassField {

    /** The open field from a state. */
    public static StraightFlow open(LossLandscape landscape, double[] start) {
        return new StraightFlow(landscape, landscape.outputs(start), false);
    }

    /** The closed field from a state. */
    public static StraightFlow closed(LossLandscape landscape, double[] start) {
        return new StraightFlow(landscape, landscape.outputs(start), true);
    }

    @Override
    public double[] velocity(double time, Evaluation pass) {
        if (!pass.isFinite()) {
            double[] undefined = new double[landscape.dimension()];
            Arrays.fill(undefined, Double.NaN);
            return undefined;
        }
        Matrix from = closed ? pass.outputs() : startOutputs;
        double speed = closed ? 1 / (1 - time) : 1;
        double[] direction = landscape
                .data()
                .labels()
                .minus(from)
                .map(value -> speed * value)
                .data();
        return Pseudoinverse.of(landscape.jacobian(pass)).times(direction);
    }

    /** max |x − (x_0 + t (y − x_0))|: the distance of outputs at time t from the line. */
    public double deviation(double time, Matrix outputs) {
        Matrix line = startOutputs.plus(time, landscape.data().labels().minus(startOutputs));
        return outputs.minus(line).maxAbs();
    }
}
