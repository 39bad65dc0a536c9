package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** y_j = f(x_j); D y = f'(x) ∘ t. The derivatives are computed when they are first needed and kept. */
final class Mapped implements Applied {

    /**
     * A function of one number.
     *
     * @param value f(x)
     * @param derivative f'(x), given x and y = f(x)
     * @param kink whether f has no derivative at x
     */
    record Function(DoubleUnaryOperator value, DoubleBinaryOperator derivative, DoublePredicate kink) {

        private static final DoublePredicate NOWHERE = x -> false;

        /** Differentiable everywhere. */
        static Function smooth(DoubleUnaryOperator value, DoubleBinaryOperator derivative) {
            return new Function(value, derivative, NOWHERE);
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
        return function.kink() == Function.NOWHERE || !input.isFloat() ? 0 : input.size();
    }

    @Override
    public long kinks() {
        long count = 0;
        for (double x : input.values()) {
            count += function.kink().test(x) ? 1 : 0;
        }
        return count;
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
