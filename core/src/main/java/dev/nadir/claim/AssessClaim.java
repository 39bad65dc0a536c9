package dev.nadir.claim;

/** What is said about zero loss being attainable. */
public enum AssessClaim implements Claim {
    /** Equal inputs carry different labels. */
    CONFLICTING_DUPLICATES(Wording.says(
                    "samples {i} and {j} have equal inputs and different labels, {pairs} such pairs in all: no function"
                            + " of the inputs fits them")
            .when("two samples have the same inputs, number by number as they were read, and not the same labels")
            .decided("comparing the float64 numbers for equality; no tolerance"));

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
}
