package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * Numeric labels.
 *
 * @param columnNames the Q columns they came from
 * @param labels Y, Q x N
 */
public record NumericTarget(List<String> columnNames, Matrix labels) implements Target {

    /** Checks that there is a name per row. */
    public NumericTarget {
        columnNames = List.copyOf(columnNames);
        if (columnNames.size() != labels.rows()) {
            throw new IllegalArgumentException(
                    "target names: got " + columnNames.size() + ", expected one per row of Y = " + labels.rows());
        }
    }

    @Override
    public int samples() {
        return labels.columns();
    }

    @Override
    public int outputDim() {
        return labels.rows();
    }

    @Override
    public NumericTarget select(int... samples) {
        return new NumericTarget(columnNames, labels.selectColumns(samples));
    }
}
