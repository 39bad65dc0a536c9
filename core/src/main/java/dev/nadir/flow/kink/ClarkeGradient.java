package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.ode.Passage;
import java.util.Arrays;
import java.util.List;

/**
 * The element of least norm of Clarke's subdifferential of C at a state: ∇C where C is differentiable, less than either
 * one-sided gradient at kinks from which both sides push back. The flow is θ' = −element; its norm is the distance from
 * stationarity in Clarke's sense, which the norm of a one-sided ∇C is not.
 *
 * @param element of length K
 * @param distance its norm
 * @param oneSided the norm of ∇C with all pairs at a kink on the side of negative z
 * @param kinks the pairs slid along: those at z = 0 to rounding whose slope lies between the one-sided ones
 */
public record ClarkeGradient(double[] element, double distance, double oneSided, List<KinkPair> kinks) {

    /** Freezes the list. */
    public ClarkeGradient {
        kinks = List.copyOf(kinks);
    }

    /** At a state; one gradient, and one more per kink that the state stands on. */
    public static ClarkeGradient of(PerceptronLandscape landscape, double[] state) {
        if (landscape.kinkCandidates() == 0) {
            double[] gradient = landscape.landscape().gradient(state);
            double norm = TangentSpace.norm(gradient);
            return new ClarkeGradient(gradient, norm, norm, List.of());
        }
        Passage passage = KinkedFlow.exact(landscape).enter(0, state);
        KinkPiece piece = (KinkPiece) passage.piece();
        KinkMotion motion = piece.motion(passage.state());
        double[] element = new double[state.length];
        TangentSpace.addTo(element, -1, motion.velocity());
        List<KinkPair> kinks = piece.mode().slides().stream()
                .flatMapToInt(group -> Arrays.stream(group.pairs()))
                .mapToObj(piece.mode().layout()::name)
                .toList();
        return new ClarkeGradient(element, TangentSpace.norm(element), TangentSpace.norm(motion.gradient()), kinks);
    }
}
