package dev.nadir.claim;

/** What is said of data alone: which constructions of zero loss apply, by duplicates, counts and the rank of [X; 1ᵀ]. */
public enum StructureClaim implements Claim {
    /** Equal inputs, different labels. */
    CONFLICTING_LABELS(
            Wording.says("none reaches zero loss: {groups} different labels, first samples {first} and {second};"
                            + " correct the labels, or drop one of each pair")
                    .when("two samples have the same inputs, number by number, and not the same labels")
                    .decided("comparing float64 numbers for equality")),
    /** Every label is an affine function of the inputs. */
    LINEAR_REGRESSION_APPLIES(Wording.says("linear regression (no hidden layer): rank [X; 1ᵀ] = N = {N}")
            .when("no conflicting labels, and rank [X; 1ᵀ] = N over the distinct samples")
            .decided("singular values with all features at one scale, raw or standardized: the least exceeds ten"
                    + " times max(M + 1, N) ε σ_max, and 16 ε times the condition is at most 1e-10")
            .otherwise("that pivot 1 cannot be relied on, and why")),
    /** The first layer can be solved for. */
    PIVOT_1_APPLIES(Wording.says(
                    "pivot 1 ([CM] Theorems 2.1 and 2.2) at any depth, hidden layers at least as wide as the outputs")
            .when("no conflicting labels, and rank [X; 1ᵀ] = N over the distinct samples")
            .decided("as for linear regression")
            .otherwise("that pivot 1 cannot be relied on, and why")),
    /** Exact weights exist; whether rounded ones fit is open. */
    PIVOT_1_ILL_CONDITIONED(Wording.says(
                    "linear regression and pivot 1: exact weights exist, for rank [X; 1ᵀ] = N = {N}, but at condition"
                            + " {condition} rounding may leave residuals of up to {error} of the labels; whether zero loss is"
                            + " reached is not decided before the weights are constructed and measured")
            .when("no conflicting labels, rank [X; 1ᵀ] = N, and 16 ε times its condition exceeds 1e-10")
            .decided("as for linear regression; 1e-10 of the labels' spread is the residual that counts as zero"
                    + " loss, 16 ε κ what a backward stable solve may leave of it")),
    /** More samples than features. */
    PIVOT_1_CANNOT(Wording.says("pivot 1 cannot: M + 1 = {rows} < N = {N}")
            .when("M + 1 is below the number of distinct samples")
            .decided("counting")),
    /** Not known to be full. */
    PIVOT_1_UNRELIABLE(Wording.says("pivot 1 cannot be relied on: rank [X; 1ᵀ] {rank}; needed N = {N}")
            .when("M + 1 is at least N, and the rank of [X; 1ᵀ] is below N to rounding, or not decided")
            .decided("the rank report, which names the cut and the singular values around it; a rank below N is one to"
                    + " rounding: a change of the data by that much can raise it")),
    /** The lift theorem. */
    LIFT_APPLIES(Wording.says(
                    "lift (pivot 2 or later): for the {N} distinct samples a first hidden layer of {units} units or"
                            + " more suffices, if σ is analytic and no polynomial")
            .when("no conflicting labels")
            .decided("the lift theorem (docs/design/structured.md, 8.1): such weights exist for N - 1 units"));

    private final Wording wording;

    StructureClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "structure";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
