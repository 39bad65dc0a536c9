package dev.nadir.claim;

/** What is said of a loss other than the square loss, at some parameters. */
public enum LossClaim implements Claim {
    /** No outputs at all bring the loss to zero. */
    FLOOR(Wording.says("the loss cannot go below {floor}, whatever the model: {why}")
            .when("the labels of cross-entropy are no certain classes, by themselves or by label smoothing")
            .decided("the mean entropy of the labels, a sum of terms of one sign, exact to some ε")),
    /** The tangent features separate the classes. */
    SEPARABLE(Wording.says(
                    "to first order every sample can be brought to its class: some change of the parameters raises the right"
                            + " logit over every other one on every sample, the least rise {margin} of the largest")
            .when("the classes are certain and the tangent features separate them, so that nothing is blocked")
            .decided("the rises themselves, all above 16 √(QN) ε of the logits and of their change")
            .otherwise("between two numbers, where neither a separating change nor a certificate was found")),
    /** Samples contradict each other. */
    CONTRADICTED(Wording.says(
                    "to first order {count} samples contradict each other: no change of the parameters brings the loss below"
                            + " {bound}")
            .when("the classes are certain and no change of the parameters separates them to first order")
            .decided("Fenchel's bound by a dual vector u with Dᵀu = 0 to rounding, for changes of the outputs up to ten"
                    + " times the one that was found")
            .otherwise("between two numbers, where neither a separating change nor a certificate was found"));

    private final Wording wording;

    LossClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "loss";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
