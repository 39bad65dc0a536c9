package dev.nadir.jacobian.statement;

import dev.nadir.claim.StatementClaim;
import dev.nadir.data.Duplicates;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.statement.StatementCheck.Measured;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Relu;
import java.util.List;

/** What takes rank from D: [CM] Remark 3, a dead layer, the zero network. */
final class RankLoss {
    private final Evidence at;
    private final TrainingJacobian jacobian;

    RankLoss(Evidence evidence) {
        this.at = evidence;
        this.jacobian = evidence.jacobian();
    }

    StatementCheck remark3() {
        int lost = vanishingOrRepeatedRows();
        return new StatementCheck(
                StatementClaim.REMARK_3,
                List.of(Measured.of("rows of D that vanish or repeat", lost, lost > 0)),
                rankAtMost(jacobian.rows() - lost, "QN less these"));
    }

    /** Rows that are 0 in every block, and the Q rows of every sample whose input came before. */
    private int vanishingOrRepeatedRows() {
        int lost = 0;
        boolean[] repeated =
                Duplicates.repetitions(jacobian.forwardPass().activations().get(0));
        for (int i = 0; i < jacobian.samples(); i++) {
            for (int q = 0; q < jacobian.outputDim(); q++) {
                lost += repeated[i] || vanishes(i, q) ? 1 : 0;
            }
        }
        return lost;
    }

    private boolean vanishes(int sample, int output) {
        for (BroadcastProduct block : at.blocks()) {
            double[] delta = block.delta().columnArray(sample * jacobian.outputDim() + output);
            double[] features = block.features().columnArray(sample);
            if (Matrix.column(delta).maxAbs() > 0 && Matrix.column(features).maxAbs() > 0) {
                return false;
            }
        }
        return true;
    }

    StatementCheck deadLayer() {
        int dead = 0;
        for (int l = 1; l < at.layers().size(); l++) {
            boolean off = at.layers().get(l - 1).activation() instanceof Relu
                    && jacobian.forwardPass().activations().get(l).maxAbs() == 0;
            dead = off ? l : dead;
        }
        return new StatementCheck(
                StatementClaim.DEAD_LAYER,
                List.of(Measured.of("a hidden ReLU layer that is off at every sample: its number", dead, dead > 0)),
                rankAtMost(jacobian.outputDim(), "Q"));
    }

    StatementCheck zeroParameters() {
        double largest = 0;
        double atZero = 0;
        for (Layer layer : at.layers()) {
            double bias = layer.biased() ? Matrix.column(layer.bias()).maxAbs() : 0;
            largest = Math.max(largest, Math.max(layer.weight().maxAbs(), bias));
            atZero = Math.max(atZero, Math.abs(layer.activation().value(0)));
        }
        int last = at.layers().size();
        boolean biasTrained =
                at.layers().get(last - 1).biased() && jacobian.selection().includes(last);
        int expected = biasTrained ? jacobian.outputDim() : 0;
        return new StatementCheck(
                StatementClaim.ZERO_PARAMETERS,
                List.of(
                        Measured.of("hidden layers", last - 1.0, last > 1),
                        Measured.of("largest parameter", largest, largest == 0),
                        Measured.of("|σ(0)|", atZero, atZero == 0)),
                Measured.of("rank D = " + expected + ": rank D", at.rank(), at.rank() == expected, at.decided()));
    }

    private Measured rankAtMost(int bound, String words) {
        return Measured.of(
                "rank D at most " + words + ", " + bound + ": rank D", at.rank(), at.rank() <= bound, at.decided());
    }
}
