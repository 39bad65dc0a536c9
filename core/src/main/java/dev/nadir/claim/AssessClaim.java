package dev.nadir.claim;

/** What is said about zero loss being attainable, and of the theorems that bear on it. */
public enum AssessClaim implements Claim {
    /** The witness is the model itself. */
    GIVEN_MODEL_FITS(
            Wording.says("the given model itself has zero loss: relative cost {cost}, largest residual {residual}")
                    .when("the relative cost of the model at its own parameters is at most 1e-20")
                    .decided(Ground.MEASURED)),

    /** The witness is the constant network. */
    CONSTANT_LABELS(
            Wording.says("all samples have the same label: weights 0 and an output bias of that label have zero loss:"
                            + " relative cost {cost}, largest residual {residual}")
                    .when("all label columns are equal and the network so made has zero loss")
                    .decided(Ground.MEASURED)),

    /** The witness is an affine map. */
    AFFINE_LABELS(
            Wording.says("the labels are an affine map of the inputs, of rank at most the narrowest layer, and this"
                            + " network contains it: relative cost {cost}, largest residual {residual}")
                    .when(
                            "every hidden σ is the identity on the positive numbers, and the network that passes the affine map on has"
                                    + " zero loss")
                    .decided(Ground.MEASURED)),

    /** The witness comes from a construction. */
    WEIGHTS_CONSTRUCTED(
            Wording.says("{construction} gives this network weights of zero loss: relative cost {cost}, largest"
                            + " residual {residual}")
                    .when("a construction, filled up to the widths in question, has zero loss")
                    .decided(Ground.MEASURED)),

    /** The witness comes from the straight line. */
    WEIGHTS_TRAINED(
            Wording.says("the straight line from {start} ends at weights of zero loss: relative cost {cost}, largest"
                            + " residual {residual}")
                    .when("the network at the end of the line has zero loss")
                    .decided(Ground.MEASURED)),

    /** A theorem gives weights that were not found accurately enough. */
    ENOUGH_UNITS(
            Wording.says("hidden layer {layer} has {width} units, at least N - 1 = {least}, and no later one fewer than"
                            + " Q = {outputs}: exact weights exist for any labels of distinct samples, but those found were not"
                            + " accurate enough in float64")
                    .when(
                            "the samples are distinct, that layer is ReLU, leaky ReLU or analytic and no polynomial, and the output is"
                                    + " affine: the lift theorem (docs/design/structured.md, 8.1), or the interpolant along a line")
                    .decided("counting; exact comparison of the samples")),

    /** An affine map over the rationals. */
    AFFINE_MAP_EXISTS(Wording.says(
                    "an affine map takes every input to its label exactly, and this network contains it; its"
                            + " numbers are rational, and those found were not accurate enough in float64")
            .when("rank [X; 1ᵀ; Y] = rank [X; 1ᵀ] over the rational numbers, the dimension of the labels is at most the"
                    + " narrowest layer, and every hidden σ is the identity on the positive numbers")
            .decided("elimination modulo primes with Hadamard's bound (RationalRank); no rounding")
            .otherwise("not decided, where that takes too long")),

    /** About the data alone, with a network that was built. */
    SOME_NETWORK_FITS(Wording.says("{construction} with K = {K} parameters has zero loss: relative cost {cost}, largest"
                    + " residual {residual}")
            .when("no architecture is in question and a network was built that has zero loss")
            .decided(Ground.MEASURED)),

    /** About the data alone, by the theorem. */
    DISTINCT_SAMPLES(
            Wording.says("the samples are distinct, so N - 1 = {units} hidden units fit any labels of them in exact"
                            + " arithmetic; none of the networks built was accurate enough in float64")
                    .when("no architecture is in question and no two samples are equal (the interpolant along a line)")
                    .decided("exact comparison of the samples")),

    /** Equal inputs carry different labels. */
    CONFLICTING_DUPLICATES(Wording.says(
                    "samples {i} and {j} have equal inputs as float64 numbers and different labels,"
                            + " {pairs} such pairs in all: no function of the inputs fits them, the relative cost is at least {bound}")
            .when("the labels of equal inputs differ by so much that the relative cost must exceed 1e-20")
            .decided(
                    "comparing float64 numbers for equality, and a quarter of the squared range of the labels in every such group,"
                            + " in units of the spread of all labels, less 4 ε of their size")
            .otherwise("not decided: the labels of equal inputs differ by rounding only")),

