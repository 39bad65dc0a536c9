package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * Inputs and labels, one sample per column.
 *
 * @param inputs X, M x N
 * @param labels Y, Q x N; −0.0 becomes 0.0, which it equals
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
        labels = withoutNegativeZeros(labels);
    }

    /** So that labels can be compared bit by bit. */
    private static Matrix withoutNegativeZeros(Matrix labels) {
        long negativeZero = Double.doubleToRawLongBits(-0.0);
        boolean any = Arrays.stream(labels.data()).anyMatch(y -> Double.doubleToRawLongBits(y) == negativeZero);
        return any ? labels.map(y -> y + 0.0) : labels;
    }

    private static void requireFinite(Matrix matrix, String name) {
        for (int i = 0; i < matrix.data().length; i++) {
            if (!Double.isFinite(matrix.data()[i])) {
                throw new IllegalArgumentException(
                        name + ": got " + matrix.data()[i] + " in row " + (i % matrix.rows() + 1) + " of sample "
                                + (i / matrix.rows() + 1) + ", expected finite numbers");
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
