package dev.nadir.construct;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.progress.Progress;
import java.util.Optional;

/**
 * What a construction is asked to fit.
 *
 * @param data distinct raw samples, X M x N and Y Q x N
 * @param inputScaling the standardization that the network shall carry in front, if any
 * @param seed for every random choice
 * @param progress told about the stages
 */
public record Problem(TrainingSet data, Optional<RowScaling> inputScaling, long seed, Progress progress) {

    /** X as the first layer sees it. */
    public Matrix scaledInputs() {
        return inputScaling.map(scaling -> scaling.apply(data.inputs())).orElse(data.inputs());
    }
}
