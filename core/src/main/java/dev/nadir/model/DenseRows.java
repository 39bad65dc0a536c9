package dev.nadir.model;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/**
 * Rows of D written out: for scales and shifts, for parameters used in several places, and for products with so many
 * positions that what they add up to is smaller than they are.
 *
 * @param gradients one column per row of D, so k x QN for k parameters
 */
public record DenseRows(Matrix gradients) implements JacobianBlock {
    private static final int PART = 1024;

    @Override
    public int rows() {
        return gradients.columns();
    }

    @Override
    public long columns() {
        return gradients.rows();
    }

    @Override
    public Matrix outerGram() {
        return Products.gram(gradients);
    }

    @Override
    public Matrix crossGram(JacobianBlock other) {
        if (other instanceof DenseRows that && that.gradients.rows() == gradients.rows()) {
            return Products.transposedTimes(gradients, that.gradients);
        }
        throw new IllegalArgumentException("other block: got " + other + ", expected dense rows of as many parameters");
    }

    @Override
    public double squaredNorm() {
        double sum = 0;
        for (double entry : gradients.data()) {
            sum += entry * entry;
        }
        return sum;
    }

    @Override
    public int parts() {
        return (gradients.rows() + PART - 1) / PART;
    }

    @Override
    public Matrix transposedColumns(int part) {
        int from = part * PART;
        int to = Math.min(gradients.rows(), from + PART);
        return to - from == gradients.rows() ? gradients : gradients.rows(from, to);
    }

    @Override
    public void addSketch(Matrix sum, RandomGenerator random) {
        for (int part = 0; part < parts(); part++) {
            Matrix some = transposedColumns(part);
            Matrix omega = RandomEntries.centred(some.rows(), sum.columns(), random);
            double[] product = Products.transposedTimes(some, omega).data();
            for (int k = 0; k < product.length; k++) {
                sum.data()[k] += product[k];
            }
        }
    }
}
