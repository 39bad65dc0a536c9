package dev.nadir.app.analyze;

import dev.nadir.app.shell.LossSummary;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.data.ClassTarget;
import dev.nadir.jacobian.diagnose.JacobianAnalysis;
import dev.nadir.jacobian.measure.BoundChain;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.statement.StatementCheck;
import dev.nadir.linalg.RankReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code analyze} found, and its JSON form.
 *
 * @param subject what was analyzed
 * @param analysis the result
 */
record AnalyzeReport(NetworkOnData subject, JacobianAnalysis analysis) {

    /** The classes, if the labels are classes. */
    Optional<ClassTarget> classes() {
        return summary().classes();
    }

    /** The answer: the line, the reasons, the worst samples. */
    LossSummary summary() {
        return new LossSummary(
                subject, analysis.jacobian().forwardPass().outputs(), analysis.diagnosis(), analysis.split());
    }

    /** The JSON object of {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headline", summary().headline("").text());
        json.put("samples", subject.dataset().samples());
        json.put("parameterCount", analysis.parameters().parameterCount());
        json.put("effectiveParameterCount", analysis.parameters().effectiveCount());
        json.put("equations", analysis.jacobian().rows());
        json.put("inputDim", subject.network().inputDim());
        json.put("outputDim", subject.network().outputDim());
        json.put("layerDims", subject.network().layerDims());
        json.put("network", subject.origin());
        json.put("regime", analysis.regime().kind().words());
        json.put("cost", analysis.split().cost());
        json.put("gradientNorm", analysis.split().gradientNorm());
        json.put("measures", summary().measures());
        json.put("lossReachable", analysis.split().reachable());
        json.put("lossBlocked", analysis.split().blocked());
        json.put("lossSplitError", analysis.split().error());
        json.put("lossSplitDecided", analysis.spectrum().rank().decided());
        json.put("blockedShare", analysis.diagnosis().blocked());
        json.put("distinctOutputCount", analysis.diagnosis().distinctRows());
        json.put("rank", rank(analysis.spectrum()));
        json.put("singularValues", analysis.spectrum().singularValues());
        json.put("lambdaMin", analysis.spectrum().smallestEigenvalue());
        json.put(
                "layers",
                analysis.stall().layers().stream().map(AnalyzeReport::layer).toList());
        json.put("split", split(analysis.split(), classes()));
        putStall(json, analysis);
        json.put(
                "statements",
                analysis.statements().stream().map(AnalyzeReport::statement).toList());
        json.put("seed", subject.seed());
        return json;
    }

    private static Map<String, Object> statement(StatementCheck check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", check.claim().id());
        json.put("name", check.claim().source());
        json.put("statement", check.claim().wording().says());
        json.put("verdict", check.verdict().words());
        json.put(
                "hypotheses",
                check.hypotheses().stream().map(AnalyzeReport::measured).toList());
        json.put("conclusion", measured(check.conclusion()));
        return json;
    }

    private static Map<String, Object> measured(StatementCheck.Measured measured) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("condition", measured.condition());
        json.put("value", measured.value());
        json.put("answer", measured.answer().words());
        return json;
    }

    static Map<String, Object> rank(JacobianSpectrum spectrum) {
        RankReport rank = spectrum.rank();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rank", rank.rank());
        json.put("size", rank.size());
        json.put("tolerance", rank.tolerance());
        json.put("rule", rank.rule());
        json.put("sigmaMax", rank.sigmaMax());
        json.put("sigmaAbove", rank.sigmaAbove());
        json.put("sigmaBelow", rank.sigmaBelow());
        json.put("gap", rank.gap());
        json.put("decided", rank.decided());
        json.put("tier", spectrum.tier().name().toLowerCase(java.util.Locale.ROOT));
        json.put("flops", spectrum.flops());
        json.put("reason", spectrum.reason());
        return json;
    }

    private static Map<String, Object> layer(LayerDiagnosis layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layer", layer.layer());
        json.put("inputDim", layer.inputDim());
        json.put("units", layer.units());
        json.put("activation", layer.activation());
        json.put("trained", layer.trained());
        json.put("parameterCount", layer.parameterCount());
        json.put("weightRank", layer.weightRank());
        json.put("weightCondition", layer.weightRank().condition());
        json.put("slopes", layer.slopes());
        json.put("kernelShare", layer.kernelShare());
        json.put("leastShare", layer.leastShare());
        json.put("deadUnits", LossSummary.fromOne(layer.deadUnits()));
        json.put("saturatedUnits", LossSummary.fromOne(layer.saturatedUnits()));
        return json;
    }

    static Map<String, Object> split(LossSplit split, Optional<ClassTarget> labels) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reachablePerSample", split.reachablePerSample());
        json.put("blockedPerSample", split.blockedPerSample());
        json.put("reachablePerOutput", split.reachablePerOutput());
        json.put("blockedPerOutput", split.blockedPerOutput());
        labels.ifPresent(classes -> {
            json.put("classNames", classes.classNames());
            json.put("reachablePerClass", perClass(split.reachablePerSample(), classes));
            json.put("blockedPerClass", perClass(split.blockedPerSample(), classes));
        });
        return json;
    }

    static double[] perClass(double[] perSample, ClassTarget classes) {
        return LossSplit.perClass(perSample, classes.codes(), classes.outputDim());
    }

    private static void putStall(Map<String, Object> json, JacobianAnalysis analysis) {
        StallDiagnosis stall = analysis.stall();
        json.put(
                "findings",
                analysis.diagnosis().findings().stream().map(LossSummary::json).toList());
        json.put(
                "dependentSamples",
                stall.groups()
                        .map(rows ->
                                rows.groups().stream().map(LossSummary::fromOne).toList())
                        .orElse(List.of()));
        json.put(
                "vanishingSamples",
                LossSummary.fromOne(stall.groups().map(rows -> rows.vanishing()).orElse(new int[0])));
        json.put("leastMovedSamples", LossSummary.fromOne(stall.samplesCarrying(0.9)));
        json.put("chain", chain(stall.chain()));
    }

    /** The chain with its samples counted from 1; a factor of all samples names none. */
    private static Map<String, Object> chain(BoundChain chain) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pivot", chain.pivot());
        json.put("bound", chain.bound());
        json.put(
                "factors",
                chain.factors().stream()
                        .map(factor -> {
                            Map<String, Object> link = new LinkedHashMap<>();
                            link.put("part", factor.part());
                            link.put("layer", factor.layer());
                            link.put("sample", factor.sample() < 0 ? null : factor.sample() + 1);
                            link.put("value", factor.value());
                            return link;
                        })
                        .toList());
        return json;
    }
}
