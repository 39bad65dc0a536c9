package dev.nadir.assess;

import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.DataFacts;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param facts about raw samples and labels
 * @param architecture the hidden layers in question; empty to ask about the data alone
 * @param model a network whose parameters are in question too; it brings its own architecture
 * @param seed for every random choice
 * @param progress told about the stages
 */
public record Question(
        DataFacts facts, Optional<Architecture> architecture, Optional<Network> model, long seed, Progress progress) {

    /** Checks that the model fits the data. */
    public Question {
        TrainingSet data = facts.data();
        model.ifPresent(network -> {
            if (network.inputDim() != data.inputDim() || network.outputDim() != data.outputDim()) {
                throw new IllegalArgumentException("model: got " + network.inputDim() + " inputs and "
                        + network.outputDim() + " outputs, expected " + data.inputDim() + " and " + data.outputDim()
                        + " as in the data");
            }
        });
    }

    /** About the data alone. */
    public static Question of(TrainingSet data) {
        return new Question(DataFacts.of(data), Optional.empty(), Optional.empty(), 1, Progress.NONE);
    }

    /** Raw samples and labels. */
    public TrainingSet data() {
        return facts.data();
    }

    /** About an architecture. */
    public Question withArchitecture(Architecture wanted) {
        return new Question(facts, Optional.of(wanted), model, seed, progress);
    }

    /** About a given network. */
    public Question withModel(Network network) {
        return new Question(facts, architecture, Optional.of(network), seed, progress);
    }

    /** With another listener. */
    public Question withProgress(Progress listener) {
        return new Question(facts, architecture, model, seed, listener);
    }
}
