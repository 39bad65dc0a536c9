package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * A model at given inputs: its outputs x[θ] and its Jacobian D = ∂x/∂θ, QN x K, as an operator that is not formed unless
 * asked for.
 *
 * <p>Rows are stacked sample by sample, (i, q) at i·Q + q, so that a vector of length QN is the column-major array of a
 * Q x N matrix. Columns are the trained parameters in the order of θ. A parameter that is used in several places has one set
 * of columns, the sum over its uses. At a point without derivative a one-sided derivative is taken.
 *
 * <p>Outputs may be infinite or NaN; products with D then are too.
 */
public interface Evaluation {

    /** x[θ], Q x N. */
    Matrix outputs();

    /** θ, of length K. */
    double[] theta();

    /**
     * The same model at the same inputs with another θ.
     *
     * @param theta of length K
     */
    Evaluation at(double[] theta);

    /** K. */
    long columns();

    /**
     * D v.
     *
     * @param v of length K
     * @return length QN
     * @throws IllegalArgumentException if the length is wrong
     */
    double[] times(double[] v);

    /**
     * Dᵀu, the gradient of u · x with respect to θ.
     *
     * @param u of length QN
     * @return length K
     * @throws IllegalArgumentException if the length is wrong
     */
    double[] transposedTimes(double[] u);

    /**
     * The rows of samples from (inclusive) to (exclusive) as blocks side by side: every column of D stands in one of them,
     * up to the order of columns, and columns of zeros may be left out. The kind and the order of the blocks are the same
     * for all samples, so that the blocks of two ranges can be multiplied with each other.
     */
    List<? extends JacobianBlock> blocks(int from, int to);

    /**
     * The same blocks one after another, for those who need only one at a time; where a model can, made when its turn comes, anew in
     * every iteration.
     */
    default Iterable<? extends JacobianBlock> eachBlock(int from, int to) {
        return blocks(from, to);
    }

    /** How many numbers {@link #eachBlock} holds at a time per sample, about: it decides how many samples are worked on at once. */
    long numbersPerSample();

    /** What DDᵀ costs from the blocks, in flops. */
    default double kernelFlops() {
        return (double) rows() * rows() * columns();
    }

    /** What one column of a sketch costs from the blocks, in flops. */
    default double sketchFlops() {
        return 2.0 * rows() * columns();
    }

    /** Points without derivative. */
    Kinks kinks();

    /** Whether all that D is made of is finite: what overflows inside a model may still give finite outputs. */
    default boolean isFinite() {
        return outputs().isFinite();
    }

    /** Whether no kink separates two states: the other evaluation is of the same model at the same inputs. */
    default boolean inOnePieceWith(Evaluation other) {
        return kinks().candidates() == 0;
    }

    /** D with columns brought to one scale by powers of two where that is known to help; its rank and range are those of D. */
    default Evaluation equilibrated() {
        return this;
    }

    /** The kernel as a Kronecker product, where it is one; cheap to ask. */
    default Optional<KroneckerForm> kroneckerForm() {
        return Optional.empty();
    }

    /** N. */
    default int samples() {
        return outputs().columns();
    }

    /** Q. */
    default int outputDim() {
        return outputs().rows();
    }

    /** QN. */
    default int rows() {
        return outputs().data().length;
    }

    /** min(QN, K), the largest rank D can have. */
    default int leastDim() {
        return (int) Math.min(rows(), columns());
    }

    /**
     * The change of Dᵀu along v, ∇²(u · x) v: by {@link GradientDifferences}, unless a model knows better.
     *
     * @param u of length QN
     * @param v of length K
     * @return length K
     */
    default double[] curvatureTimes(double[] u, double[] v) {
        return GradientDifferences.along(this, u, v);
    }

    /** All rows as blocks. */
    default List<? extends JacobianBlock> blocks() {
        return blocks(0, samples());
    }

    /** All rows, block by block. */
    default Iterable<? extends JacobianBlock> eachBlock() {
        return eachBlock(0, samples());
    }

    /** DDᵀ u, the tangent kernel applied without being formed. */
    default double[] kernelTimes(double[] u) {
        return times(transposedTimes(u));
    }

    /**
     * D itself, QN x K, columns in the order of θ: for small cases. By one product with Dᵀ per row, unless a model knows
     * better.
     *
     * @throws IllegalArgumentException if it has more entries than one array holds
     */
    default Matrix dense() {
        double[] rowsOfD = Matrix.numbers(columns(), rows());
        int k = Math.toIntExact(columns());
        for (int r = 0; r < rows(); r++) {
            double[] unit = new double[rows()];
            unit[r] = 1;
            System.arraycopy(transposedTimes(unit), 0, rowsOfD, r * k, k);
        }
        return new Matrix(k, rows(), rowsOfD).transpose();
    }
}
