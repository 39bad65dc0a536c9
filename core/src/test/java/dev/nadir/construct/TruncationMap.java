package dev.nadir.construct;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;

/**
 * What a ReLU layer does in the coordinates of its own input: τ(x) = W⁺ (σ(W x + b) − b) (arXiv 2309.10639).
 *
 * <p>For W of full row rank W τ(x) + b = σ(W x + b). τ is the identity where W x + b ≥ 0, the forward cone, and for
 * square W constant where W x + b ≤ 0, the backward cone, which it collapses to the apex −W⁻¹b.
 *
 * @param weight W, at most as many rows as columns, of full row rank
 * @param bias b, one entry per row
 */
public record TruncationMap(Matrix weight, double[] bias) {

    /** Checks the shapes. */
    public TruncationMap {
        if (weight.rows() > weight.columns() || bias.length != weight.rows()) {
            throw new IllegalArgumentException("truncation map: got a weight of " + weight.rows() + " x "
                    + weight.columns() + " and " + bias.length
                    + " biases, expected at most as many rows as columns and one bias per row");
        }
    }

    /** τ of every column. */
    public Matrix apply(Matrix points) {
        Matrix z = Products.affine(weight, points, bias);
        int rows = z.rows();
        for (int k = 0; k < z.data().length; k++) {
            z.data()[k] = Math.max(z.data()[k], 0) - bias[k % rows];
        }
        return pseudoInverseTimes(z);
    }

    /** −W⁺ b, the point to which the backward cone collapses. */
    public double[] apex() {
        Matrix negative = Matrix.column(bias).map(value -> -value);
        return pseudoInverseTimes(negative).data();
    }

    private Matrix pseudoInverseTimes(Matrix z) {
        return Qr.of(weight.transpose()).leastNormRight(z.transpose()).transpose();
    }
}
