package dev.nadir.graph.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * An array of any rank, row-major (the last axis fastest), as ONNX stores it.
 *
 * <p>Immutable by convention: nobody writes into a tensor it did not create. Integers and booleans are held as doubles,
 * which is exact up to 2⁵³.
 *
 * @param kind what the numbers mean
 * @param shape extents, outermost axis first; empty for a single number
 * @param values the entries; exactly as many as the shape has
 */
public record Tensor(Kind kind, int[] shape, double[] values) {

    /** Checks the shape against the entries. */
    public Tensor {
        Objects.requireNonNull(kind, "kind");
        if (Shapes.size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "tensor: got " + values.length + " numbers, expected the shape " + Shapes.text(shape));
        }
    }

    /** Real numbers in this shape. */
    public static Tensor floats(int[] shape, double... values) {
        return new Tensor(Kind.FLOAT, shape, values);
    }

    /** One real number, without axes. */
    public static Tensor scalar(double value) {
        return floats(new int[0], value);
    }

    /** Real zeros. */
    public static Tensor zeros(int... shape) {
        return floats(shape, new double[Shapes.size(shape)]);
    }

    /** A list of integers. */
    public static Tensor integers(int... values) {
        return new Tensor(
                Kind.INTEGER,
                new int[] {values.length},
                Arrays.stream(values).asDoubleStream().toArray());
    }

    /** Number of axes. */
    public int rank() {
        return shape.length;
    }

    /** Number of entries. */
    public int size() {
        return values.length;
    }

    /** The extent of an axis; negative axes count from the back. */
    public int extent(int axis) {
        return shape[Shapes.axis(axis, shape.length)];
    }

    /** Whether the entries are real numbers, which have derivatives. */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** Other entries in the same shape and of the same kind. */
    public Tensor with(double[] other) {
        return new Tensor(kind, shape, other);
    }

    /** The same entries, not copied, in another shape of the same size. */
    public Tensor reshaped(int... other) {
        return new Tensor(kind, other, values);
    }

    /** The same entries, not copied, as another kind; the caller has converted them. */
    public Tensor as(Kind other) {
        return new Tensor(other, shape, values);
    }

    /** The one entry. */
    public double number(String name) {
        if (values.length != 1) {
            throw new IllegalArgumentException(name + ": got " + Shapes.text(shape) + ", expected one number");
        }
        return values[0];
    }

    /**
     * The entries as whole numbers; what does not fit a long, such as the largest integer for "to the end", is clamped.
     *
     * @throws IllegalArgumentException if they are not integers
     */
    public long[] integers(String name) {
        if (kind != Kind.INTEGER) {
            throw new IllegalArgumentException(name + ": got " + kind + " numbers, expected integers");
        }
        long[] integers = new long[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (long) values[i];
        }
        return integers;
    }

    /** Equal kind, shape and bitwise equal entries. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && kind == that.kind
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return kind + " " + Shapes.text(shape);
    }
}
