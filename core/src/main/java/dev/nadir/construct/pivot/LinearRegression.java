package dev.nadir.construct.pivot;

import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.network.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Underdetermined linear regression, L = 0: W X + b 1ᵀ = Y ([CM] §4.3, Proposition 1).
 *
 * <p>Hypothesis: rank [X; 1ᵀ] = N. Cost: one QR of the (M+1) x N inputs, 2MN² flops.
 */
public record LinearRegression() implements Construction {
    @Override
    public String name() {
        return "linear-regression";
    }

    @Override
    public Outcome construct(Problem problem) {
        PivotLayer scheme = new PivotLayer(new Architecture(List.of(), new Identity()), 1);
        Optional<Refusal> obstacle = scheme.obstacle(problem);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        AffineSolve solve = problem.inputSolve();
        return scheme.join(problem, scheme.lift(problem, 1), solve, name());
    }
}
