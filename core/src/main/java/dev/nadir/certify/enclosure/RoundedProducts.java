package dev.nadir.certify.enclosure;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;

/**
 * Products of matrices as a machine computes them: every entry a sum of its products, in whatever order, fused or not.
 *
 * <p>That is all the bounds assume. BLAS is one such machine; the tests have another, which rounds as badly as this allows.
 */
public interface RoundedProducts {
    /** What {@link Products} computes. */
    RoundedProducts BLAS = new RoundedProducts() {
        @Override
        public Matrix times(Matrix a, Matrix b) {
            return Products.times(a, b);
        }

        @Override
        public Matrix transposedTimes(Matrix a, Matrix b) {
            return Products.transposedTimes(a, b);
        }

        @Override
        public Matrix gram(Matrix a) {
            return Products.gram(a);
        }

        @Override
        public Matrix outerGram(Matrix a) {
            return Products.outerGram(a);
        }
    };

    /** A B. */
    Matrix times(Matrix a, Matrix b);

    /** Aᵀ B. */
    Matrix transposedTimes(Matrix a, Matrix b);

    /** AᵀA, exactly symmetric. */
    Matrix gram(Matrix a);

    /** A Aᵀ, exactly symmetric. */
    Matrix outerGram(Matrix a);
}
