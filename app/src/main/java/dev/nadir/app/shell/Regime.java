package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.network.Network;

/** The regime of mathematics §1, by counting alone. */
public final class Regime {
    private Regime() {}

    public static String of(Dataset data, Network network) {
        long equations = (long) data.samples() * network.outputDim();
        long parameters = network.parameterCount();
        if (parameters < equations) {
            return "underparametrized: K = " + parameters + " < QN = " + equations;
        }
        boolean strongly = data.inputDim() > data.samples() && parameters > data.samples();
        return (strongly ? "strongly overparametrized: M > N and K = " : "overparametrized: K = ") + parameters
                + " ≥ QN = " + equations;
    }
}
