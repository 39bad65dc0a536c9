package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;

/**
 * What is analyzed.
 *
 * @param dataset the data as the network takes them
 * @param network the network
 * @param origin the model's file, or how the network was drawn
 * @param seed of the random choices
 */
public record NetworkOnData(Dataset dataset, Network network, String origin, long seed) {

    NetworkOnData with(Network other) {
        return new NetworkOnData(dataset, other, origin, seed);
    }

    public TrainingSet data() {
        return dataset.trainingSet();
    }
}
