package dev.nadir.construct;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.progress.Progress;
import java.util.Objects;
import java.util.Optional;

/**
 * What a construction is asked to fit.
 *
 * <p>Not a record, because planner and construction share two expensive values, each computed when first asked for: the
 * scaled inputs and their factorization.
 */
public final class Problem {
    private final TrainingSet data;
    private final Optional<RowScaling> inputScaling;
    private final long seed;
    private final Progress progress;
    private Matrix scaledInputs;
    private AffineSolve inputSolve;

    /**
     * A problem.
     *
     * @param data distinct raw samples, X M x N and Y Q x N
     * @param inputScaling the standardization that the network shall carry in front, if any
     * @param seed for every random choice
     * @param progress told about the stages
     */
    public Problem(TrainingSet data, Optional<RowScaling> inputScaling, long seed, Progress progress) {
        this.data = Objects.requireNonNull(data, "data");
        this.inputScaling = inputScaling;
        this.seed = seed;
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Distinct raw samples. */
    public TrainingSet data() {
        return data;
    }

    /** The standardization in front of the network, if any. */
    public Optional<RowScaling> inputScaling() {
        return inputScaling;
    }

    /** For every random choice. */
    public long seed() {
        return seed;
    }

    /** Told about the stages. */
    public Progress progress() {
        return progress;
    }

    /** X as the first layer sees it. */
    public synchronized Matrix scaledInputs() {
        if (scaledInputs == null) {
            scaledInputs =
                    inputScaling.map(scaling -> scaling.apply(data.inputs())).orElse(data.inputs());
        }
        return scaledInputs;
    }

    /** The factorization of [X; 1ᵀ] for pivot 1; needs M + 1 ≥ N. */
    public synchronized AffineSolve inputSolve() {
        if (inputSolve == null) {
            inputSolve = AffineSolve.of(scaledInputs(), progress);
        }
        return inputSolve;
    }
}
