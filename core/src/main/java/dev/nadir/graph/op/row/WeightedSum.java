package dev.nadir.graph.op.row;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Tensor;

/**
 * Outputs that depend on groups of entries of the first input, y_g = f(x_i: i in g), given with their derivatives
 * ∂y_{to(i)}/∂x_i = w_i.
 *
 * @param input x
 * @param places how many inputs the operator has
 * @param output y
 * @param to which output entry each input entry goes to
 * @param weights w; one number where all are equal
 * @param candidates how many groups or entries could lie at points without derivative
 * @param sides on which side of such points each entry lies
 * @param kinks how many do
 */
record WeightedSum(
        Tensor input, int places, Tensor output, int[] to, double[] weights, long candidates, int[] sides, long kinks)
        implements Applied {
    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    private double weight(int i) {
        return weights[weights.length == 1 ? 0 : i];
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        if (tangents[0] == null || !output.isFloat()) {
            return new Tensor[1];
        }
        double[] sum = new double[output.size()];
        for (int i = 0; i < to.length; i++) {
            sum[to[i]] += weight(i) * tangents[0].values()[i];
        }
        return new Tensor[] {output.with(sum)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[places];
        if (wanted[0] && cotangents[0] != null && output.isFloat()) {
            double[] spread = new double[to.length];
            for (int i = 0; i < to.length; i++) {
                spread[i] = weight(i) * cotangents[0].values()[to[i]];
            }
            result[0] = input.with(spread);
        }
        return result;
    }
}
