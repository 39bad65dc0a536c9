package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.Duplicates;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The blocked loss taken apart: each reason gets the part of the residual in a subspace of the output space that is
 * orthogonal to the range of D and to the reasons before it, so the parts sum up to C_block (docs/diagnose.md names the
 * subspaces). Steps that need another decomposition are taken only while at least one part in a hundred of C is unexplained.
 */
final class BlockedReasons {
    private final Evidence evidence;
    private final Ledger ledger;
    private final Duplicates duplicates;
    private final ResidualPieces pieces;
    private final long seed;
    private int nearbyRank = -1;

    private BlockedReasons(Evidence evidence, Ledger ledger) {
        this.evidence = evidence;
        this.ledger = ledger;
        this.duplicates = evidence.facts().duplicates();
        this.pieces = new ResidualPieces(evidence.residual());
        this.seed = evidence.options().seed();
    }

    /** Enters all reasons for the blocked loss; what conflicting samples keep from every function is returned. */
    static double of(Evidence evidence, RankBracket bracket, Ledger ledger) {
        BlockedReasons reasons = new BlockedReasons(evidence, ledger);
        reasons.pieces.takeBasis(evidence.spectrum().range().left().columns(0, bracket.least()));
        double unavoidable = reasons.duplicates();
        reasons.undecided(bracket);
        reasons.deadUnits();
        reasons.dependentRows();
        reasons.degeneratePoint();
        reasons.suspects();
        reasons.rest();
        return unavoidable;
    }

    private boolean worthwhile() {
        return ledger.share(pieces.rest().loss()) >= Finding.REASON;
    }

    private double duplicates() {
        List<Duplicates.Group> groups = Stream.concat(
                        duplicates.conflicting().stream(), duplicates.mergeable().stream())
                .toList();
        Piece piece =
                pieces.take(RepeatedInputs.basis(groups, evidence.jacobian().outputDim(), duplicates.samples()));
        if (!duplicates.hasConflicts()) {
            return 0;
        }
        List<Integer> first = duplicates.conflicting().get(0).samples();
        int more = duplicates.conflicting().size() - 1;
        ledger.enter(
                new Reason(DiagnoseClaim.CONFLICTING_DUPLICATES, 0, piece),
                "correct or remove these rows, or give the network a feature that tells them apart",
                Words.list(first.stream().mapToInt(i -> i).toArray()),
                more == 0 ? "" : ", and so have " + more + " more groups of samples",
                Words.number(piece.loss()));
        return piece.loss();
    }

    private void undecided(RankBracket bracket) {
        if (bracket.least() == bracket.most()) {
            return;
        }
        Piece piece = pieces.take(evidence.spectrum().range().left().columns(bracket.least(), bracket.most()));
        ledger.enter(
                new Reason(DiagnoseClaim.UNDECIDED_RANK, 0, piece),
                "decide by exact singular values, or bring the features to similar scales",
                bracket.most() - bracket.least());
    }

    private void deadUnits() {
        List<int[]> dead = units(LayerDiagnosis::deadUnits);
        List<int[]> saturated = units(LayerDiagnosis::saturatedUnits);
        List<int[]> both = IntStream.range(0, dead.size())
                .mapToObj(l -> IntStream.concat(Arrays.stream(dead.get(l)), Arrays.stream(saturated.get(l)))
                        .toArray())
                .toList();
        if (count(dead) > 0) {
            ledger.enter(
                    new Reason(DiagnoseClaim.DEAD_UNITS, firstLayer(dead), opened(dead)),
                    "draw these units anew or move their biases; a smaller learning rate keeps units from dying",
                    describe(dead));
        }
        if (count(saturated) > 0) {
            Piece piece = opened(both);
            if (piece.dimension() > 0) {
                ledger.enter(
                        new Reason(DiagnoseClaim.FLAT_UNITS, firstLayer(saturated), piece),
                        "shrink their weights and biases, or standardize the inputs",
                        describe(saturated));
            }
        }
    }

    private Piece opened(List<int[]> units) {
        TrainingJacobian jacobian = evidence.jacobian();
        return worthwhile()
                ? pieces.take(Revival.of(jacobian, units, seed)
                        .span(units, evidence.spectrum().rank().tolerance(), seed))
                : Piece.none(jacobian.samples());
    }

    private void dependentRows() {
        if (evidence.stall().groups().isEmpty() || !worthwhile()) {
            return;
        }
        DependentRowSpans spans = new DependentRowSpans(evidence.jacobian());
        int[] vanishing = evidence.stall().groups().get().vanishing();
        Piece unmoved = pieces.take(spans.vanishing(vanishing));
        if (unmoved.dimension() > 0) {
            ledger.enter(
                    new Reason(DiagnoseClaim.UNMOVED_SAMPLES, 0, unmoved),
                    "train more layers, or move the biases so that units become active on these samples",
                    Words.samples(vanishing));
        }
        List<int[]> few = fewSamples();
        double outside = Math.cos(ResidualPieces.ANGLE); // within the blocked space itself, to that angle
        Piece piece = pieces.take(spans.differences(few), outside, Integer.MAX_VALUE);
        if (piece.dimension() > 0) {
            ledger.enter(
                    new Reason(DiagnoseClaim.DEPENDENT_ROWS, 0, piece),
                    Causes.ofDependence(evidence.jacobian(), few.get(0)),
                    DependentRowSpans.describe(few));
        }
    }

