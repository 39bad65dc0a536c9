package dev.nadir.assess;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;

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

    /** By effective K on these data and the distinct samples, as every command judges. */
    static Regime of(Network network, Matrix inputs) {
        return switch (dev.nadir.jacobian.Regime.of(network, inputs).kind()) {
            case UNDERPARAMETRIZED -> UNDERPARAMETRIZED;
            case OVERPARAMETRIZED -> OVERPARAMETRIZED;
            case STRONGLY_OVERPARAMETRIZED -> STRONGLY_OVERPARAMETRIZED;
        };
    }
}
