package dev.nadir.construct.structured;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;

/**
 * Coordinates of standardized data along its principal directions, without those in which it does not vary.
 *
 * @param directions n x M with orthogonal rows
 * @param scaling the standardization that comes before
 */
record PrincipalCoordinates(Matrix directions, RowScaling scaling) {
    private static final double RANK_CUT = 1e-10;

    /**
     * Of data that the scaling has standardized.
     *
     * @param whitened whether to scale every direction to mean square 1
     */
    static PrincipalCoordinates of(Matrix standardized, RowScaling scaling, boolean whitened) {
        Svd svd = Svd.of(standardized);
        int rank = 0;
        while (rank < svd.values().length && svd.values()[rank] > RANK_CUT * svd.values()[0]) {
            rank++;
        }
        Matrix directions = svd.left().columns(0, rank).transpose();
        for (int k = 0; whitened && k < directions.data().length; k++) {
            directions.data()[k] *= Math.sqrt(standardized.columns()) / svd.values()[k % rank];
        }
        return new PrincipalCoordinates(directions, scaling);
    }

    /** n. */
    int dimension() {
        return directions.rows();
    }

    /** The coordinates of standardized samples. */
    Matrix of(Matrix standardized) {
        return Products.times(directions, standardized);
    }

    /** The linear part of the map from raw inputs. */
    Matrix fromRaw() {
        Matrix into = directions.copy();
        for (int k = 0; k < into.data().length; k++) {
            into.data()[k] *= scaling.factor()[k / into.rows()];
        }
        return into;
    }

    /** The constant of the map from raw inputs. */
    double[] shift() {
        return Arrays.stream(Products.times(fromRaw(), scaling.offset()))
                .map(value -> -value)
                .toArray();
    }
}
