package dev.nadir.study.experiment;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.List;

/** Vectors of a path in the two directions that hold most of them. */
final class PrincipalPlane {
    private PrincipalPlane() {}

    /**
     * The coordinates of every vector, with the first at norm 1 and, as the signs of singular vectors mean nothing, with
     * coordinates that are not negative.
     */
    static double[][] of(List<double[]> path) {
        double scale = Matrix.column(path.get(0)).frobeniusNorm();
        Matrix all = Matrix.zeros(path.get(0).length, path.size());
        for (int j = 0; j < path.size(); j++) {
            for (int i = 0; i < all.rows(); i++) {
                all.data()[i + j * all.rows()] = scale == 0 ? 0 : path.get(j)[i] / scale;
            }
        }
        Matrix onto = Products.transposedTimes(Svd.of(all).left().columns(0, 2), all);
        double[][] plane = new double[path.size()][2];
        for (int j = 0; j < path.size(); j++) {
            for (int k = 0; k < 2; k++) {
                plane[j][k] = onto.get(k, j) * (onto.get(k, 0) < 0 ? -1 : 1);
            }
        }
        return plane;
    }
}
