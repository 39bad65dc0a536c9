package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * C along the kinks that the flow slides along: the gradient is the least-norm element of Clarke's subdifferential, the
 * Hessian that of the smooth piece on the directions tangent to the kinks. Its stationary points are Clarke-stationary.
 *
 * @param landscape of a network with kinks
 */
public record SlidingCost(PerceptronLandscape landscape) implements CostFunction {

    @Override
    public int dimension() {
        return landscape.dimension();
    }

    @Override
    public double cost(double[] state) {
        return landscape.landscape().cost(state);
    }

    @Override
    public double[] gradient(double[] state) {
        return ClarkeGradient.of(landscape, state).element();
    }

    /** Exact for one hidden layer, whose kinks are planes in θ; of deeper kinks the curvature is left out. */
    @Override
    public Matrix hessian(double[] state) {
        KinkMotion motion = KinkedFlow.exact(landscape).piece(state).motion(state);
        return motion.tangent()
                .projectBothSides(landscape
                        .landscape()
                        .hessian(landscape.jacobian(motion.pass().pass())));
    }

    @Override
    public double signal(double[] state) {
        return landscape.landscape().signal(state);
    }

    /** Whether the same kinks are slid along and all other units have the same signs. */
    @Override
    public boolean inOnePiece(double[] first, double[] second) {
        KinkMode one = mode(first);
        KinkMode other = mode(second);
        return Arrays.equals(one.on(), other.on())
                && ClarkeGradient.of(landscape, first)
                        .kinks()
                        .equals(ClarkeGradient.of(landscape, second).kinks());
    }

    private KinkMode mode(double[] state) {
        return KinkedFlow.exact(landscape).piece(state).mode();
    }
}
