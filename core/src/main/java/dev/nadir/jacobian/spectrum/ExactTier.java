package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Svd;
import dev.nadir.model.Evaluation;
import dev.nadir.model.JacobianBlock;

/** Singular values of all of D without squaring: Dᵀ streamed through a QR, then the SVD of R (mathematics §3.2). */
final class ExactTier {
    /** Below this many entries D is simply formed: at most 64 MB. */
    private static final long DENSE_ENTRIES = 1L << 23;

    private ExactTier() {}

    static double flops(Evaluation jacobian) {
        double least = jacobian.leastDim();
        double most = Math.max(jacobian.rows(), (double) jacobian.columns());
        return 3 * least * least * most + 20 * least * least * least;
    }

    /** Whether memory allows it: always if D is wide, where only R is kept; if it is tall, when D itself fits. */
    static boolean possible(Evaluation jacobian) {
        return jacobian.columns() >= jacobian.rows()
                || (double) jacobian.rows() * jacobian.columns() * Double.BYTES
                        < Runtime.getRuntime().maxMemory() / 4.0;
    }

    static SingularPairs of(Evaluation jacobian) {
        boolean small = (double) jacobian.rows() * jacobian.columns() <= DENSE_ENTRIES;
        if (small || jacobian.columns() < jacobian.rows()) {
            Svd svd = Svd.of(jacobian.dense());
            return new SingularPairs(svd.values(), svd.left());
        }
        StreamedQr stream = new StreamedQr(jacobian.rows());
        for (JacobianBlock block : jacobian.eachBlock()) {
            for (int part = 0; part < block.parts(); part++) {
                stream.add(block.transposedColumns(part));
            }
        }
        Svd svd = Svd.of(stream.finishSquare()); // Dᵀ = Q R, so the right singular vectors of R are the left ones of D
        return new SingularPairs(svd.values(), svd.rightTransposed().transpose());
    }
}
