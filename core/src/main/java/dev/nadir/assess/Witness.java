package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.construct.Accuracy;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;
import java.util.Optional;

/**
 * Weights of zero loss for the network in question: measured by evaluating it on all samples.
 *
 * @param network of the layers in question; a fixed standardization in front counts as part of W_1 and b_1
 * @param accuracy on all samples
 * @param stated how they were found
 */
public record Witness(Network network, Accuracy accuracy, Stated stated) {

    /** Only what is measured to have zero loss is a witness. */
    public Witness {
        if (!accuracy.zeroLoss()) {
            throw new IllegalArgumentException(
                    "accuracy: got a relative cost of " + accuracy.relativeCost() + ", expected zero loss");
        }
    }

    /** The witness, if the network has zero loss on the data. */
    static Optional<Witness> measured(Network network, TrainingSet data, AssessClaim claim, Object... how) {
        Accuracy accuracy = Accuracy.of(network, data);
        if (!accuracy.zeroLoss()) {
            return Optional.empty();
        }
        Object[] values = new Object[how.length + 2];
        System.arraycopy(how, 0, values, 0, how.length);
        values[how.length] = accuracy.relativeCost();
        values[how.length + 1] = accuracy.maxResidual();
        return Optional.of(new Witness(network, accuracy, claim.with(values)));
    }
}
