package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.DataFacts;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.measure.TimeScales;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Why the loss is not zero: how much of it is blocked, how slow the rest is, and what explains either.
 *
 * @param cost C
 * @param blocked the blocked share; a bracket if the rank is undecided
 * @param distinctRows Q times the number of distinct inputs: the largest rank D can have on these data
 * @param findings reasons and notes, the one that explains most first
 * @param scales how slow the reachable loss is, in the linearized model
 */
public record LossDiagnosis(
        double cost, BlockedShare blocked, int distinctRows, List<Finding> findings, TimeScales scales) {
    private static final double WELL_CONDITIONED = 1e-4;

    /** Freezes the list. */
    public LossDiagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Diagnoses; beside the spectrum it costs projections onto it, and one more decomposition of size QN for each of dead
     * units, saturated units and a degenerate point, where these leave more than a hundredth of the loss to be explained.
     *
     * @param facts about the data of the Jacobian, with labels Q x N
     * @param learningRate η of descent; if empty, half of the edge of stability
     * @throws IllegalArgumentException if the data do not fit or the learning rate is not positive
     */
    public static LossDiagnosis of(
            Subject subject, DataFacts facts, SpectrumOptions options, OptionalDouble learningRate) {
        TrainingSet data = facts.data();
        Evidence evidence = new Evidence(subject.jacobian, subject.spectrum, subject.stall, facts, options);
        RankBracket bracket = RankBracket.of(subject.spectrum);
        Matrix residual = evidence.residual();
        LossMeasures measures = LossMeasures.of(subject.jacobian.forwardPass().outputs(), data.labels(), false);
        TimeScales scales = TimeScales.of(subject.spectrum, bracket.least(), residual, learningRate);
        Ledger ledger = new Ledger(measures.cost(), measures.zero());
        double unavoidable = ledger.share(BlockedReasons.of(evidence, bracket, ledger));
        SlowReasons.of(evidence, scales, ledger);
        int distinctRows = data.outputDim() * facts.distinctInputs();
        if (subject.spectrum.rank().decided() && subject.spectrum.rank().rank() == distinctRows) {
            wellConditioned(subject.spectrum, distinctRows, data, ledger);
        }
        return new LossDiagnosis(
                measures.cost(),
                shares(subject.spectrum, bracket, residual, unavoidable),
                distinctRows,
                ledger.sorted(),
                scales);
    }

    /** The share of the loss that is blocked, from the spectrum alone; a bracket where the rank is undecided. */
    public static BlockedShare blockedShare(JacobianSpectrum spectrum, Matrix residual) {
        return shares(spectrum, RankBracket.of(spectrum), residual, 0);
    }

    /** D, its spectrum, and what is known about its layers and rows. */
    public record Subject(TrainingJacobian jacobian, JacobianSpectrum spectrum, StallDiagnosis stall) {}

    private static void wellConditioned(JacobianSpectrum spectrum, int rank, TrainingSet data, Ledger ledger) {
        double spread = spectrum.singularValues()[rank - 1] / spectrum.singularValues()[0];
        if (spread >= WELL_CONDITIONED) {
            ledger.enter(
                    new Reason(DiagnoseClaim.WELL_CONDITIONED, 0, Piece.none(data.samples())),
                    "",
                    rank,
                    Words.format("%.1e", spread));
        }
    }

    private static BlockedShare shares(
            JacobianSpectrum spectrum, RankBracket bracket, Matrix residual, double unavoidable) {
        double most = blocked(spectrum, bracket.least(), residual);
        if (bracket.least() == bracket.most()) {
            return new BlockedShare(most, most);
        }
        double least = Math.max(unavoidable, blocked(spectrum, bracket.most(), residual));
        return new BlockedShare(Math.min(least, most), most);
    }

    private static double blocked(JacobianSpectrum spectrum, int rank, Matrix residual) {
        double norm = residual.frobeniusNorm();
        if (norm == 0) {
            return 0;
        }
        Matrix basis = spectrum.range().left().columns(0, rank);
        double[] unit = residual.map(value -> value / norm).data();
        double[] outside = unit.clone();
        for (int pass = 0; pass < 2 && rank > 0; pass++) {
            double[] inside = Products.times(basis, Products.transposedTimes(basis, outside));
            for (int r = 0; r < outside.length; r++) {
                outside[r] -= inside[r];
            }
        }
        double share = Matrix.column(outside).frobeniusNorm();
        return Math.min(1, share * share);
    }

    /** The findings that explain at least one part in a hundred of the loss. */
    public List<Finding> reasons() {
        return findings.stream().filter(Finding::reason).toList();
    }

    /** The findings that explain less. */
    public List<Finding> notes() {
        return findings.stream().filter(finding -> !finding.reason()).toList();
    }
}
