package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * A file of samples as read: raw features, names, and the target if one was chosen.
 *
 * @param name what to call it in reports, usually the file name
 * @param features X, M x N, one sample per column, raw
 * @param featureNames M names
 * @param target the labels of the same N samples, if any
 * @param notes what the reading lost, in whole sentences
 */
public record Dataset(
        String name, Matrix features, List<String> featureNames, Optional<Target> target, List<String> notes) {

    /** Checks that names and target fit the features. */
    public Dataset {
        featureNames = List.copyOf(featureNames);
        notes = List.copyOf(notes);
        if (featureNames.size() != features.rows()) {
            throw new IllegalArgumentException(
                    "feature names: got " + featureNames.size() + ", expected one per feature = " + features.rows());
        }
        if (target.isPresent() && target.get().samples() != features.columns()) {
            throw new IllegalArgumentException("target: got " + target.get().samples() + " samples, expected "
                    + features.columns() + " as in the features");
        }
    }

    /** Of numbers that are what they were in the file. */
    public Dataset(String name, Matrix features, List<String> featureNames, Optional<Target> target) {
        this(name, features, featureNames, target, List.of());
    }

    /** Number of samples N. */
    public int samples() {
        return features.columns();
    }

    /** Input size M. */
    public int inputDim() {
        return features.rows();
    }

    /** The given samples only, in the given order. */
    public Dataset select(int... samples) {
        return new Dataset(
                name,
                features.selectColumns(samples),
                featureNames,
                target.map(labels -> labels.select(samples)),
                notes);
    }

    /**
     * Inputs and labels as matrices.
     *
     * @throws IllegalArgumentException if the data set has no target
     */
    public TrainingSet trainingSet() {
        Target labels = target.orElseThrow(
                () -> new IllegalArgumentException(name + ": got no target, expected a target column"));
        return new TrainingSet(features, labels.labels());
    }
}
