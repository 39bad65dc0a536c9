package dev.nadir.model;

import java.util.List;
import java.util.Objects;

/**
 * One array of parameters.
 *
 * @param name as the file or the architecture has it
 * @param shape its axes; none for a single number
 * @param trained whether its entries belong to θ
 */
public record Parameter(String name, List<Integer> shape, boolean trained) {

    /** Freezes and checks the shape. */
    public Parameter {
        Objects.requireNonNull(name, "name");
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(axis -> axis < 0)) {
            throw new IllegalArgumentException("shape of " + name + ": got " + shape + ", expected axes of at least 0");
        }
    }

    /** How many numbers it has. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
