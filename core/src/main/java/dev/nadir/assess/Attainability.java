package dev.nadir.assess;

/** The answer to "can zero loss be reached". */
public enum Attainability {
    /** Weights are known; what was built was measured. */
    ATTAINABLE("yes"),
    /** Weights are known although K &lt; QN: the data have structure. */
    ATTAINABLE_BY_STRUCTURE("yes, thanks to structure in the data, although K < QN"),
    /** Equal inputs carry different labels: no function fits them. */
    IMPOSSIBLE("no: equal inputs carry different labels"),
    /** The network is one affine map and no affine map fits, measured. */
    IMPOSSIBLE_FOR_AFFINE("no: this network is an affine map, and no affine map fits the data"),
    /** K &lt; QN and no structure found that this network could use: [CE] Theorem 1.3 rules it out for generic data. */
    GENERICALLY_IMPOSSIBLE("no, generically: K < QN and no structure was found that this network can use"),
    /** Nothing constructed, nothing excluded. */
    OPEN("open: not excluded by counting, but no construction applies to this architecture");

    private final String words;

    Attainability(String words) {
        this.words = words;
    }

    /** As it is written in reports. */
    public String words() {
        return words;
    }

    /** Whether weights are known. */
    public boolean yes() {
        return this == ATTAINABLE || this == ATTAINABLE_BY_STRUCTURE;
    }
}