    /** Too small a space for the labels. */
    OUTPUTS_IN_TOO_FEW_DIMENSIONS(Wording.says(
                    "the outputs of this network lie in an affine space of {dimensions} dimensions"
                            + " whatever its parameters, and the labels do not: the relative cost is at least {bound}")
            .when(
                    "the affine layers at the end have an input of w units, and the centred labels have more than w singular"
                            + " values clear of rounding")
            .decided("half the squares of the singular values beyond w, in units of the labels' spread, each less"
                    + " 4 (Q + N) ε ‖Y‖ (Eckart and Young)")
            .otherwise("not decided: the singular values beyond w are within rounding")),

    /** One affine map, and none fits. */
    NO_AFFINE_MAP_FITS(Wording.says(
                    "this network is one affine map whatever its parameters, and none fits: the relative cost"
                            + " is at least {bound}")
            .when("every activation is the identity, and rank [X; 1ᵀ; Y] > rank [X; 1ᵀ] over the rational numbers")
            .decided(
                    "the ranks exactly; the bound is the distance to the row space found by SVD, in units of the labels'"
                            + " spread, less 8 (M + N) ε cond(X) of their size and 4 (Q + N) ε ‖Y‖")
            .otherwise("not decided: the exact ranks take too long, or the inputs are too nearly dependent for a bound"
                    + " above what counts as zero loss")),

    /** Nothing proved either way. */
    NOT_DECIDED(Wording.says("nothing rules zero loss out, and nothing that was tried reached it: {tried}")
            .when("there is neither a witness, nor a theorem that gives one, nor an obstruction")
            .decided("everything tried is listed with what came of it")),

    /** The count of parameters and equations. */
    ALMOST_NO_LABELS(Wording.says(
                    "K = {effective} effective parameters are fewer than QN = {equations} equations: almost no"
                            + " labels can be fitted by this network; whether these are among the exceptions is not decided")
            .when(
                    "the effective number of parameters is below QN, N the distinct samples, and zero loss is not decided")
            .decided("counting; the outputs are a locally Lipschitz image of that many numbers, which has measure 0")),

    /** A witness although K &lt; QN. */
    LABELS_NOT_GENERIC(Wording.says(
                    "K = {effective} effective parameters are fewer than QN = {equations} equations: almost no"
                            + " labels can be fitted by this network; these can, so they have structure that it can use")
            .when("the effective number of parameters is below QN and there is a witness")
            .decided("counting; the witness is measured")),

    /** Another architecture fits. */
    ANOTHER_NETWORK_FITS(
            Wording.says("another network has zero loss on these data: {construction} with K = {K} parameters")
                    .when(
                            "zero loss is not known to be attainable for the network in question, and a network of other layers was built"
                                    + " that has it")
                    .decided(Ground.MEASURED)),

    /** [CM] Proposition 1. */
    PROPOSITION_1(Wording.says("[CM] Proposition 1 applies: linear regression has zero loss for every Y")
            .when("rank [X; 1ᵀ] = N")
            .decided(Ground.RANK)
            .otherwise("not decided, where the rank is")),

    /** [CM] Theorem 2.1. */
    THEOREM_2_1(
            Wording.says("[CM] Theorem 2.1 applies: for every Y the first layer can be solved for, the others chosen")
                    .when(
                            "rank [X; 1ᵀ] = N (the paper: M > N and X of rank N, without the bias); at least one hidden layer, none"
                                    + " narrower than Q; σ a local diffeomorphism somewhere; an affine output")
                    .decided(Ground.RANK)
                    .otherwise("not decided, where the rank is")),

    /** [CM] Theorem 2.2. */
    THEOREM_2_2(Wording.says(
                    "[CM] Theorem 2.2 applies: for every Y the first layer can be solved for with W_2 … W_{L+1} given")
            .when(
                    "as Theorem 2.1, σ a diffeomorphism of ℝ onto the positive numbers, and W_2 … W_{L+1} of full row rank, which"
                            + " needs layers that do not widen above the first")
            .decided(Ground.RANK + "; the rank of a given model's weights likewise")
            .otherwise("not decided, where a rank is")),

    /** [CE] Theorem 1.2. */
    THEOREM_1_2(Wording.says(
                    "[CE] Theorem 1.2 applies: the flow moves the outputs within range D only, and a stationary point"
                            + " has C = N/2 |P⊥ ∇_x C|², P as in (1.6)")
            .when("K < QN and rank D = K")
            .decided("counting, and the rank of D at the parameters with the gap of its report")
            .otherwise("not decided, where the rank of D is, or was not computed")),

