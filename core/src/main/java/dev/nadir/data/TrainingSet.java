package dev.nadir.data;

import dev.nadir.matrix.Matrix;

/**
 * Inputs and labels, one sample per column.
 *
 * @param inputs X, M x N
 * @param labels Y, Q x N
 */
public record TrainingSet(Matrix inputs, Matrix labels) {

    /** Checks that both hold the same number of samples and at least one, and only finite numbers. */
    public TrainingSet {
        if (inputs.columns() != labels.columns()) {
            throw new IllegalArgumentException("labels: got " + labels.rows() + " x " + labels.columns()
                    + ", expected Q x N = " + labels.rows() + " x " + inputs.columns());
        }
        if (inputs.columns() == 0 || labels.rows() == 0) {
            throw new IllegalArgumentException("training set: got " + inputs.columns() + " samples and " + labels.rows()
                    + " outputs, expected at least one of each");
        }
        requireFinite(inputs, "inputs");
        requireFinite(labels, "labels");
    }

    private static void requireFinite(Matrix matrix, String name) {
        for (int i = 0; i < matrix.data().length; i++) {
            if (!Double.isFinite(matrix.data()[i])) {
                throw new IllegalArgumentException(name + ": got " + matrix.data()[i] + " at row " + i % matrix.rows()
                        + ", sample " + i / matrix.rows() + ", expected finite numbers");
            }
        }
    }

    /** Input size M. */
    public int inputDim() {
        return inputs.rows();
    }

    /** Output size Q. */
    public int outputDim() {
        return labels.rows();
    }

    /** Number of samples N. */
    public int samples() {
        return inputs.columns();
    }

    /** The chosen samples in the order given, as a training set of their own. */
    public TrainingSet select(int[] samples) {
        return new TrainingSet(inputs.selectColumns(samples), labels.selectColumns(samples));
    }
}
