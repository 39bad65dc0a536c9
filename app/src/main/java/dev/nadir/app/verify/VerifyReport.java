package dev.nadir.app.verify;

import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.Table;
import dev.nadir.construct.Accuracy;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.Target;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.Verification;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Mollification;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two engines on one model.
 *
 * @param model the file
 * @param producer the tool that wrote it
 * @param opset of its operators
 * @param precision of its parameters
 * @param layerDims M, M_1 … Q
 * @param activations σ_1 … σ_{L+1}
 * @param networkText sizes and activations in words
 * @param parameterCount K
 * @param samples N
 * @param accuracy by Nadir's engine, if there are labels
 * @param measures by Nadir's engine in the measures in use, if there are labels
 * @param verification by ONNX Runtime; its costs are not numbers without labels
 * @param tolerance the largest difference of the outputs that rounding explains
 * @param agree whether they do; false if ONNX Runtime could not run the model
 * @param mollified the network with its ReLU mollified, where asked for
 * @param notes what was not read exactly, and names of features that differ
 */
record VerifyReport(
        Path model,
        String producer,
        int opset,
        Precision precision,
        int[] layerDims,
        List<String> activations,
        String networkText,
        long parameterCount,
        int samples,
        Optional<Accuracy> accuracy,
        Optional<LossMeasures> measures,
        Verification verification,
        double tolerance,
        boolean agree,
        List<Mollification> mollified,
        List<String> notes) {

    private static final String WORSE_THAN_CONSTANT =
            "the mean of the labels fits better than this model; usual reasons:"
                    + " classes in another order than its outputs (--classes), features or targets scaled otherwise than in"
                    + " training, or outputs of another loss than the squared error to one-hot labels";

    static VerifyReport of(Path file, OnnxModel model, Dataset data, Progress progress) throws IOException {
        Network network = model.network();
        Optional<Matrix> labels = data.target().map(Target::labels);
        Matrix noLabels = Matrix.zeros(network.outputDim(), data.samples()).map(zero -> Double.NaN);
        Verification verification = Verification.of(file, network, data.features(), labels.orElse(noLabels), progress);
        Optional<LossMeasures> loss = data.target()
                .map(target -> LossMeasures.of(
                        network.evaluate(data.features()), target.labels(), target instanceof ClassTarget));
        return new VerifyReport(
                file,
                model.producer(),
                model.opset(),
                model.precision(),
                network.layerDims(),
                LayerDims.activations(network),
                LayerDims.text(network),
                network.parameterCount(),
                data.samples(),
                data.target().map(target -> Accuracy.of(network, data.trainingSet())),
                loss,
                verification,
                verification.tolerance(),
                verification.agrees(),
                List.of(),
                notes(model, data, loss));
    }

    VerifyReport withMollified(List<Mollification> measured) {
        return new VerifyReport(
                model,
                producer,
                opset,
                precision,
                layerDims,
                activations,
                networkText,
                parameterCount,
                samples,
                accuracy,
                measures,
                verification,
                tolerance,
                agree,
                List.copyOf(measured),
                notes);
    }

    private static List<String> notes(OnnxModel model, Dataset data, Optional<LossMeasures> loss) {
        List<String> notes = new ArrayList<>(model.notes());
        ModelTarget.of(model).strangeNames(data).ifPresent(notes::add);
        loss.filter(LossMeasures::worseThanConstant).ifPresent(measured -> notes.add(WORSE_THAN_CONSTANT));
        return notes;
    }

    String text() {
        Table facts = Table.ofLines()
                .row(
                        "model",
                        model + (producer.isEmpty() ? "" : ", by " + producer) + ", opset " + opset + ", " + precision)
                .row("network", networkText)
                .row("parameters K", parameterCount)
                .row("samples N", samples);
        measures.ifPresent(measured -> facts.row("MSE, 2C/Q", measured.meanSquaredError()));
        measures.flatMap(measured -> measured.accuracy().stream().boxed().findFirst())
                .ifPresent(share -> facts.row("accuracy", Table.number(100 * share) + " %"));
        notes.forEach(note -> facts.row("note", note));
        Table engines = Table.ofColumns("engine", "precision", "cost", "relative cost", "max residual");
        accuracy.ifPresent(
                ours -> engines.row("Nadir", "float64", ours.cost(), ours.relativeCost(), ours.maxResidual()));
        if (accuracy.isPresent()) {
            engines.row(
                    verification.engine(),
                    verification.precision(),
                    verification.cost(),
                    verification.relativeCost(),
                    verification.maxResidual());
        }
        String line = System.lineSeparator();
        return facts.text()
                + (accuracy.isPresent() ? line + engines.text() : "no labels: the engines' outputs are compared" + line)
                + (verification.note().isEmpty() ? "" : "note: " + verification.note() + line)
                + "largest difference of the outputs " + Table.number(verification.maxDifference()) + ", tolerance "
                + Table.number(tolerance) + ", at most " + Table.number(verification.share())
                + " of what rounding explains: the engines " + (agree ? "agree" : "do not agree") + line
                + mollifiedText();
    }

    private String mollifiedText() {
        if (mollified.isEmpty()) {
            return "";
        }
        Table table = Table.ofColumns("ReLU as softplus, beta", "cost", "outputs move by", "at most, on any input");
        mollified.forEach(soft -> table.row(
                soft.beta(), soft.cost(), soft.change(), Double.isInfinite(soft.bound()) ? "no bound" : soft.bound()));
        return System.lineSeparator() + table.text();
    }
}
