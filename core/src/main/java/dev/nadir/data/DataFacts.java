package dev.nadir.data;

import dev.nadir.matrix.RowScaling;

/**
 * What every question about a data set starts from, found once and passed on: identical samples, what stays without their
 * repetitions, how that is standardized, and the rank of [X; 1ᵀ].
 *
 * <p>Cost: that of {@link Duplicates}; {@link #genericity} costs singular values, when it is first asked for.
 */
public final class DataFacts {
    private final TrainingSet data;
    private final Duplicates duplicates;
    private final TrainingSet distinct;
    private Genericity genericity;

    private DataFacts(TrainingSet data) {
        this.data = data;
        this.duplicates = Duplicates.of(data);
        this.distinct = duplicates.merged(data);
    }

    /** Looks for identical samples. */
    public static DataFacts of(TrainingSet data) {
        return new DataFacts(data);
    }

    /** The data as they were given. */
    public TrainingSet data() {
        return data;
    }

    /** Which samples are identical, and whether their labels agree. */
    public Duplicates duplicates() {
        return duplicates;
    }

    /** The data without repetitions; of identical samples with different labels all stay. */
    public TrainingSet distinct() {
        return distinct;
    }

    /** How many different inputs there are; Q times as many rows is the largest rank of a training Jacobian. */
    public int distinctInputs() {
        return duplicates.distinctInputs();
    }

    /**
     * Mean 0 and deviation 1 of the features of {@link #distinct}.
     *
     * @throws IllegalArgumentException if they cannot be standardized, as in {@link Standardization#of}
     */
    public RowScaling standardization() {
        return Standardization.of(distinct.inputs());
    }

    /** Rank and condition of [X; 1ᵀ] of {@link #distinct}. */
    public synchronized Genericity genericity() {
        if (genericity == null) {
            genericity = Genericity.of(distinct.inputs());
        }
        return genericity;
    }
}