    /** [CE] Theorem 1.3. */
    THEOREM_1_3(
            Wording.says("[CE] Theorem 1.3 can apply: a ReLU network with K < QN has no zero loss on generic data; that"
                            + " these data are generic is not decided")
                    .when(
                            "every hidden σ is ReLU, K < QN, and no weights of zero loss are known, which would show that the data are"
                                    + " not generic")
                    .decided("counting; genericity cannot be measured, so the row never says more than not decided")
                    .otherwise("does not apply, with the hypothesis that fails")),

    /** The lift theorem. */
    LIFT_THEOREM(Wording.says("the lift theorem applies: random features of analytic σ make a linear solve possible for"
                    + " every Y")
            .when(
                    "distinct samples; a hidden layer of at least N - 1 units whose σ is analytic and no polynomial, no constant"
                            + " σ before it, no layer behind it narrower than Q, and an affine output")
            .decided("counting; exact comparison of the samples")),

    /** Sequential linear separability. */
    SEQUENTIAL_SEPARABILITY(Wording.says(
                    "sequential linear separability (arXiv 2405.07098): C - 1 hyperplanes give zero"
                            + " loss, whatever N")
            .when("the classes can be separated one after the other by hyperplanes")
            .decided("a hyperplane for each class, or for each class that is stuck a convex combination that proves it"
                    + " inseparable")
            .otherwise("not decided, where neither was found within rounding")),

    /** Clustered data. */
    CLUSTERED_DATA(Wording.says("clustered data (arXiv 2309.10639): C truncation cones give zero loss, whatever N")
            .when("the radius δ of the classes is below δ*")
            .decided(
                    "both computed with an error of 8 (M + N) ε of the largest feature, scaled so that no square under- or overflows")
            .otherwise("not decided, where they agree to that error")),

    /** Some directions of the outputs cannot be moved. */
    DIRECTIONS_BLOCKED(
            Wording.says("K = {effective} effective parameters for QN = {equations} equations: at least {blocked}"
                            + " directions of the outputs cannot be moved, to first order")
                    .when("the effective number of parameters is below QN")
                    .decided("counting: rank D is at most the effective number of parameters")),

    /** The inputs bound the rank. */
    RANK_BOUNDED_BY_INPUTS(
            Wording.says("rank D ≤ {bound} < QN = {equations} although K = {K}: the first layer adds at most M_1"
                            + " rank [X; 1ᵀ], and the inputs have rank {rank} only")
                    .when(
                            "the sum over the layers of M_l min(rank of the layer's inputs with the bias, N) is below QN, K is not, and"
                                    + " rank [X; 1ᵀ] is decided")
                    .decided("counting, and the rank report of [X; 1ᵀ]")
                    .otherwise("nothing, where that rank is not decided")),

    /** The rank where descent starts. */
    RANK_TOO_SMALL(Wording.says("rank D = {rank} of QN = {equations} {where}")
            .when("the rank of D is below QN and decided")
            .decided("the singular values of D with the gap of the rank report")
            .otherwise("rank D … (not decided)")),

    /** A slow direction. */
    SLOW_DIRECTION(
            Wording.says("λ_max/λ_min of DDᵀ is {ratio} {where}: the slowest direction of the outputs moves that many"
                            + " times more slowly than the fastest")
                    .when("rank D = QN is decided and λ_min is below 1e-8 λ_max")
                    .decided("the eigenvalues of DDᵀ, relative to the largest")
                    .otherwise("nothing, where the rank is not decided")),

    /** The part of the cost that is blocked. */
    LOSS_BLOCKED(Wording.says("of the cost {cost}, {blocked} is blocked to first order at the given parameters")
            .when("a model is given and the rank of D is decided")
            .decided("N/2 |P⊥ ∇_x C|², P from the singular vectors above the cut")
            .otherwise("nothing, where the rank is not decided")),

    /** Symmetries. */
    SCALING_SYMMETRIES(
            Wording.says("{activation} scales with its input: one direction of the parameters per hidden unit does"
                            + " nothing")
                    .when("a hidden σ has σ(cz) = c σ(z) for c > 0, as ReLU, leaky ReLU and the identity do")
                    .decided("known of the activation"));

    private final Wording wording;

    AssessClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "assess";
    }

    @Override
    public Wording wording() {
        return wording;
    }

    /** Grounds that several claims share. */
    private static final class Ground {
        static final String MEASURED =
                "evaluating the network on all samples in float64; the cost is relative to the spread"
                        + " of the labels (ZeroLoss), a fixed standardization in front counts as part of W_1 and b_1";
        static final String RANK =
                "the singular values of [X; 1ᵀ], X standardized, with the gap of the rank report; counting";
    }
}
