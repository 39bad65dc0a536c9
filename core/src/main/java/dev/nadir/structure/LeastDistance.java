package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.Optional;

/** One separation: the least-distance problem on a growing working set, then exact arithmetic. See {@link Separator}. */
final class LeastDistance {
    private static final int ADDED_PER_SIDE = 400;
    private static final double MARGIN_SLACK = 1e-6;
    private static final double CLEAR_RESIDUAL = 1e-6;

    private final Separator separator;
    private final int[] first;
    private final int[] second;
    private final WorkingSet working;

    LeastDistance(Separator separator, int[] first, int[] second, int[] hints) {
        this.separator = separator;
        this.first = first;
        this.second = second;
        this.working = new WorkingSet(separator.inputs(), first, second, hints);
    }

    /**
     * What doubles say about the working set.
     *
     * @param check the best hyperplane, measured on all samples; empty if the combinations seem to coincide
     * @param residual the residual that gives the margins of its samples; empty if it is too small to be told from
     *     rounding, so that only the sides of the middle count
     */
    private record Round(Optional<Separator.Check> check, Optional<double[]> residual) {}

    Separation run() {
        Round round;
        do {
            round = solve();
        } while (round.check().isPresent() && working.add(violators(round)) > 0);
        Optional<Separator.Check> check = round.check();
        return check.filter(Separator.Check::passed)
                .<Separation>map(this::separated)
                .orElseGet(() -> decided(check));
    }

    private Round solve() {
        Matrix e = working.columns();
        double[] f = new double[e.rows()];
        f[f.length - 1] = 1;
        NonNegativeLeastSquares.Solution solution = NonNegativeLeastSquares.solve(e, f, working.weights());
        working.setWeights(solution.u());
        if (solution.residualNorm() > CLEAR_RESIDUAL) {
            return new Round(check(solution.residual()), Optional.of(solution.residual()));
        }
        return new Round(coincide() ? Optional.empty() : stretched(e, solution.residual()), Optional.empty());
    }

    private Optional<Separator.Check> stretched(Matrix e, double[] residual) {
        Stretch.Refined refined = Stretch.solve(e, residual, working.weights());
        working.setWeights(refined.weights());
        return coincide() ? Optional.empty() : refined.normal().flatMap(this::check);
    }

    /** The hyperplane whose normal is the first M entries. */
    private Optional<Separator.Check> check(double[] normal) {
        double[] w = Arrays.copyOf(normal, separator.inputs().rows());
        return Arrays.stream(w).allMatch(v -> v == 0)
                ? Optional.empty()
                : Optional.of(separator.check(w, first, second));
    }

    /** Whether the two combinations coincide to the rounding error of adding them up, 4(M + 2)ε. */
    private boolean coincide() {
        return working.mismatch() <= 4 * (separator.inputs().rows() + 2) * Math.ulp(1.0);
    }

    private Separated separated(Separator.Check check) {
        return new Separated(check.unit(), check.gap(), check.rounding(), working.support(), Optional.empty());
    }

    private Separation decided(Optional<Separator.Check> check) {
        return ExactSeparation.decide(separator, first, second, working.support())
                .orElseGet(() -> new Undecided(
                        check.map(Separator.Check::gap).filter(gap -> gap > 0),
                        Optional.of(working.mismatch()).filter(Double::isFinite),
                        "exact arithmetic on " + (first.length + second.length) + " samples of "
                                + separator.inputs().rows() + " features would take too long"));
    }

    /** The samples furthest on the wrong side of their margin. */
    private int[] violators(Round round) {
        Separator.Check check = round.check().orElseThrow();
        double unit = 1 / check.norm();
        double shift = check.unit().offset();
        double bound = 0;
        if (round.residual().isPresent()) {
            double[] r = round.residual().get();
            unit = -1 / r[r.length - 1] / working.scale();
            shift = working.scale() * unit * r[working.centre().length];
            for (int i = 0; i < working.centre().length; i++) {
                shift -= unit * r[i] * working.centre()[i];
            }
            bound = 1 - MARGIN_SLACK;
        }
        int[] own = worst(first, check.values(), new double[] {-unit, -shift, bound});
        int[] others = worst(second, check.values(), new double[] {unit, shift, bound});
        int[] both = Arrays.copyOf(own, own.length + others.length);
        System.arraycopy(others, 0, both, own.length, others.length);
        return both;
    }

    /** Up to 400 samples not yet chosen with unit · value + shift below the bound, the lowest ones. */
    private int[] worst(int[] side, double[] values, double[] unitShiftBound) {
        double unit = unitShiftBound[0];
        double shift = unitShiftBound[1];
        int[] violating = Arrays.stream(side)
                .filter(i -> unit * values[i] + shift < unitShiftBound[2] && !working.contains(i))
                .toArray();
        if (violating.length <= ADDED_PER_SIDE) {
            return violating;
        }
        double[] margins = Arrays.stream(violating)
                .mapToDouble(i -> unit * values[i] + shift)
                .sorted()
                .toArray();
        double cut = margins[ADDED_PER_SIDE - 1];
        return Arrays.stream(violating)
                .filter(i -> unit * values[i] + shift <= cut)
                .limit(ADDED_PER_SIDE)
                .toArray();
    }
}
