package dev.nadir.construct.pivot;

import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.AffineSolve;
import java.util.Optional;

/**
 * Random layers lift the data, layer k is solved for, layers k+1 … L+1 are chosen (mathematics §2.1, §2.4). With k = L+1
 * these are random features and a linear solve; pivots between are new.
 *
 * <p>Needs only distinct inputs and M_{k-1} ≥ N − 1. Several scales s of the random layers are tried until the features
 * are well conditioned. Cost: one QR of the M_{k-1} x N features per scale tried.
 *
 * @param architecture hidden widths and activation
 * @param pivot k in 2 … L+1
 */
public record PivotLift(Architecture architecture, int pivot) implements Construction {
    /** s = 3 was best in nearly all measurements (mathematics §2.4); the others help softplus, exp and the like. */
    private static final double[] DEVIATIONS = {3, 1, 8, 0.4};

    /** Below this condition number no other scale is tried: the residual is then about 1e-12 at worst. */
    private static final double GOOD_CONDITION = 1e4;

    /** Above this many samples a second factorization costs minutes, so a tolerable condition is accepted. */
    private static final int MANY_SAMPLES = 2500;

    private static final double TOLERABLE_CONDITION = 1e8;

    /** Checks the pivot. */
    public PivotLift {
        architecture.requirePivot(pivot);
        if (pivot == 1) {
            throw new IllegalArgumentException("pivot: got 1, expected at least 2, for pivot 1 lifts nothing");
        }
    }

    @Override
    public String name() {
        return "pivot-lift";
    }

    @Override
    public Outcome construct(Problem problem) {
        PivotLayer scheme = new PivotLayer(architecture, pivot);
        Optional<Refusal> obstacle = scheme.obstacle(problem);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        return best(problem, scheme)
                .map(best -> scheme.join(problem, best.lift, best.solve, name()))
                .orElseGet(() -> new Refusal(
                        "no-finite-lift",
                        "the random layers before pivot " + pivot + " overflow at every scale tried, from "
                                + DEVIATIONS[DEVIATIONS.length - 1],
                        "use an activation that grows more slowly, such as tanh, or fewer layers before the pivot"));
    }

    private record Candidate(Lift lift, AffineSolve solve) {
        double condition() {
            return solve.rank().condition();
        }
    }

    /** Empty where no scale gives finite features. */
    private static Optional<Candidate> best(Problem problem, PivotLayer scheme) {
        double enough = problem.data().samples() > MANY_SAMPLES ? TOLERABLE_CONDITION : GOOD_CONDITION;
        Candidate best = null;
        for (double deviation : DEVIATIONS) {
            Lift lift = scheme.lift(problem, deviation);
            if (!lift.features().isFinite()) {
                continue; // exp of a wide pre-activation
            }
            Candidate candidate = new Candidate(lift, AffineSolve.of(lift.features(), problem.progress()));
            if (best == null || candidate.condition() < best.condition()) {
                best = candidate;
            }
            if (best.condition() <= enough) {
                break;
            }
        }
        return Optional.ofNullable(best);
    }
}
