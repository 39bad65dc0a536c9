package dev.nadir.certify;

/** By which argument zero loss is proved. */
public enum Method {
    /** The outputs are the labels: interval arithmetic that loses nothing. */
    EXACT_EVALUATION("the stored parameters have exactly zero loss"),
    /** One layer is moved; above it every output depends on one unit: the intermediate value theorem, one number at a time. */
    COORDINATE_BRACKETS("intermediate values, one output at a time"),
    /** One layer is moved: Newton-Kantorovich for the outputs of each sample. */
    PIVOT_LAYER("Newton-Kantorovich, one sample at a time"),
    /** Several layers are moved together: Newton-Kantorovich in the parameters. */
    PARAMETERS("Newton-Kantorovich in the parameters");

    private final String words;

    Method(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
