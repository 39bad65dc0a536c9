package dev.nadir.assess;

/** The regime of mathematics §1, judged by the parameters that can do something. */
public enum Regime {
    /** No network in question. */
    NONE("no architecture given"),
    /** K &lt; QN. */
    UNDERPARAMETRIZED("underparametrized"),
    /** K ≥ QN. */
    OVERPARAMETRIZED("overparametrized"),
    /** K ≥ QN, M > N and K > N. */
    STRONGLY_OVERPARAMETRIZED("strongly overparametrized");

    private final String words;

    Regime(String words) {
        this.words = words;
    }

    /** As it is written in reports. */
    public String words() {
        return words;
    }

    static Regime of(long effective, long equations, int inputDim, int samples) {
        if (effective < equations) {
            return UNDERPARAMETRIZED;
        }
        return inputDim > samples && effective > samples ? STRONGLY_OVERPARAMETRIZED : OVERPARAMETRIZED;
    }
}
