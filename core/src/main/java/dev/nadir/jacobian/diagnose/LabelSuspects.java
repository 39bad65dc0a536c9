package dev.nadir.jacobian.diagnose;

import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * Samples whose labels alone explain far more of the remaining loss than the others do.
 *
 * <p>Freeing the label of sample i adds its Q directions to what can be fitted; with P the projector onto what is left and
 * p the rest of the residual that removes p_iᵀ P_ii⁺ p_i/2N, the deletion residual of regression. A sample is suspect if that,
 * per direction, is so many times the mean of the others that normal residuals would show one such sample in fewer than one
 * data set out of a hundred: by P(χ²_Q ≥ Q + 2√(Qt) + 2t) ≤ e^{−t} (Laurent and Massart 2000, Lemma 1) with t = ln 100N.
 * Suspects are taken one after the other, at most one sample in twenty.
 */
final class LabelSuspects {
    private static final double ONE_PERCENT = 0.01;
    private static final double EIGEN_CUT = 1e-6; // of P_ii, whose eigenvalues lie in [0, 1]: an angle of 1e-3 squared

    private final ResidualPieces pieces;
    private final int q;
    private final Matrix[] blocks; // P_ii
    private int counted; // bases that the blocks know of

    private LabelSuspects(ResidualPieces pieces, int outputs, int samples) {
        this.pieces = pieces;
        this.q = outputs;
        this.blocks = new Matrix[samples];
        for (int i = 0; i < samples; i++) {
            blocks[i] = Matrix.identity(outputs);
        }
    }

    /**
     * Takes the suspects' directions.
     *
     * @param least the loss that a suspect must explain to be worth a word
     * @param found the suspects, from 0, are added here
     */
    static Piece take(ResidualPieces pieces, int outputs, int samples, double least, List<Integer> found) {
        LabelSuspects suspects = new LabelSuspects(pieces, outputs, samples);
        double[] perSample = new double[samples];
        double loss = 0;
        int dimension = 0;
        for (int k = 0; k < samples / 20; k++) {
            int next = suspects.next(least);
            if (next < 0) {
                break;
            }
            found.add(next);
            Piece piece = pieces.take(suspects.coordinates(next));
            perSample[next] += piece.loss();
            loss += piece.loss();
            dimension += piece.dimension();
        }
        return new Piece(loss, dimension, perSample);
    }

    /** The most suspect sample, or -1. */
    private int next(double least) {
        update();
        Piece rest = pieces.rest();
        int left = pieces.dimensionLeft();
        int best = -1;
        double most = 0;
        for (int i = 0; i < blocks.length; i++) {
            double explained = explained(i);
            double others = (rest.loss() - explained) / (left - q);
            boolean suspect = explained >= least && left > 10 * q && explained > threshold() * Math.max(0, others);
            if (suspect && explained > most) {
                most = explained;
                best = i;
            }
        }
        return best;
    }

    /** Q + 2√(Qt) + 2t. */
    private double threshold() {
        double t = Math.log(blocks.length / ONE_PERCENT);
        return q + 2 * Math.sqrt(q * t) + 2 * t;
    }

    /** p_iᵀ P_ii⁺ p_i/2N. */
    private double explained(int i) {
        SymmetricEigen eigen = SymmetricEigen.of(blocks[i]);
        double sum = 0;
        for (int k = 0; k < q; k++) {
            double along = 0;
            for (int r = 0; r < q; r++) {
                along += eigen.vectors().get(r, k) * pieces.left()[i * q + r];
            }
            sum += eigen.values()[k] > EIGEN_CUT ? along * along / eigen.values()[k] : 0;
        }
        return sum / (2.0 * blocks.length);
    }

    /** P_ii loses B_i B_iᵀ for every basis that was taken since. */
    private void update() {
        for (Matrix basis : pieces.taken().subList(counted, pieces.taken().size())) {
            for (int c = 0; c < basis.columns(); c++) {
                for (int i = 0; i < blocks.length; i++) {
                    subtract(blocks[i], basis.data(), c * basis.rows() + i * q);
                }
            }
        }
        counted = pieces.taken().size();
    }

    private void subtract(Matrix block, double[] basis, int at) {
        for (int r = 0; r < q; r++) {
            for (int s = 0; s < q; s++) {
                block.data()[r + s * q] -= basis[at + r] * basis[at + s];
            }
        }
    }

    private Matrix coordinates(int sample) {
        Matrix span = Matrix.zeros(blocks.length * q, q);
        for (int r = 0; r < q; r++) {
            span.data()[r * span.rows() + sample * q + r] = 1;
        }
        return span;
    }
}
