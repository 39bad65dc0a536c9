package dev.nadir.study;

/** How the evidence stands to what the paper or its summary leads one to expect. */
public enum Verdict {
    /** The measurements are as expected. */
    AS_EXPECTED("as expected"),
    /** They are not. */
    AGAINST_EXPECTATION("against expectation"),
    /** They do not decide it, or nothing was expected. */
    OPEN("no expectation decided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
