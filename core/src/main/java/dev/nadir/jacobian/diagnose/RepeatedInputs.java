package dev.nadir.jacobian.diagnose;

import dev.nadir.data.Duplicates;
import dev.nadir.matrix.Matrix;
import java.util.List;

/** The directions of the output space in which samples of equal inputs differ: no function of the inputs moves along them. */
final class RepeatedInputs {
    private RepeatedInputs() {}

    /** An orthonormal basis, QN x Q Σ (size of group − 1), by Helmert's contrasts. */
    static Matrix basis(List<Duplicates.Group> groups, int q, int samples) {
        int columns =
                groups.stream().mapToInt(group -> group.samples().size() - 1).sum() * q;
        Matrix basis = Matrix.zeros(Matrix.length(samples, q), columns);
        int column = 0;
        for (Duplicates.Group group : groups) {
            for (int k = 1; k < group.samples().size(); k++) {
                for (int out = 0; out < q; out++, column++) {
                    double norm = Math.sqrt(k * (k + 1.0));
                    for (int i = 0; i < k; i++) {
                        basis.data()[column * basis.rows() + group.samples().get(i) * q + out] = 1 / norm;
                    }
                    basis.data()[column * basis.rows() + group.samples().get(k) * q + out] = -k / norm;
                }
            }
        }
        return basis;
    }
}
