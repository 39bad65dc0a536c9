package dev.nadir.claim;

/** Statements of the papers, said to hold where a network stands. */
public enum StatementClaim implements Claim {
    /** [CM] Proposition 1. */
    PROPOSITION_1(
            "[CM] Proposition 1",
            Wording.says("for the linear model X has full rank exactly if D has, and then every Y is fitted")
                    .when("one layer without activation; the three measured arms agree")
                    .decided("ranks of ã and D with a gap at the cut; least cost of the given labels at most"
                            + " (100 QN ε)² of the cost")
                    .otherwise("undecided: a rank without a gap")),
    /** [CM] Proposition 3. */
    PROPOSITION_3(
            "[CM] Proposition 3",
            Wording.says("one trained affine layer below a submersion: X of full rank makes D of full rank")
                    .when(
                            "only layer 1 is trained, ã of layer 1 has rank N, and the frozen rest is a submersion at every"
                                    + " sample: its Q x M_1 derivatives δ_i have rank Q; with or without a bias")
                    .decided("singular values of ã, δ_i and D; a deficient D contradicts it only where σ_min(ã) min_i"
                            + " σ_min(δ_i) exceeds the cut of D's rank")
                    .otherwise("undecided: that product is below the cut, so rounding could hide the rank")),
    /** [CM] Proposition 4, for at most as many samples as units. */
    PROPOSITION_4(
            "[CM] Proposition 4, N ≤ M_1",
            Wording.says("behind an affine layer that keeps the samples apart, some smooth σ makes D of full rank")
                    .when(
                            "only layer 1 is trained, no ã_j is 0, the z_j differ pairwise, and N ≤ M_1: then σ with gradients e_1,"
                                    + " …, e_N at z_1, …, z_N exists, and σ_min(D) = min_j |ã_j|")
                    .decided("comparing the stored z_j, and the least |ã_j| with 0")),
    /** [CM] Proposition 5. */
    PROPOSITION_5(
            "[CM] Proposition 5",
            Wording.says("X and W_2, …, W_{L+1} of full rank and σ a local diffeomorphism make D of full rank")
                    .when(
                            "layer 1 is trained, ã of layer 1 has rank N, σ' ≠ 0 on every unit and sample, the weights above"
                                    + " have full rank and no layer above the first widens")
                    .decided(
                            "singular values; a deficient D contradicts it only where σ_min(ã) min_i σ_min(δ_i) exceeds"
                                    + " the cut of D's rank")
                    .otherwise("undecided: that product is below the cut, so rounding could hide the rank")),
    /** [CM] (15). */
    FORMULA_15(
            "[CM] (15)",
            Wording.says("two layers, one output: X of full rank and w = W_2 ≠ 0 make D of full rank")
                    .when(
                            "two layers, Q = 1, ã of layer 1 has rank N, and w ∘ σ'(z_j) ≠ 0 at every sample; w = 0 is a set"
                                    + " of codimension M_1")
                    .decided(
                            "singular values; a deficient D contradicts it only where σ_min(ã) min_j |w ∘ σ'(z_j)| exceeds"
                                    + " the cut of D's rank")
                    .otherwise("undecided: that product is below the cut, so rounding could hide the rank")),
    /** [CM] Lemma 1. */
    LEMMA_1(
            "[CM] Lemma 1",
            Wording.says("the broadcast product of factors of full rank has full rank: σ_min(D) ≥ σ_min(ã) min_i"
                            + " σ_min(δ_i)")
                    .when("some trained layer has ã of rank N and every δ_i of rank Q beyond rounding")
                    .decided("singular values of ã, δ_i and D; half of the bound where D's are estimated by a sketch")),
    /** [CM] Remark 3. */
    REMARK_3(
            "[CM] Remark 3",
            Wording.says("rows of D that vanish or repeat each cost one rank")
                    .when("a row of every block of D is 0, or two samples have equal inputs; otherwise the remark says"
                            + " nothing about the rank")
                    .decided("comparing stored numbers; rank D with a gap at the cut")
                    .otherwise("undecided: a rank without a gap")),
    /** A dead ReLU layer. */
    DEAD_LAYER(
            "dead ReLU layer",
            Wording.says("a ReLU layer that is off at every sample makes the outputs constant and rank D at most Q")
                    .when(
                            "a hidden ReLU layer has z ≤ 0 on every unit and sample; a saturated smooth layer is not dead")
                    .decided("comparing z with 0; rank D with a gap at the cut")
                    .otherwise("undecided: a rank without a gap")),
    /** The zero network. */
    ZERO_PARAMETERS(
            "all parameters zero",
            Wording.says(
                            "with a hidden layer, all parameters zero and σ(0) = 0, D has rank Q with a bias in the trained"
                                    + " output layer and rank 0 without")
                    .when("all weights and biases are 0 and σ(0) = 0")
                    .decided("comparing with 0; rank D with a gap at the cut")
                    .otherwise("undecided: a rank without a gap")),
    /** [CE] Theorem 1.1. */
    THEOREM_1_1(
            "[CE] Theorem 1.1",
            Wording.says("the cost falls at a rate of at least 2λ/N with λ = λ_min(DDᵀ), here")
                    .when("D has rank QN, so λ > 0; said of this point, not of an orbit")
                    .decided("-C'/C = ‖∇_θC‖²/C ≥ 2λ/N up to 1e-8, a quarter where λ is estimated by a sketch")
                    .otherwise("undecided: a rank without a gap")),
    /** [CE] Theorem 1.2. */
    THEOREM_1_2(
            "[CE] Theorem 1.2",
            Wording.says("the outputs move within range D: P⊥ x' = 0")
                    .when(
                            "always; x' = -DDᵀ∇_xC, so ‖P⊥x'‖ ≤ σ_{r+1} ‖∇_θC‖ with the first singular value below the cut")
                    .decided("against that bound and the rounding 100 QN ε σ_max ‖∇_θC‖")
                    .otherwise("undecided: a rank without a gap")),
    /** [CE] (1.7). */
    FORMULA_1_7(
            "[CE] (1.7)",
            Wording.says("stationary, so what is left is what is blocked: C = N/2 ‖P⊥∇_xC‖²")
                    .when(
                            "zero loss by the one rule, or N/2 (‖∇_θC‖/σ_r)², which bounds C_reach, is at most 1e-6 C; a small"
                                    + " gradient alone is not stationarity")
                    .decided("the measured C_reach is at most 1e-6 C, or the relative cost is zero loss")
                    .otherwise("undecided: a rank without a gap"));

    private final String source;
    private final Wording wording;

    StatementClaim(String source, Wording wording) {
        this.source = source;
        this.wording = wording;
    }

    /** Where it stands: "[CM] Proposition 5". */
    public String source() {
        return source;
    }

    @Override
    public String subject() {
        return "statement";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
