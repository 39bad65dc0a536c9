package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Network;
import java.util.Optional;

/**
 * What is analyzed.
 *
 * @param dataset the data as the network takes them
 * @param raw the data as their file has them
 * @param network the network
 * @param origin the model's file, or how the network was drawn
 * @param seed of the random choices
 * @param scaling what --standardize did to the features of the file; empty if nothing
 */
public record NetworkOnData(
        Dataset dataset, Dataset raw, Network network, String origin, long seed, Optional<RowScaling> scaling)
        implements ModelOnData {

    NetworkOnData with(Network other) {
        return new NetworkOnData(dataset, raw, other, origin, seed, scaling);
    }

    /**
     * A network for the features as the file has them: with the standardization in front.
     *
     * @throws IllegalArgumentException if the network has a scaling of its own there already
     */
    public Network onRawFeatures(Network trained) {
        if (scaling.isPresent() && trained.inputScaling().isPresent()) {
            throw new IllegalArgumentException("--standardize: got it with a model that scales its inputs itself,"
                    + " expected one of them where a model is to be written; leave out --standardize");
        }
        return scaling.isEmpty() ? trained : new Network(scaling, trained.layers());
    }

    @Override
    public NetworkModel model() {
        return new NetworkModel(network);
    }
}
