package dev.nadir.claim;

/**
 * What is said of a network on data: why its loss does not go to zero.
 *
 * <p>The loss that a claim explains is |p|²/2N for a piece p of the residual x − y; the pieces are orthogonal, in the order
 * of the subspaces that docs/diagnose.md lists, so they sum up to C.
 */
public enum DiagnoseClaim implements Claim {
    /** Equal inputs carry different labels. */
    CONFLICTING_DUPLICATES(Wording.says(
                    "samples {samples} have the same inputs and different labels{more}: no function of the inputs has"
                            + " a cost below {cost} on these data")
            .when("two samples have the same inputs, number by number, and not the same labels")
            .decided("comparing float64 numbers for equality; the bound is the variance of the labels within the"
                    + " groups, summed, over 2N")),
    /** Singular values lie near the rank cut. */
    UNDECIDED_RANK(Wording.says(
                    "{count} singular values of D lie too near the cut to say whether their directions can be"
                            + " reached")
            .when("singular values of D lie within a factor of 10 of the rank cut, relative to σ_max, or below what the"
                    + " eigenvalues of DDᵀ can show")
            .decided("the rank report of D; its loss is that in the doubtful directions")),
    /** Units of σ' = 0 on every sample. */
    DEAD_UNITS(Wording.says(
                    "{units} dead, σ' = 0 on every sample: this is what descent could do through working units in"
                            + " their place")
            .when("an activation that is constant on an interval (ReLU) has σ' = 0 on every sample; a σ' that only"
                    + " rounds to 0 is saturation, not deadness")
            .decided("evaluating σ'; the loss is that in the directions of the columns of D that the units would add if"
                    + " their pre-activations had mean 0 and deviation 1 over the samples")),
    /** Units so far saturated that they count as constant. */
    FLAT_UNITS(Wording.says("{units} saturated so far that float64 sees no derivative: this is what descent could do"
                    + " through working units in their place")
            .when("|σ'| is at most 1e-3 of its usual size on every sample, and the unit's columns of D are below the"
                    + " rank cut, relative to σ_max")
            .decided("as for dead units")),
    /** Samples whose rows of D vanish. */
    UNMOVED_SAMPLES(Wording.says("no trained parameter moves an output of {samples}")
            .when("a row of D is exactly 0")
            .decided("the diagonal of DDᵀ; its loss is that of the outputs of those rows")),
    /** Different samples with the same rows of D. */
    DEPENDENT_ROWS(Wording.says(
                    "different samples have parallel rows of D ({groups}): their outputs can only move" + " together")
            .when("rows of D of two samples with different inputs are at an angle below 1e-3 for every output, and the"
                    + " directions that tell them apart are within 1e-3 of the blocked space")
            .decided("the cosines in DDᵀ and the angles to the range of D; its loss is that in those directions")),
    /** The rank is lower than nearby. */
    RANK_DEFICIENT(Wording.says("D has rank {rank} here and {nearby} at parameters nearby ({size} of their size"
                    + " away){cause}: this point is degenerate")
            .when("the rank of D is decided here and after adding normal noise of 1e-3 of every layer's size"
                    + " (seeded), and larger there")
            .decided("two rank reports; its loss is that in the directions by which the range of D is larger there")),
    /** Labels that explain far more than others. */
    SUSPICIOUS_SAMPLES(
            Wording.says("{samples}: were the label free, so much less would be blocked, far more than for other"
                            + " samples")
                    .when("the loss that freeing a sample's label removes from what is still unexplained is so many"
                            + " times that of the others that normal residuals would show it in fewer than one"
                            + " data set in a hundred")
                    .decided("deletion residuals against their mean, a bound of the χ² tail (Laurent and Massart 2000,"
                            + " Lemma 1)")),
    /** Parameters fewer than numbers to fit. */
    TOO_FEW_PARAMETERS(Wording.says("{K} {parameters} for {rows} numbers to fit (Q = {Q} times {N} distinct"
                    + " samples): at least {directions} directions are blocked whatever the parameters are")
            .when("the effective K is below Q times the number of distinct inputs")
            .decided("counting; its loss is what is blocked and no other reason explains")),
    /** Blocked, and no reason known. */
    BLOCKED_OTHERWISE(Wording.says("blocked, though {K} parameters would be enough for {rows} numbers: {known}")
            .when("the effective K is not below Q times the number of distinct inputs, and at least 1e-6 of C is"
                    + " blocked and explained by no other reason")
            .decided("what is left of the residual after all other reasons")),
    /** The learning rate is beyond the edge. */
    UNSTABLE_LEARNING_RATE(
            Wording.says("lr {lr} is beyond the edge of stability {edge} of the linearized model in {count}"
                            + " directions: their loss grows instead of falling")
                    .when("a learning rate is given and η λ_max/N ≥ 2 for the largest eigenvalue of DDᵀ")
                    .decided("the spectrum of DDᵀ; its loss is that in the eigenvectors with η λ/N ≥ 2")),
    /** Only saturated units reach it. */
    SATURATED_UNITS(Wording.says(
                    "saturated units ({units}), |σ'| at most 1e-3 of its usual size on every sample: this can be"
                            + " reached only through them, so slowly")
            .when("there are saturated units, and slow loss that is orthogonal to everything the other parameters can"
                    + " reach")
            .decided("evaluating σ', and a projection onto the range of the other columns of D")),
    /** Nearly parallel rows make it slow. */
    NEARLY_DEPENDENT_ROWS(Wording.says(
                    "samples with nearly parallel rows of D ({groups}) are told apart only slowly, in"
                            + " more than {steps} steps at lr {lr}")
            .when("rows of D of two samples are at an angle below 1e-3 for every output, and slow loss lies in the"
                    + " directions that tell them apart")
            .decided("the cosines in DDᵀ and a projection of the slow loss")),
    /** The rest of the slow loss. */
    SLOW_DIRECTIONS(Wording.says("reachable, but in more than {steps} steps at lr {lr}{edge}, linearized{cause}")
            .when("more than a tenth of the loss of an eigenvector of DDᵀ is left after 10,000 steps in the linearized"
                    + " model, and no other reason for slowness explains it")
            .decided("(1 − ηλ/N)² per step for every eigenvalue λ of DDᵀ")),
    /** Nothing stands in the way. */
    WELL_CONDITIONED(
            Wording.says("D has full rank {rank} and σ_min/σ_max = {spread}: to first order descent can reach every"
                            + " output")
                    .when("the rank of D is decided and Q times the number of distinct inputs, and σ_min/σ_max is at"
                            + " least 1e-4")
                    .decided("the rank report of D")),
    /** Weights of zero loss were found. */
    ZERO_LOSS_FOUND(Wording.says("other weights of this very network fit every sample (C = {cost}){how}")
            .when(
                    "the straight line in output space, started from the network, ends at zero loss, or assess constructs such"
                            + " weights")
            .decided("evaluating the network with them on all samples: relative cost at most 1e-20")
            .otherwise("whether other weights of this network reach zero loss is not decided; why the straight line was"
                    + " not walked, or where it ended, is said; or the proof that there are none")),
    /** No weights of any network fit. */
    ZERO_LOSS_IMPOSSIBLE(Wording.says(
                    "no weights reach zero loss: {samples} conflict, and C is at least {bound} for any" + " network")
            .when("two samples have the same inputs and different labels")
            .decided("comparing float64 numbers for equality")
            .otherwise("nothing is said: without conflicts this does not follow")),
    /** Worse than no network. */
    CONSTANT_IS_BETTER(
            Wording.says("a constant fits better: the mean label has C = {cost}; usual reasons are the order of"
                            + " classes, features or targets that were scaled in training, another loss")
                    .when("C is above the cost of the mean label")
                    .decided("evaluating both")),
    /** The outputs stand for other classes. */
    CLASS_ORDER(Wording.says("with the outputs read as {order} the accuracy is {accuracy} instead of {now}: the classes"
                    + " stand in another order than in training")
            .when("a constant fits better, and a reordering of the outputs fits better than any constant and is"
                    + " right more often")
            .decided("the most frequent class of every output that is largest, where these are all different")),
    /** The model wants standardized features. */
    STANDARDIZED_FEATURES(Wording.says("on standardized features C = {cost}: this model was trained on such")
            .when("a constant fits better, and the network fits better than any constant on features of mean 0 and"
                    + " deviation 1")
            .decided("evaluating the network on them")),
    /** The model gives scaled targets. */
    SCALED_TARGETS(Wording.says("an affine map of the outputs has C = {cost}: the targets were scaled in training")
            .when("a constant fits better, the labels are numbers, and the best affine map of each output has at most a"
                    + " tenth of the cost of the mean label")
            .decided("least squares per output")),
    /** The outputs are logits. */
    LOGITS(Wording.says(
                    "the softmax of the outputs has cross-entropy {entropy} and accuracy {accuracy}: these are logits;"
                            + " C measures their squared error to one-hot labels, which training never made small")
            .when("a constant fits better in squared error, and the softmax of the outputs has a smaller cross-entropy"
                    + " than the frequencies of the classes")
            .decided("evaluating both cross-entropies"));

    private final Wording wording;

    DiagnoseClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "diagnose";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
