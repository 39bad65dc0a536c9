package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.ChainFactor;
import dev.nadir.jacobian.EffectiveParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the evidence into words, the responsible thing first. */
final class Findings {
    /** σ_min/σ_max below this slows descent down by its square: worth a word. */
    private static final double ILL_CONDITIONED = 1e-4;

    static final int NAMED = 8;

    private final StallDiagnosis.Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Findings(StallDiagnosis.Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Finding> of(StallDiagnosis.Evidence evidence) {
        Findings findings = new Findings(evidence);
        boolean hindered = findings.parameters();
        boolean healthy = evidence.spectrum().rank().full() && findings.spread() >= ILL_CONDITIONED;
        if (healthy && !hindered) {
            findings.healthy();
        } else if (!hindered && !findings.dependentSamples()) {
            findings.weakestLink();
        }
        findings.idleParameters();
        findings.layers();
        return findings.findings;
    }

    private double spread() {
        double[] sigma = evidence.spectrum().singularValues();
        return sigma.length == 0 || sigma[0] == 0 ? 0 : sigma[sigma.length - 1] / sigma[0];
    }

    private boolean parameters() {
        EffectiveParameters count = EffectiveParameters.of(evidence.jacobian());
        if (count.effectiveCount() >= count.rows()) {
            return false;
        }
        add(
                "too-few-parameters",
                0,
                new int[0],
                format(
                        "%d %s cannot move all %d outputs on the data independently: at least %d directions are "
                                + "blocked at any parameters",
                        count.effectiveCount(),
                        count.effectiveCount() == count.parameterCount()
                                ? "parameters"
                                : "effective parameters (of " + count.parameterCount() + ")",
                        count.rows(),
                        count.rows() - count.effectiveCount()),
                "widen a layer, or look for structure in the data that so few parameters can fit");
        return true;
    }

    /** Parameters that the count of symmetries does not explain: weights of features that are 0, dead units and the like. */
    private void idleParameters() {
        EffectiveParameters count = EffectiveParameters.of(evidence.jacobian());
        long possible = Math.min(count.effectiveCount(), count.rows());
        long idle = possible - evidence.spectrum().rank().rank();
        int zero = 0;
        for (int row = 0; row < evidence.jacobian().network().inputDim(); row++) {
            double[] feature =
                    evidence.jacobian().forwardPass().activations().get(0).rowArray(row);
            zero += Arrays.stream(feature).allMatch(value -> value == 0) ? 1 : 0;
        }
        if (idle > 0 && evidence.spectrum().rank().decided() && count.effectiveCount() < count.rows()) {
            add(
                    "idle-parameters",
                    0,
                    new int[0],
                    format(
                            "on these data %d more parameters do nothing: rank D = %d (%d input features are 0 on every "
                                    + "sample)",
                            idle, evidence.spectrum().rank().rank(), zero),
                    "remove constant and dependent features; see dead and saturated units");
        }
    }

    private void healthy() {
        add(
                "well-conditioned",
                0,
                new int[0],
                format(
                        "D has full rank %d and σ_min/σ_max = %.1e: to first order descent can reach every output",
                        evidence.spectrum().rank().rank(), spread()),
                "none is needed");
    }

    private boolean dependentSamples() {
        List<Finding> dependent = DependentSamples.of(evidence);
        findings.addAll(dependent);
        return !dependent.isEmpty();
    }

    private void weakestLink() {
        if (evidence.chain().pivot() == 0) {
            add(
                    "too-narrow",
                    0,
                    new int[0],
                    "no trained layer has as many inputs as there are samples (M_{l-1} + 1 ≥ N) and at least Q units, so "
                            + "full rank cannot come from one layer alone",
                    "widen a hidden layer to at least the number of samples");
            return;
        }
        ChainFactor weakest = evidence.chain().weakest().orElseThrow();
        String where = format("σ_min(D) is small because of the factor %.1e", weakest.value());
        switch (weakest.part()) {
            case FEATURES -> features(weakest, where);
            case WEIGHT ->
                add(
                        "weight-condition",
                        weakest.layer(),
                        new int[] {weakest.sample()},
                        where
                                + format(
                                        " that the weight W_%d contributes: %s",
                                        weakest.layer(), rankWords(weakest.layer())),
                        "draw W_" + weakest.layer() + " anew, orthogonally say");
            case SLOPES -> slopes(weakest, where);
        }
    }

    private void features(ChainFactor factor, String where) {
        if (factor.layer() == 0) {
            add(
                    "data-condition",
                    0,
                    new int[0],
                    where + " of the data: the columns of [X; 1] are nearly dependent",
                    "standardize the inputs, remove near-duplicates, or let a random first layer lift them");
        } else {
            add(
                    "features-condition",
                    factor.layer(),
                    new int[0],
                    where
                            + format(
                                    " of the outputs of layer %d: its features of the samples are nearly dependent",
                                    factor.layer()),
                    "widen layer " + factor.layer() + " or draw its weights anew at another scale");
        }
    }

    private void slopes(ChainFactor factor, String where) {
        double[] slopes = evidence.jacobian().slopes(factor.layer()).columnArray(factor.sample());
        double usual = LayerDiagnosis.usualSlope(
                evidence.jacobian().network().layers().get(factor.layer() - 1).activation());
        int[] flat = IntStream.range(0, slopes.length)
                .filter(unit -> Math.abs(slopes[unit]) <= 1e-3 * usual)
                .toArray();
        add(
                "slopes",
                factor.layer(),
                new int[] {factor.sample()},
                where
                        + format(
                                " that σ' in layer %d contributes at sample %d: units %s of %d have σ' below 1e-3 of its usual "
                                        + "size there",
                                factor.layer(), factor.sample(), list(flat), slopes.length),
                "move the biases b_" + factor.layer() + " so that these units become active on this sample, shrink W_"
                        + factor.layer() + ", or standardize the inputs");
    }

    private void layers() {
        for (LayerDiagnosis layer : evidence.layers()) {
            if (layer.layer() > 1
                    && layer.weightRank().rank() < layer.weightRank().size()) {
                add(
                        "weight-rank",
                        layer.layer(),
                        new int[0],
                        format("W_%d is rank-deficient: %s", layer.layer(), rankWords(layer.layer())),
                        "draw W_" + layer.layer()
                                + " anew: [CM] Proposition 5 needs every weight above the first of full rank");
            }
            units(
                    "dead-units",
                    layer,
                    layer.deadUnits(),
                    "σ' = 0 on every sample: nothing below them is trained " + "through them");
            units(
                    "saturated-units",
                    layer,
                    layer.saturatedUnits(),
                    "σ' at most 1e-3 of its usual size on every sample");
        }
    }

    private void units(String kind, LayerDiagnosis layer, int[] units, String what) {
        if (units.length > 0) {
            add(
                    kind,
                    layer.layer(),
                    new int[0],
                    format(
                            "layer %d: %d of %d units (%s) have %s",
                            layer.layer(), units.length, layer.units(), list(units), what),
                    "move the biases b_" + layer.layer() + " or draw these units anew");
        }
    }

    private String rankWords(int layer) {
        var rank = evidence.layers().get(layer - 1).weightRank();
        return format(
                "rank %d of %d, σ_max %.1e, least σ above the cut %.1e",
                rank.rank(), rank.size(), rank.sigmaMax(), rank.sigmaAbove());
    }

    private void add(String kind, int layer, int[] samples, String message, String advice) {
        findings.add(new Finding(kind, layer, samples, message, advice));
    }

    static String list(int[] indices) {
        String named =
                Arrays.stream(indices).limit(NAMED).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return indices.length > NAMED ? named + ", … (" + indices.length + " in all)" : named;
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
