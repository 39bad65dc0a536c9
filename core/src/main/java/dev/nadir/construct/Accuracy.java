package dev.nadir.construct;

import dev.nadir.data.TrainingSet;
import dev.nadir.network.Cost;
import dev.nadir.network.Network;
import dev.nadir.network.ZeroLoss;

/**
 * How exactly a network fits its data, measured by evaluating it.
 *
 * @param cost C = 1/(2N) Σ |x − y|²
 * @param relativeCost C divided by the variance of the labels, {@link Cost#relative}
 * @param maxResidual max |x − y|
 */
public record Accuracy(double cost, double relativeCost, double maxResidual) {
    /** Evaluates the network on the raw data. */
    public static Accuracy of(Network network, TrainingSet data) {
        var outputs = network.evaluate(data.inputs());
        return new Accuracy(
                Cost.of(outputs, data.labels()),
                Cost.relative(outputs, data.labels()),
                Cost.maxResidual(outputs, data.labels()));
    }

    /** Whether the cost is zero by the rule of {@link ZeroLoss}; false for NaN. */
    public boolean zeroLoss() {
        return ZeroLoss.reached(relativeCost);
    }
}
