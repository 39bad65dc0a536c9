package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The lengths of an array's axes as a header declares them, checked before anything is done with them. */
final class ArrayShape {
    private static final int MOST_AXES = 64;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private ArrayShape() {}

    /** How many entries there are, at least one. */
    static int count(Path file, int[] shape) throws IOException {
        if (shape.length > MOST_AXES) {
            throw ReadFailure.of(
                    file, "got " + shape.length + " axes, at most " + MOST_AXES + " are read", "flatten the array");
        }
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            count *= shape[axis];
            if (shape[axis] == 0) {
                throw ReadFailure.of(
                        file,
                        axis == 0 ? "no samples" : "the samples have no entries: shape " + Arrays.toString(shape),
                        axis == 0 ? "add rows" : "store at least one");
            }
            if (shape[axis] < 0 || count > LARGEST) {
                throw ReadFailure.of(
                        file,
                        "shape " + Arrays.toString(shape) + " exceeds the " + LARGEST + " numbers one array holds",
                        "store a part of it");
            }
        }
        return (int) count;
    }
}