    /** Groups of at most half of the samples: larger ones are not about samples. */
    private List<int[]> fewSamples() {
        int most = Math.max(2, duplicates.samples() / 2);
        return evidence.stall().groups().orElseThrow().groups().stream()
                .filter(group -> group.length <= most)
                .toList();
    }

    private void degeneratePoint() {
        RankReport rank = evidence.spectrum().rank();
        EffectiveParameters count = evidence.parameters();
        boolean room = rank.rank() < Math.min(count.effectiveCount(), distinctRows());
        if (!rank.decided() || !room || !worthwhile()) {
            return;
        }
        JacobianSpectrum nearby = JacobianSpectrum.of(Perturbation.of(evidence.jacobian(), seed), evidence.options());
        nearbyRank = nearby.rank().decided() ? nearby.rank().rank() : -1;
        int more = nearbyRank - rank.rank();
        if (more <= 0) {
            return;
        }
        Matrix range = nearby.range().left().columns(0, nearbyRank);
        Piece piece = pieces.take(range, ResidualPieces.ANGLE, more);
        Causes causes = new Causes(evidence);
        ledger.enter(
                new Reason(DiagnoseClaim.RANK_DEFICIENT, causes.deficientLayer(), piece),
                "leave it: add a little noise to the weights, or draw the named weights anew",
                rank.rank(),
                nearbyRank,
                Words.number(Perturbation.SIZE),
                causes.ofRank());
    }

    private int distinctRows() {
        return evidence.jacobian().outputDim() * evidence.facts().distinctInputs();
    }

    private void suspects() {
        if (!worthwhile()) {
            return;
        }
        List<Integer> found = new ArrayList<>();
        double least = Finding.REASON * ledger.cost();
        Piece piece = LabelSuspects.take(pieces, evidence.jacobian().outputDim(), duplicates.samples(), least, found);
        if (!found.isEmpty()) {
            int[] samples = found.stream().mapToInt(i -> i).toArray();
            ledger.enter(
                    new Reason(DiagnoseClaim.SUSPICIOUS_SAMPLES, 0, piece, samples),
                    "check these labels; where they are right, the network is too small for these samples",
                    Words.samples(samples));
        }
    }

    private void rest() {
        Piece rest = pieces.rest();
        EffectiveParameters count = evidence.parameters();
        int rows = distinctRows();
        if (count.effectiveCount() < rows) {
            int outputs = evidence.jacobian().outputDim();
            ledger.enter(
                    new Reason(DiagnoseClaim.TOO_FEW_PARAMETERS, 0, rest),
                    "widen a layer, or accept a loss; data with structure can be fitted by fewer",
                    count.effectiveCount(),
                    count.effectiveCount() == count.parameterCount()
                            ? "parameters"
                            : "effective parameters (" + count.reason() + ")",
                    rows,
                    outputs,
                    rows / outputs,
                    rows - count.effectiveCount());
        } else if (ledger.share(rest.loss()) >= BlockedShare.NOTHING) {
            ledger.enter(
                    new Reason(DiagnoseClaim.BLOCKED_OTHERWISE, 0, rest),
                    "look at narrow layers and at features that hold the same information",
                    count.effectiveCount(),
                    rows,
                    nearbyRank >= 0 && nearbyRank < rows
                            ? Words.format("at parameters nearby D has rank %d of %d too", nearbyRank, rows)
                            : "not decided what opens it");
        }
    }

    private List<int[]> units(java.util.function.Function<LayerDiagnosis, int[]> which) {
        return evidence.stall().layers().stream().map(which).toList();
    }

    private static int count(List<int[]> units) {
        return units.stream().mapToInt(layer -> layer.length).sum();
    }

    private static int firstLayer(List<int[]> units) {
        return 1
                + IntStream.range(0, units.size())
                        .filter(l -> units.get(l).length > 0)
                        .findFirst()
                        .orElseThrow();
    }

    private String describe(List<int[]> units) {
        String layers = IntStream.range(0, units.size())
                .filter(l -> units.get(l).length > 0)
                .mapToObj(l -> Words.format(
                        "layer %d: %d of %d units (%s)",
                        l + 1,
                        units.get(l).length,
                        evidence.stall().layers().get(l).units(),
                        Words.list(units.get(l))))
                .collect(Collectors.joining("; "));
        return layers + (count(units) == 1 ? " is" : " are");
    }
}
