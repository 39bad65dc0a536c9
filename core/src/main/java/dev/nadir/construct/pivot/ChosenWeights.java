package dev.nadir.construct.pivot;

import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import java.util.Optional;

/**
 * [CM] Theorem 2.1: the first layer is solved for, layers 2 … L+1 are chosen, for any activation that is a local
 * diffeomorphism somewhere.
 *
 * <p>Hypotheses: rank [X; 1ᵀ] = N and no hidden layer narrower than Q. Cost: one QR of the (M+1) x N inputs, and
 * products of layer size.
 *
 * @param architecture hidden widths and activation
 */
public record ChosenWeights(Architecture architecture) implements Construction {
    @Override
    public String name() {
        return "theorem-2.1";
    }

    @Override
    public Outcome construct(Problem problem) {
        PivotLayer scheme = new PivotLayer(architecture, 1);
        Optional<Refusal> obstacle = scheme.obstacle(problem);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        return scheme.join(problem, scheme.lift(problem, 1), problem.inputSolve(), name());
    }
}
