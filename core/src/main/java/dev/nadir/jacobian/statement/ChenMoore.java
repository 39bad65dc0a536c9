package dev.nadir.jacobian.statement;

import dev.nadir.claim.Answer;
import dev.nadir.claim.StatementClaim;
import dev.nadir.data.Duplicates;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.jacobian.statement.StatementCheck.Measured;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.List;

/** When D has full rank: [CM] Propositions 1, 3, 4, 5, formula (15) and Lemma 1. */
final class ChenMoore {
    private final Evidence at;
    private final TrainingJacobian jacobian;

    ChenMoore(Evidence evidence) {
        this.at = evidence;
        this.jacobian = evidence.jacobian();
    }

    StatementCheck proposition1() {
        boolean linear = at.layers().size() == 1 && at.layers().get(0).activation() instanceof Identity;
        boolean dataFull = at.dataRank().rank() == jacobian.samples();
        boolean jacobianFull = at.rank() == jacobian.rows();
        double rounding = 100 * jacobian.rows() * Math.ulp(1.0);
        boolean fitted =
                at.split().blocked() <= rounding * rounding * at.split().cost();
        return new StatementCheck(
                StatementClaim.PROPOSITION_1,
                List.of(Measured.of(
                        "one layer without activation: hidden layers",
                        at.layers().size() - 1.0,
                        linear)),
                Measured.of(
                        "rank ã " + at.dataRank().rank() + " of N = " + jacobian.samples() + ", rank D " + at.rank()
                                + " of QN = " + jacobian.rows() + ", least cost",
                        at.split().blocked(),
                        dataFull == jacobianFull && (!dataFull || fitted),
                        at.dataRank().decided() && at.decided()));
    }

    StatementCheck proposition3() {
        Measured only = at.onlyFirstLayerTrained();
        boolean applies = only.answer().and(at.fullDataRank().answer()) == Answer.YES;
        double least = applies ? at.leastFirstDelta() : Double.NaN;
        return new StatementCheck(
                StatementClaim.PROPOSITION_3,
                List.of(
                        only,
                        at.fullDataRank(),
                        Measured.of("the frozen rest is a submersion: least σ_min(δ_i)", least, least > 0)),
                at.fullJacobianRank(applies ? at.firstBlockBound() : 0));
    }

    StatementCheck proposition4() {
        int units = at.layers().get(0).outputDim();
        double least = Double.POSITIVE_INFINITY;
        Matrix features = jacobian.features(1);
        for (int i = 0; i < jacobian.samples(); i++) {
            least = Math.min(least, Matrix.column(features.columnArray(i)).frobeniusNorm());
        }
        int different =
                Duplicates.distinct(jacobian.forwardPass().preActivations().get(0));
        return new StatementCheck(
                StatementClaim.PROPOSITION_4,
                List.of(
                        at.onlyFirstLayerTrained(),
                        Measured.of(
                                "N = " + jacobian.samples() + " at most the units M_1",
                                units,
                                jacobian.samples() <= units),
                        Measured.of("no ã_j is 0: min |ã_j|", least, least > 0),
                        Measured.of("different z_j", different, different == jacobian.samples())),
                Measured.of("σ_min(D) with gradients e_j at z_j: min |ã_j|", least, least > 0));
    }

    StatementCheck proposition5() {
        List<Measured> hypotheses = new ArrayList<>(
                List.of(at.firstLayerTrained(), at.fullDataRank(), localDiffeomorphism(), noWidening()));
        for (int l = 2; l <= at.layers().size(); l++) {
            Matrix weight = at.layers().get(l - 1).weight();
            RankReport rank = RankReport.of(jacobian.weightSingularValues(l), weight.rows(), weight.columns());
            hypotheses.add(Measured.of(
                    "W_" + l + " has full rank " + rank.size() + ": rank",
                    rank.rank(),
                    rank.rank() == rank.size(),
                    rank.decided()));
        }
        return new StatementCheck(StatementClaim.PROPOSITION_5, hypotheses, at.fullJacobianRank(at.firstBlockBound()));
    }

    private Measured localDiffeomorphism() {
        double least = Double.POSITIVE_INFINITY;
        for (int l = 1; l <= at.layers().size(); l++) {
            for (double slope : jacobian.slopes(l).data()) {
                least = Math.min(least, Math.abs(slope));
            }
        }
        return Measured.of("σ' ≠ 0 on every unit and sample: min |σ'|", least, least > 0);
    }

    private Measured noWidening() {
        int widening = 0;
        for (int l = 2; l <= at.layers().size(); l++) {
            widening +=
                    at.layers().get(l - 1).outputDim() > at.layers().get(l - 1).inputDim() ? 1 : 0;
        }
        return Measured.of("layers above the first do not widen: layers that do", widening, widening == 0);
    }

    StatementCheck formula15() {
        boolean shape = at.layers().size() == 2 && jacobian.outputDim() == 1;
        Measured twoLayers =
                Measured.of("two layers and Q = 1: layers", at.layers().size(), shape);
        boolean trained = jacobian.selection().includes(1);
        double least = shape && trained ? at.leastFirstDelta() : Double.NaN;
        return new StatementCheck(
                StatementClaim.FORMULA_15,
                List.of(
                        twoLayers,
                        at.firstLayerTrained(),
                        at.fullDataRank(),
                        Measured.of("w ∘ σ'(z_j) ≠ 0 at every sample: least norm", least, least > 0)),
                at.fullJacobianRank(shape ? at.firstBlockBound() : 0));
    }

    StatementCheck lemma1() {
        double best = 0;
        for (int block = 0; block < at.blocks().size(); block++) {
            best = Math.max(best, at.blockBound(block));
        }
        double[] sigma = at.spectrum().singularValues();
        double smallest = sigma.length < jacobian.rows() ? 0 : sigma[sigma.length - 1];
        double slack = at.spectrum().tier() == Tier.SKETCH ? 0.5 : 1 - 1e-9;
        return new StatementCheck(
                StatementClaim.LEMMA_1,
                List.of(Measured.of(
                        "some layer has ã of rank N and every δ_i of rank Q: the bound", best, best > at.noise())),
                Measured.of("σ_min(D) is at least the bound: σ_min(D)", smallest, smallest >= slack * best));
    }
}
