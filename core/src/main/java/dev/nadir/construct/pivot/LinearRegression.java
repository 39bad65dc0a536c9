package dev.nadir.construct.pivot;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Underdetermined linear regression, L = 0: W X + b 1ᵀ = Y ([CM] §4.3, Proposition 1).
 *
 * <p>Hypothesis: rank [X; 1ᵀ] = N, or labels that are an affine map of the inputs.
 * Cost: one QR of the (M+1) x N inputs, 2MN² flops; an SVD of them where N > M + 1.
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
            boolean rank = obstacle.get().reason().equals("rank");
            return rank ? affineLabels(problem).<Outcome>map(built -> built).orElse(obstacle.get()) : obstacle.get();
        }
        AffineSolve solve = problem.inputSolve();
        return scheme.join(problem, scheme.lift(problem, 1), solve, name());
    }

    /** The map of least squares, where it fits although the inputs cannot fit every Y. */
    private Optional<Constructed> affineLabels(Problem problem) {
        AffineLeastSquares best = AffineLeastSquares.of(problem.data());
        Network network =
                new Network(Optional.of(best.scaling()), List.of(new Layer(best.map(), best.bias(), new Identity())));
        RankReport noSolve = RankReport.of(new double[0], 0, "no linear solve");
        List<String> notes = List.of("The labels are an affine map of the inputs.");
        return Accuracy.of(network, problem.data()).zeroLoss()
                ? Optional.of(new Constructed(network, name(), 1, noSolve, notes))
                : Optional.empty();
    }
}
