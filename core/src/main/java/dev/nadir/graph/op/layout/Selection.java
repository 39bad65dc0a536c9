package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;

/**
 * y_j = x_{from(j)}, or a fixed number where from(j) is −1; its transpose adds every cotangent to where the entry came from.
 *
 * <p>Transpositions, slices, repetitions, gatherings, paddings and maxima are all of this form.
 */
public final class Selection implements Applied {
    private final Tensor input;
    private final Tensor output;
    private final int[] from;
    private final int places;

    /**
     * A selection from the first of several inputs.
     *
     * @param places how many inputs the operator has
     * @param fill what stands where nothing is selected
     */
    public Selection(Tensor input, int places, int[] shape, int[] from, double fill) {
        this.input = input;
        this.places = places;
        this.from = from;
        this.output = selected(input, shape, fill);
    }

    public Selection(Tensor input, int places, int[] shape, int[] from) {
        this(input, places, shape, from, 0);
    }

    private Tensor selected(Tensor source, int[] shape, double fill) {
        if (Shapes.size(shape) != from.length) {
            throw new IllegalArgumentException("selection: got " + from.length + " entries for " + Shapes.text(shape));
        }
        double[] values = new double[from.length];
        for (int j = 0; j < from.length; j++) {
            values[j] = from[j] < 0 ? fill : source.values()[from[j]];
        }
        return new Tensor(source.kind(), shape, values);
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return new Tensor[] {tangents[0] == null ? null : selected(tangents[0], output.shape(), 0)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[places];
        if (wanted[0] && cotangents[0] != null && input.isFloat()) {
            double[] sum = new double[input.size()];
            double[] cotangent = cotangents[0].values();
            for (int j = 0; j < from.length; j++) {
                if (from[j] >= 0) {
                    sum[from[j]] += cotangent[j];
                }
            }
            result[0] = input.with(sum);
        }
        return result;
    }
}
