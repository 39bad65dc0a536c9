package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An array from a binary file: one sample per entry of the first axis, the other axes flattened in C order.
 *
 * @param shape lengths of the axes; empty for a single number
 * @param values in C order; empty if these are texts
 * @param texts in C order; empty if these are numbers
 */
record Samples(int[] shape, double[] values, String[] texts) {

    int samples() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /** Entries per sample. */
    int width() {
        int width = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            width *= shape[axis];
        }
        return width;
    }

    /**
     * X, M x N, without a copy: C order of samples x features is column order of features x samples.
     *
     * @throws IOException if there are texts, or numbers that are not finite or not exact in float64
     */
    Matrix features(Path file) throws IOException {
        if (texts.length > 0) {
            throw ReadFailure.of(file, "the inputs are text", "store numbers, or choose another array with --inputs");
        }
        if (shape.length < 2) {
            throw ReadFailure.of(
                    file,
                    "got an array of " + shape.length + " axes, expected samples x features",
                    "store a two-dimensional array");
        }
        int width = width();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw notFinite(file, i / width, "x" + (i % width + 1), values[i]);
            }
        }
        return new Matrix(width, samples(), values);
    }

    private static IOException notFinite(Path file, int sample, String column, double value) {
        return ReadFailure.at(
                file,
                "sample " + (sample + 1),
                column,
                "got " + value + (Double.isNaN(value) ? " or an integer that float64 cannot hold" : ""),
                "give a finite number or remove the sample");
    }

    /** The entries as target columns of the given name, numbered if there are several. */
    List<LabelColumn> labels(Path file, String name) throws IOException {
        int width = width();
        List<LabelColumn> columns = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            columns.add(texts.length > 0 ? texts(name(name, k), k) : numbers(file, name(name, k), k));
        }
        return columns;
    }

    private String name(String name, int k) {
        return width() == 1 ? name : name + (k + 1);
    }

    private LabelColumn texts(String name, int k) {
        String[] column = new String[samples()];
        for (int j = 0; j < column.length; j++) {
            column[j] = texts[k + j * width()];
        }
        return new LabelColumn.Texts(name, column, new long[0]);
    }

    private LabelColumn numbers(Path file, String name, int k) throws IOException {
        double[] column = new double[samples()];
        for (int j = 0; j < column.length; j++) {
            column[j] = values[k + j * width()];
            if (!Double.isFinite(column[j])) {
                throw notFinite(file, j, name, column[j]);
            }
        }
        return new LabelColumn.Numbers(name, column);
    }
}
