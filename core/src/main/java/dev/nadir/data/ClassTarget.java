package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Class labels.
 *
 * @param columnName the column they came from
 * @param classNames the Q names, in the order of the outputs
 * @param codes for every sample the index of its class
 */
public record ClassTarget(String columnName, List<String> classNames, int[] codes) implements Target {

    /** Checks that every code names a class. */
    public ClassTarget {
        classNames = List.copyOf(classNames);
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0 || codes[i] >= classNames.size()) {
                throw new IllegalArgumentException("class code of sample " + i + ": got " + codes[i]
                        + ", expected 0 to " + (classNames.size() - 1));
            }
        }
    }

    @Override
    public List<String> columnNames() {
        return List.of(columnName);
    }

    @Override
    public Matrix labels() {
        Matrix oneHot = Matrix.zeros(classNames.size(), codes.length);
        for (int i = 0; i < codes.length; i++) {
            oneHot.data()[codes[i] + i * oneHot.rows()] = 1;
        }
        return oneHot;
    }

    @Override
    public int samples() {
        return codes.length;
    }

    @Override
    public int outputDim() {
        return classNames.size();
    }

    @Override
    public ClassTarget select(int... samples) {
        return new ClassTarget(
                columnName,
                classNames,
                Arrays.stream(samples).map(i -> codes[i]).toArray());
    }
}
