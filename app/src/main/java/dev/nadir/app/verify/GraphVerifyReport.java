package dev.nadir.app.verify;

import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Target;
import dev.nadir.io.runtime.GraphVerification;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Two engines on one graph.
 *
 * @param subject the graph and the data
 * @param outputs of our engine
 * @param verification by ONNX Runtime
 */
record GraphVerifyReport(GraphOnData subject, Matrix outputs, GraphVerification verification) {

    static GraphVerifyReport of(Path path, GraphOnData subject, Progress progress) throws IOException {
        Matrix inputs = subject.dataset().features();
        return new GraphVerifyReport(
                subject,
                subject.model().outputs(inputs),
                GraphVerification.of(path, subject.file(), subject.model(), inputs, progress));
    }

    private Optional<LossMeasures> measures() {
        return subject.dataset()
                .target()
                .map(target -> LossMeasures.of(outputs, target.labels(), target instanceof ClassTarget));
    }

    private Optional<Matrix> labels() {
        return subject.dataset().target().map(Target::labels);
    }

    private double engineCost() {
        return labels().filter(labels -> verification.ran())
                .map(labels -> Cost.of(verification.outputs(), labels))
                .orElse(Double.NaN);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", subject.origin());
        json.put("producer", subject.file().producer());
        json.put("opset", subject.file().opset());
        json.put("input", subject.model().graph().input().text());
        json.put("output", subject.model().graph().output());
        json.put("parameterCount", subject.model().parameters().count());
        json.put("samples", subject.dataset().samples());
        json.put("measures", measures());
        Map<String, Object> engine = new LinkedHashMap<>();
        engine.put("engine", verification.engine());
        engine.put("precision", verification.precision());
        engine.put("cost", engineCost());
        engine.put("maxDifference", verification.maxDifference());
        engine.put("tolerance", verification.tolerance());
        engine.put("share", verification.share());
        engine.put("note", verification.note());
        json.put("verification", engine);
        json.put("agree", verification.agrees());
        return json;
    }

    String text() {
        Table facts = Table.ofLines()
                .row("model", subject.origin() + ", opset " + subject.file().opset())
                .row("input", subject.model().graph().input().text())
                .row("parameters K", subject.model().parameters().count())
                .row("samples N", subject.dataset().samples());
        measures().ifPresent(measured -> {
            facts.row("cost C, Nadir in float64", measured.cost());
            facts.row("cost C, " + verification.engine(), engineCost());
            measured.accuracy().ifPresent(share -> facts.row("accuracy", Table.number(100 * share) + " %"));
        });
        String line = System.lineSeparator();
        if (!verification.ran()) {
            return facts.text() + verification.engine() + " did not run the file: " + verification.note() + line;
        }
        String note = verification.note().isEmpty() ? "" : "note: " + verification.note() + line;
        return facts.text() + note + "largest difference of the outputs " + Table.number(verification.maxDifference())
                + ", tolerance " + Table.number(verification.tolerance()) + ": " + verification.engine()
                + " computes in "
                + verification.precision()
                + ", and the tolerance is 16 times what relative changes of its ε of all inputs"
                + " and parameters do to the outputs" + line + "the engines "
                + (verification.agrees() ? "agree within it" : "do not agree within it") + line;
    }
}
