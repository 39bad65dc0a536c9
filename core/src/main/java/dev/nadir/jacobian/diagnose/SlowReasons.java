package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.jacobian.JacobianFactors;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.jacobian.measure.TimeScales;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The reachable loss that descent is slow to remove, taken apart: what can only be reached through saturated units, what
 * separates samples with nearly parallel rows of D, and the rest; and what a learning rate beyond the edge does not remove.
 */
final class SlowReasons {
    /** A direction is slow if more than a tenth of its loss is left after so many steps. */
    static final double PATIENCE = 1e4;

    private final Evidence evidence;
    private final TimeScales scales;
    private final Ledger ledger;

    private SlowReasons(Evidence evidence, TimeScales scales, Ledger ledger) {
        this.evidence = evidence;
        this.scales = scales;
        this.ledger = ledger;
    }

    /** Enters all reasons for slow loss. */
    static void of(Evidence evidence, TimeScales scales, Ledger ledger) {
        SlowReasons reasons = new SlowReasons(evidence, scales, ledger);
        reasons.unstable();
        ResidualPieces slow = new ResidualPieces(reasons.component(k -> scales.slower(k, PATIENCE)));
        boolean worthwhile = ledger.share(slow.rest().loss()) >= Finding.REASON;
        if (worthwhile) {
            reasons.saturated(slow);
            reasons.dependentRows(slow);
        }
        reasons.rest(slow.rest());
    }

    /** The part of the residual in the directions that are chosen, Q x N. */
    private Matrix component(java.util.function.IntPredicate chosen) {
        int[] directions =
                IntStream.range(0, scales.rates().length).filter(chosen).toArray();
        Matrix basis = evidence.spectrum().left().selectColumns(directions);
        Matrix residual = evidence.residual();
        double[] part = directions.length == 0
                ? new double[residual.data().length]
                : Products.times(basis, Products.transposedTimes(basis, residual.data()));
        return new Matrix(residual.rows(), residual.columns(), part);
    }

    private void unstable() {
        if (!scales.given() || scales.learningRate() < scales.largestStable()) {
            return;
        }
        Piece piece = new ResidualPieces(component(scales::unstable)).rest();
        long count = IntStream.range(0, scales.rates().length)
                .filter(scales::unstable)
                .count();
        ledger.enter(
                new Reason(DiagnoseClaim.UNSTABLE_LEARNING_RATE, 0, piece),
                "use a learning rate below " + Words.number(scales.largestStable()),
                Words.number(scales.learningRate()),
                Words.number(scales.largestStable()),
                count);
    }

    /** What is orthogonal to everything that the other units can reach. */
    private void saturated(ResidualPieces slow) {
        List<int[]> units = evidence.stall().layers().stream()
                .map(LayerDiagnosis::saturatedUnits)
                .toList();
        if (units.stream().allMatch(layer -> layer.length == 0)) {
            return;
        }
        Matrix others = ResidualPieces.orthonormal(ColumnSpan.of(
                evidence.jacobian().rows(),
                withoutColumnsOf(units),
                evidence.options().seed()));
        double[] alone = slow.left().clone();
        for (int pass = 0; pass < 2; pass++) { // twice, so that it is orthogonal even where it is only rounding
            double[] reached = Products.times(others, Products.transposedTimes(others, alone));
            for (int r = 0; r < alone.length; r++) {
                alone[r] -= reached[r];
            }
        }
        Piece piece = slow.takeBasis(ResidualPieces.orthonormal(Matrix.column(alone)));
        String named = IntStream.range(0, units.size())
                .filter(l -> units.get(l).length > 0)
                .mapToObj(l -> "layer " + (l + 1) + ": " + Words.list(units.get(l)))
                .collect(Collectors.joining("; "));
        if (!worthAWord(piece)) {
            return;
        }
        ledger.enter(
                new Reason(DiagnoseClaim.SATURATED_UNITS, firstLayer(units), piece),
                "shrink their weights and biases, or standardize the inputs",
                named);
    }

    private boolean worthAWord(Piece piece) {
        return ledger.share(piece.loss()) >= BlockedShare.NOTHING;
    }

    private static int firstLayer(List<int[]> units) {
        return 1
                + IntStream.range(0, units.size())
                        .filter(l -> units.get(l).length > 0)
                        .findFirst()
                        .orElse(-1);
    }

    private List<BroadcastProduct> withoutColumnsOf(List<int[]> units) {
        JacobianFactors factors = evidence.jacobian().factors();
        List<BroadcastProduct> others = new ArrayList<>();
        for (int layer : factors.layers()) {
            BroadcastProduct block = factors.of(layer);
            int[] left =
                    IntStream.of(units.get(layer - 1)).boxed().mapToInt(i -> i).toArray();
            int[] kept = IntStream.range(0, block.delta().rows())
                    .filter(unit -> IntStream.of(left).noneMatch(saturated -> saturated == unit))
                    .toArray();
            others.add(new BroadcastProduct(ColumnSpan.rows(block.delta(), kept), block.features()));
        }
        return others;
    }

    private void dependentRows(ResidualPieces slow) {
        List<int[]> few = evidence.stall()
                .groups()
                .map(groups -> groups.groups().stream()
                        .filter(group -> group.length
                                <= Math.max(2, evidence.facts().data().samples() / 2))
                        .toList())
                .orElse(List.of());
        if (few.isEmpty()) {
            return;
        }
        Piece piece = slow.take(new DependentRowSpans(evidence.jacobian()).differences(few));
        if (!worthAWord(piece)) {
            return;
        }
        ledger.enter(
                new Reason(DiagnoseClaim.NEARLY_DEPENDENT_ROWS, 0, piece),
                Causes.ofDependence(evidence.jacobian(), few.get(0)),
                DependentRowSpans.describe(few),
                Words.number(PATIENCE),
                Words.number(scales.learningRate()));
    }

    private void rest(Piece rest) {
        if (!worthAWord(rest)) {
            return;
        }
        var cause = new Causes(evidence).ofSmallSingularValues();
        ledger.enter(
                new Reason(
                        DiagnoseClaim.SLOW_DIRECTIONS,
                        cause.map(Causes.Cause::layer).orElse(0),
                        rest),
                cause.map(Causes.Cause::advice)
                        .orElse("standardize the inputs; a larger learning rate or momentum helps up to the edge"),
                Words.number(PATIENCE),
                Words.number(scales.learningRate()),
                scales.given() ? "" : " (half of the edge of stability)",
                cause.map(found -> "; " + found.message()).orElse(""));
    }
}
