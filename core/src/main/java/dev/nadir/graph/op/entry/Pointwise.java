package dev.nadir.graph.op.entry;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;

/**
 * y_j = f(x_1j, ..., x_kj) for every entry j, the inputs broadcast to one shape; D y = Σ_k ∂_k f ∘ t_k.
 *
 * <p>The partial derivatives are computed when they are first needed and kept.
 */
final class Pointwise implements Applied {

    /** f. */
    interface Value {
        double of(double[] a);
    }

    /** ∂f/∂a_k at a, given y = f(a). */
    interface Partial {
        double of(int k, double[] a, double y);
    }

    /** A function of as many numbers as there are inputs. */
    interface Rule {
        /** One that is smooth wherever it is defined. */
        static Rule of(Value value, Partial partial) {
            return new Rule() {
                @Override
                public double value(double[] a) {
                    return value.of(a);
                }

                @Override
                public double partial(int k, double[] a, double y) {
                    return partial.of(k, a, y);
                }
            };
        }

        /** f(a). */
        double value(double[] a);

        /** ∂f/∂a_k, given y = f(a). */
        double partial(int k, double[] a, double y);

        /** Whether f has no derivative somewhere. */
        default boolean hasKinks() {
            return false;
        }

        /** Whether f has no derivative at a. */
        default boolean kink(double[] a) {
            return false;
        }

        /** On which side of such points a lies. */
        default int side(double[] a) {
            return 0;
        }
    }

    private final Rule rule;
    private final Tensor[] inputs;
    private final int[][] indices; // null where the input has the output's shape
    private final Tensor output;
    private final double[][] partials;
    private final long kinks;

    Pointwise(Rule rule, Kind kind, Tensor... inputs) {
        this.rule = rule;
        this.inputs = inputs;
        int[] shape = inputs[0].shape();
        for (Tensor input : inputs) {
            shape = Shapes.broadcast(shape, input.shape());
        }
        this.indices = new int[inputs.length][];
        for (int k = 0; k < inputs.length; k++) {
            indices[k] =
                    Arrays.equals(inputs[k].shape(), shape) ? null : Shapes.broadcastIndices(inputs[k].shape(), shape);
        }
        this.partials = new double[inputs.length][];
        double[] values = new double[Shapes.size(shape)];
        double[] a = new double[inputs.length];
        long count = 0;
        for (int j = 0; j < values.length; j++) {
            gather(j, a);
            values[j] = rule.value(a);
            count += rule.kink(a) ? 1 : 0;
        }
        this.kinks = count;
        this.output = new Tensor(kind, shape, values);
    }

    private void gather(int j, double[] a) {
        for (int k = 0; k < a.length; k++) {
            a[k] = inputs[k].values()[indices[k] == null ? j : indices[k][j]];
        }
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public long candidates() {
        return rule.hasKinks() && output.isFloat() ? output.size() : 0;
    }

    @Override
    public long kinks() {
        return output.isFloat() ? kinks : 0;
    }

    @Override
    public int[] sides() {
        int[] sides = new int[(int) candidates()];
        double[] a = new double[inputs.length];
        for (int j = 0; j < sides.length; j++) {
            gather(j, a);
            sides[j] = rule.side(a);
        }
        return sides;
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        double[] sum = null;
        for (int k = 0; k < inputs.length; k++) {
            if (tangents[k] == null || !inputs[k].isFloat()) {
                continue;
            }
            sum = sum == null ? new double[output.size()] : sum;
            double[] partial = partial(k);
            double[] tangent = tangents[k].values();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += partial[partial.length == 1 ? 0 : j] * tangent[indices[k] == null ? j : indices[k][j]];
            }
        }
        return new Tensor[] {sum == null ? null : output.with(sum)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[inputs.length];
        for (int k = 0; k < inputs.length; k++) {
            if (wanted[k] && cotangents[0] != null && inputs[k].isFloat()) {
                result[k] = vjp(k, cotangents[0].values());
            }
        }
        return result;
    }

    private Tensor vjp(int k, double[] cotangent) {
        double[] partial = partial(k);
        double[] sum = new double[inputs[k].size()];
        for (int j = 0; j < cotangent.length; j++) {
            sum[indices[k] == null ? j : indices[k][j]] += partial[partial.length == 1 ? 0 : j] * cotangent[j];
        }
        return inputs[k].with(sum);
    }

    /** One number where they are all equal. */
    private double[] partial(int k) {
        double[] known = partials[k];
        if (known != null) {
            return known;
        }
        double[] partial = new double[output.size()];
        double[] a = new double[inputs.length];
        boolean same = partial.length > 0;
        for (int j = 0; j < partial.length; j++) {
            gather(j, a);
            partial[j] = rule.partial(k, a, output.values()[j]);
            same &= partial[j] == partial[0];
        }
        partials[k] = same ? new double[] {partial[0]} : partial;
        return partials[k];
    }
}
