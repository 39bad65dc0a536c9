package dev.nadir.model;

import java.util.List;

/**
 * The parameters of a model: all of them by name, and the vector θ of those that are trained.
 *
 * <p>θ stacks the trained ones in the order of the list; how the entries of one are ordered is the model's affair. A
 * parameter that is used in several places stands here once.
 *
 * @param all in order
 * @param values θ, of length K
 */
public record Parameters(List<Parameter> all, double[] values) {

    /** Freezes the list and checks that θ has one number per trained entry. */
    public Parameters {
        all = List.copyOf(all);
        long count = all.stream()
                .filter(Parameter::trained)
                .mapToLong(Parameter::size)
                .sum();
        if (count != values.length) {
            throw new IllegalArgumentException(
                    "values: got " + values.length + ", expected one per trained parameter entry, K = " + count);
        }
    }

    /** K. */
    public int count() {
        return values.length;
    }

    /** The trained ones, in the order in which they stand in θ. */
    public List<Parameter> trained() {
        return all.stream().filter(Parameter::trained).toList();
    }
}
