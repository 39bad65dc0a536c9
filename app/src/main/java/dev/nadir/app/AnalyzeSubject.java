package dev.nadir.app;

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
record AnalyzeSubject(Dataset dataset, Network network, String origin, long seed) {

    AnalyzeSubject with(Network other) {
        return new AnalyzeSubject(dataset, other, origin, seed);
    }

    TrainingSet data() {
        return dataset.trainingSet();
    }
}
