package dev.nadir.graph;

import dev.nadir.graph.tensor.Kind;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An input of a graph.
 *
 * @param name in the file
 * @param kind what its numbers mean
 * @param extents of its axes, the batch first; −1 where the file leaves one open
 */
public record GraphInput(String name, Kind kind, int... extents) {

    /** The open extent. */
    public static final int OPEN = -1;

    /** Checks the extents. */
    public GraphInput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        for (int extent : extents) {
            if (extent < OPEN) {
                throw new IllegalArgumentException("input \"" + name + "\": got an axis of " + extent + " entries");
            }
        }
    }

    /** How many samples the graph takes at once: what the file fixes, else one at a time. */
    public int group() {
        return extents.length == 0 || extents[0] == OPEN ? 1 : extents[0];
    }

    /**
     * The shape of one sample of so many numbers; one axis may be open.
     *
     * @throws IllegalArgumentException if the numbers do not fill it, or more than one axis is open
     */
    public int[] sampleShape(int numbers) {
        long known = 1;
        int open = 0;
        for (int axis = 1; axis < extents.length; axis++) {
            known = extents[axis] == OPEN ? known : Math.min(known * extents[axis], 1L << 40);
            open += extents[axis] == OPEN ? 1 : 0;
        }
        boolean fits = open == 0 ? known == numbers : open == 1 && known > 0 && numbers % known == 0;
        if (extents.length == 0 || !fits) {
            throw new IllegalArgumentException(
                    "input \"" + name + "\": got samples of " + numbers + " numbers, expected "
                            + (open > 1
                                    ? "shapes without more than one open axis; export with fixed shapes, or give arrays of "
                                            + "its shape: "
                                    : "")
                            + text());
        }
        int rest = (int) (numbers / known);
        return IntStream.range(1, extents.length)
                .map(axis -> extents[axis] == OPEN ? rest : extents[axis])
                .toArray();
    }

    /** "[N, 3, 32, 32]", with ? for other open axes. */
    public String text() {
        return IntStream.range(0, extents.length)
                .mapToObj(axis -> extents[axis] != OPEN ? "" + extents[axis] : axis == 0 ? "N" : "?")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
