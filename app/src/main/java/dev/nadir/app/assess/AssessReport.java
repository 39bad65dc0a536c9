package dev.nadir.app.assess;

import dev.nadir.app.shell.CertificationSection;
import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.SeparationJson;
import dev.nadir.assess.Assessment;
import dev.nadir.assess.Attainability;
import dev.nadir.assess.DescentOutlook;
import dev.nadir.assess.NextStep;
import dev.nadir.assess.StructureReport;
import dev.nadir.assess.TheoremRow;
import dev.nadir.assess.Trial;
import dev.nadir.assess.Witness;
import dev.nadir.claim.Answer;
import dev.nadir.claim.Stated;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.structure.ClassNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verdict as text and as JSON.
 *
 * @param data what was judged
 * @param next how a command for the same files is written
 * @param assessment the verdict
 * @param certificate what was proved of its network, if that was asked for and there is one
 */
record AssessReport(Dataset data, NextCommand next, Assessment assessment, Optional<CertificationSection> certificate) {

    /** Whether zero loss is attainable, and proved where a proof was asked for. */
    boolean done() {
        return assessment.attainability().yes()
                && certificate.map(CertificationSection::certified).orElse(true);
    }

    /** The recommended next command, to be pasted. */
    String command() {
        NextStep step = assessment.next();
        if (!step.withModel() || !step.command().equals("construct")) {
            return next.text(step.command(), step.options(), step.withModel());
        }
        Map<String, String> options = new LinkedHashMap<>(step.options()); // construct takes a model to start from
        next.model().ifPresent(model -> options.put("from", model));
        return next.text(step.command(), options);
    }

    /** The name of a class number, where the labels are classes. */
    String className(int code) {
        return data.target()
                .filter(labels -> labels instanceof ClassTarget)
                .map(labels -> ((ClassTarget) labels).classNames())
                .filter(names -> code < names.size())
                .map(names -> names.get(code))
                .orElseGet(() -> ClassNumbers.of(code));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", assessment.samples());
        json.put("distinctSamples", assessment.distinctSamples());
        json.put("inputDim", assessment.inputDim());
        json.put("outputDim", assessment.outputDim());
        attainability(json);
        json.put("regime", assessment.regime().words());
        json.put("genericity", assessment.genericity());
        json.put(
                "conflicts",
                assessment.conflicts().stream()
                        .map(pair -> List.of(pair.first() + 1, pair.second() + 1))
                        .toList());
        json.put("structure", structure(assessment.structure()));
        json.put(
                "theorems",
                assessment.theorems().stream().map(AssessReport::theorem).toList());
        json.put(
                "constructions",
                assessment.trials().stream().map(AssessReport::trial).toList());
        certificate.ifPresent(proved -> json.put("certificate", proved.json()));
        json.put("descent", assessment.descent().map(AssessReport::descentJson));
        json.put("nextCommand", command());
        return json;
    }

    /** true, false, or null where it is not decided; {@code claim} and {@code why} give the reason. */
    private void attainability(Map<String, Object> json) {
        Attainability answer = assessment.attainability();
        json.put("attainable", truth(answer.answer()));
        json.put("headline", headline());
        json.put("claim", answer.stated().claim().id());
        json.put("why", answer.stated().words());
        json.put("witness", answer.witness().map(Witness::accuracy));
        json.put("remarks", answer.remarks().stream().map(AssessReport::stated).toList());
    }

    private static Map<String, Object> stated(Stated said) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", said.claim().id());
        json.put("words", said.words());
        return json;
    }

    private Map<String, Object> structure(StructureReport structure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("classes", structure.classes());
        json.put("classLike", structure.classLike());
        json.put("separable", structure.separable());
        json.put("refuted", structure.refuted());
        json.put("order", structure.order());
        json.put("smallestGap", structure.smallestGap());
        json.put("stuck", structure.stuck());
        json.put("separation", structure.separation().map(found -> new SeparationJson(data).of(found)));
        json.put("radius", structure.radius());
        json.put("radiusBound", structure.radiusBound());
        return json;
    }

    private static Map<String, Object> theorem(TheoremRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", row.claim().id());
        json.put("name", row.name());
        json.put("applies", truth(row.applies()));
        json.put("words", row.words());
        json.put(
                "hypotheses",
                row.hypotheses().stream().map(AssessReport::hypothesis).toList());
        return json;
    }

    private static Map<String, Object> hypothesis(TheoremRow.Hypothesis hypothesis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statement", hypothesis.statement());
        json.put("measured", hypothesis.measured());
        json.put("holds", truth(hypothesis.holds()));
        return json;
    }

    /** true, false, or null where it is not decided. */
    static Boolean truth(Answer answer) {
        return answer == Answer.UNDECIDED ? null : answer == Answer.YES;
    }

    private static Map<String, Object> descentJson(DescentOutlook outlook) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("parameters", outlook.parameters());
        json.put("effective", outlook.effective());
        json.put("equations", outlook.equations());
        json.put("rankBound", outlook.rankBound());
        json.put("rank", outlook.rank());
        json.put("lambdaMin", outlook.smallestEigenvalue());
        json.put(
                "obstacles",
                outlook.obstacles().stream().map(AssessReport::stated).toList());
        return json;
    }

    private static Map<String, Object> trial(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("construction", trial.construction());
        json.put("reached", trial.reached());
        json.put("exact", trial.exact());
        json.put("hiddenWidths", trial.hiddenWidths());
        json.put("parameters", trial.counts());
        json.put("accuracy", trial.accuracy());
        json.put("words", trial.words());
        json.put("interpretation", trial.built().flatMap(built -> built.interpretation()));
        return json;
    }

    /** The answer in one sentence. */
    String headline() {
        return "zero loss: " + assessment.attainability().words();
    }
}
