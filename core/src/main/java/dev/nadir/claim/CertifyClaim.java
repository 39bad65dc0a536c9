package dev.nadir.claim;

/** What {@code certify} proves, in real arithmetic and with every rounding bounded. */
public enum CertifyClaim implements Claim {
    /** The stored parameters are exact. */
    EXACT_AS_STORED(Wording.says("the stored parameters themselves have exactly zero loss")
            .when("the function that the stored doubles define takes every sample to its label, exactly")
            .decided("interval arithmetic that loses nothing where nothing is rounded; piecewise linear networks only")
            .otherwise("nothing; the next argument is tried")),
    /** Exact parameters exist near by. */
    EXACT_WITHIN(Wording.says("parameters of exactly zero loss exist within {radius} of the stored ones")
            .when("the function with the exact activations has parameters of zero loss in that ball of the 2-norm")
            .decided(
                    "intermediate values for each output, or Newton-Kantorovich, γρ/σ² ≤ 1/2, with ρ, σ and γ bounded on the"
                            + " safe side: docs/certificates.md")
            .otherwise("\"inconclusive\", with the inequality that fails, its two sides, and what would help")),
    /** A certificate file holds. */
    CONFIRMED(Wording.says("the certificate is confirmed: {outcome}")
            .when(
                    "the file names this model and these samples, and what it claims is proved again from them, within its radius")
            .decided("checksums, and the arguments of certify; nothing that constructs networks is used")
            .otherwise("\"not confirmed\", and why")),
    /** Equal inputs, different labels. */
    CONFLICTING_LABELS(Wording.says("samples {first} and {second} have equal inputs and different labels")
            .when("their inputs agree number by number, their labels do not: no function fits both")
            .decided("comparing float64 numbers for equality")),
    /** No affine map fits. */
    NOT_AFFINE(Wording.says(
                    "all layers are affine, and the labels are no affine map of the inputs: rank [X; 1ᵀ; Y] exceeds"
                            + " rank [X; 1ᵀ] over the rational numbers")
            .when(
                    "no layer has an activation other than the identity, and no affine map takes every sample to its label")
            .decided("ranks over the rational numbers, modulo primes with Hadamard's bound")
            .otherwise("nothing; the proof of existence is tried")),
    /** What no parameters get below. */
    COST_AT_LEAST(Wording.says("the cost is at least {bound} for all parameters of the network")
            .when(
                    "all layers are affine, and (Σ u_i y_i)²/(2N Σ u_i²) is not below the bound, for whole numbers u with Σ u_i = 0 and"
                            + " Σ u_i x_i = 0")
            .decided("adding up without rounding; the bound is rounded down")
            .otherwise("nothing: no such u was looked for or found")),
    /** No increasing function of an affine map fits. */
    NOT_INCREASING(Wording.says(
                    "all layers are affine but for an increasing activation at the output, and output {output} is no"
                            + " increasing function of an affine map: two convex combinations of samples coincide, and every label of the"
                            + " one is above all of the other")
            .when("no affine map followed by a function that does not decrease takes every sample to its label")
            .decided("whole-number weights whose combinations are added up without rounding (Farkas' lemma)")
            .otherwise("nothing; the proof of existence is tried")),
    /** Too narrow a layer under affine ones. */
    BOTTLENECK(Wording.says(
                    "the labels span an affine space of {dimensions} dimensions, and a layer of {width} units with only"
                            + " affine maps above it reaches {width}")
            .when("rank [Y; 1ᵀ] − 1 exceeds the width of a layer whose outputs reach the labels by affine maps only")
            .decided("the rank over the rational numbers")
            .otherwise("nothing; the proof of existence is tried")),
    /** A label that the output activation never gives. */
    OUT_OF_RANGE(Wording.says("label {label} of sample {sample} is no value of the output activation {activation}")
            .when("no real z has σ(z) equal to the label")
            .decided("comparing it with the ends of the range of σ"));

    private final Wording wording;

    CertifyClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "certify";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
