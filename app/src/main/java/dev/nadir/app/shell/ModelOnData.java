package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.data.TrainingSet;
import dev.nadir.model.Model;

/** A model and the data it is looked at on. */
public sealed interface ModelOnData permits NetworkOnData, GraphOnData {
    /** The data as the model takes them. */
    Dataset dataset();

    /** The model, as a rule with all that is trained. */
    Model model();

    /** The model's file, or how it was drawn. */
    String origin();

    /** Of the random choices. */
    long seed();

    /** X and Y. */
    default TrainingSet data() {
        return dataset().trainingSet();
    }
}
