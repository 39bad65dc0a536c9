package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.JacobianFactors;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import java.util.List;
import java.util.stream.Collectors;

/** The directions of the output space in which samples with parallel rows of D differ, and those of rows that are 0. */
final class DependentRowSpans {
    private final TrainingJacobian jacobian;
    private final JacobianFactors factors;

    DependentRowSpans(TrainingJacobian jacobian) {
        this.jacobian = jacobian;
        this.factors = jacobian.factors();
    }

    /** "3, 7; 4, 12; …", samples from 1. */
    static String describe(List<int[]> groups) {
        return groups.stream().limit(4).map(Words::list).collect(Collectors.joining("; "))
                + (groups.size() > 4 ? "; …" : "");
    }

    /** e_r/|d_r| − s e_t/|d_t| for the first sample of a group with each other one and each output, s the sign of d_r·d_t. */
    Matrix differences(List<int[]> groups) {
        int q = jacobian.outputDim();
        int columns = groups.stream().mapToInt(group -> (group.length - 1) * q).sum();
        Matrix span = Matrix.zeros(jacobian.rows(), columns);
        int column = 0;
        for (int[] group : groups) {
            for (int k = 1; k < group.length; k++) {
                for (int out = 0; out < q; out++, column++) {
                    int first = group[0] * q + out;
                    int other = group[k] * q + out;
                    span.data()[column * span.rows() + first] = 1 / Math.sqrt(product(first, first));
                    span.data()[column * span.rows() + other] =
                            -Math.signum(product(first, other)) / Math.sqrt(product(other, other));
                }
            }
        }
        return span;
    }

    /** The coordinates of the given samples whose rows of D are 0. */
    Matrix vanishing(int[] samples) {
        int q = jacobian.outputDim();
        Matrix span = Matrix.zeros(jacobian.rows(), samples.length * q);
        for (int k = 0; k < samples.length * q; k++) {
            int row = samples[k / q] * q + k % q;
            span.data()[k * span.rows() + row] = product(row, row) == 0 ? 1 : 0;
        }
        return span;
    }

    /** The inner product of two rows of D. */
    private double product(int r, int t) {
        double sum = 0;
        for (BroadcastProduct block : factors.products()) {
            sum += dot(block.delta(), r, t) * dot(block.features(), r / block.repeats(), t / block.repeats());
        }
        return sum;
    }

    private static double dot(Matrix matrix, int a, int b) {
        double sum = 0;
        for (int k = 0; k < matrix.rows(); k++) {
            sum += matrix.get(k, a) * matrix.get(k, b);
        }
        return sum;
    }
}
