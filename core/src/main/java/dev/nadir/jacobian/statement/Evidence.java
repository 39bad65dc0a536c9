package dev.nadir.jacobian.statement;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.statement.StatementCheck.Measured;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.Layer;
import dev.nadir.network.ZeroLoss;
import java.util.List;

/** What several statements measure, found once. */
final class Evidence {
    private final TrainingJacobian jacobian;
    private final JacobianSpectrum spectrum;
    private final LossSplit split;
    private final Matrix labels;
    private final RankReport dataRank;
    private final List<BroadcastProduct> blocks;

    Evidence(TrainingJacobian jacobian, JacobianSpectrum spectrum, LossSplit split, Matrix labels) {
        Matrix.requireShape(labels, jacobian.outputDim(), jacobian.samples(), "labels");
        this.jacobian = jacobian;
        this.spectrum = spectrum;
        this.split = split;
        this.labels = labels;
        this.dataRank = jacobian.inputSpan().rank();
        this.blocks = jacobian.factors().products();
    }

    TrainingJacobian jacobian() {
        return jacobian;
    }

    JacobianSpectrum spectrum() {
        return spectrum;
    }

    LossSplit split() {
        return split;
    }

    /** Of ã of layer 1: rank [X; 1], or rank X where that layer has no bias. */
    RankReport dataRank() {
        return dataRank;
    }

    /** The blocks of the trained layers. */
    List<BroadcastProduct> blocks() {
        return blocks;
    }

    /** x - y, Q x N. */
    Matrix residual() {
        return jacobian.forwardPass().outputs().minus(labels);
    }

    boolean zeroLoss() {
        return ZeroLoss.reached(jacobian.forwardPass().outputs(), labels);
    }

    List<Layer> layers() {
        return jacobian.network().layers();
    }

    int rank() {
        return spectrum.rank().rank();
    }

    boolean decided() {
        return spectrum.rank().decided();
    }

    /** Singular values of D below this cannot be told from rounding: max(QN, K) ε σ_max. */
    double noise() {
        double longer = Math.max(jacobian.rows(), (double) jacobian.columns());
        return longer * Math.ulp(1.0) * spectrum.largestSingularValue();
    }

    Measured onlyFirstLayerTrained() {
        int[] trained = jacobian.selection().layers();
        return Measured.of(
                "only layer 1 is trained: trained layers", trained.length, trained.length == 1 && trained[0] == 1);
    }

    Measured firstLayerTrained() {
        boolean trained = jacobian.selection().includes(1);
        return Measured.of(
                "layer 1 is trained: layers trained", jacobian.selection().layers().length, trained);
    }

    Measured fullDataRank() {
        String features = layers().get(0).biased() ? "[X; 1]" : "X";
        return Measured.of(
                "X has full rank, rank " + features + " = N = " + jacobian.samples() + ": rank",
                dataRank.rank(),
                dataRank.rank() == jacobian.samples(),
                dataRank.decided());
    }

    /**
     * rank D = QN; that it is not contradicts a theorem only where a lower bound of σ_min(D) that the theorem's hypotheses
     * give is above the noise.
     */
    Measured fullJacobianRank(double lowerBound) {
        boolean holds = rank() == jacobian.rows();
        return Measured.of(
                "rank D = QN = " + jacobian.rows() + ": rank D",
                rank(),
                holds,
                decided() && (holds || lowerBound > noise()));
    }

    /** σ_min(ã) min_i σ_min(δ_i) of the block of layer 1, [CM] Lemma 1; 0 where that layer is not trained. */
    double firstBlockBound() {
        return jacobian.selection().includes(1) ? blockBound(0) : 0;
    }

    /** The same bound of the block of the trained layer at the given place; σ(ã) is found once. */
    double blockBound(int block) {
        int layer = jacobian.selection().layers()[block];
        BroadcastProduct product = blocks.get(block);
        boolean wide = product.features().columns() > product.features().rows();
        return wide ? 0 : product.smallestSingularValueBound(jacobian.featureSingularValues(layer));
    }

    /** The least singular value of the Q x M_1 derivatives δ_i of the outputs by z^1. */
    double leastFirstDelta() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < jacobian.samples(); i++) {
            least = Math.min(
                    least, BroadcastProduct.smallestForColumns(blocks.get(0).deltaOf(i)));
        }
        return least;
    }
}
