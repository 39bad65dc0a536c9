package dev.nadir.graph.op.entry;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** y_j = f(x_j); D y = f'(x) ∘ t. The derivatives are computed when they are first needed and kept. */
final class Mapped implements Applied {

    /**
     * A function of one number.
     *
     * @param value f(x)
     * @param derivative f'(x), given x and y = f(x)
     * @param guards functions that are 0 where f has no derivative
     */
    record Function(DoubleUnaryOperator value, DoubleBinaryOperator derivative, List<DoubleUnaryOperator> guards) {

        /** Without derivative where a guard is 0. */
        static Function kinked(
                DoubleUnaryOperator value, DoubleBinaryOperator derivative, DoubleUnaryOperator... guards) {
            return new Function(value, derivative, List.of(guards));
        }

        /** Differentiable everywhere. */
        static Function smooth(DoubleUnaryOperator value, DoubleBinaryOperator derivative) {
            return new Function(value, derivative, List.of());
        }

        private boolean kink(double x) {
            return guards.stream().anyMatch(guard -> guard.applyAsDouble(x) == 0);
        }

        /** The signs of the guards as the digits of a number. */
        private int side(double x) {
            int side = 0;
            for (DoubleUnaryOperator guard : guards) {
                side = 3 * side + 1 + (int) Math.signum(guard.applyAsDouble(x));
            }
            return side;
        }
    }

    private final Function function;
    private final Tensor input;
    private final Tensor output;
    private double[] derivatives;

    Mapped(Function function, Tensor input) {
        this.function = function;
        this.input = input;
        double[] values = new double[input.size()];
        for (int j = 0; j < values.length; j++) {
            values[j] = function.value().applyAsDouble(input.values()[j]);
        }
        this.output = input.with(values);
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public long candidates() {
        return function.guards().isEmpty() || !input.isFloat() ? 0 : input.size();
    }

    @Override
    public long kinks() {
        return candidates() == 0
                ? 0
                : Arrays.stream(input.values()).filter(function::kink).count();
    }

    @Override
    public int[] sides() {
        return candidates() == 0
                ? new int[0]
                : Arrays.stream(input.values()).mapToInt(function::side).toArray();
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return new Tensor[] {scaled(tangents[0])};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        return new Tensor[] {wanted[0] ? scaled(cotangents[0]) : null};
    }

    private Tensor scaled(Tensor direction) {
        if (direction == null || !input.isFloat()) {
            return null;
        }
        double[] factors = derivatives();
        double[] scaled = new double[factors.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = factors[j] * direction.values()[j];
        }
        return output.with(scaled);
    }

    /** Two threads may both compute them, with the same result. */
    private double[] derivatives() {
        double[] known = derivatives;
        if (known == null) {
            known = new double[input.size()];
            for (int j = 0; j < known.length; j++) {
                known[j] = function.derivative().applyAsDouble(input.values()[j], output.values()[j]);
            }
            derivatives = known;
        }
        return known;
    }
}
