package dev.nadir.app.construct;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.Verification;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.network.Network;
import dev.nadir.network.ZeroLoss;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file does, found out before one is written under the user's name: the network is written to a temporary file,
 * read back, evaluated by Nadir and run by ONNX Runtime.
 *
 * @param precision of the file
 * @param accuracy of the file in its own precision: by Nadir for float64, by ONNX Runtime for float32 if it ran
 * @param verification by ONNX Runtime
 */
record TrialModel(Precision precision, Accuracy accuracy, Verification verification) {

    static TrialModel of(Network network, Precision precision, TrainingSet data, Progress progress) throws IOException {
        NotEnoughMemory.require(
                "the model of " + network.parameterCount() + " parameters, read back from its file",
                2.0 * precision.bytes() * network.parameterCount());
        Path file = Files.createTempFile("nadir", ".onnx");
        try {
            OnnxWriter.write(file, network, Map.of(), precision);
            Network held = OnnxReader.read(file).network();
            Verification second = Verification.of(file, held, data.inputs(), data.labels(), progress);
            boolean inFile = precision == Precision.FLOAT32 && second.precision() == precision && second.ran();
            Accuracy accuracy = inFile
                    ? new Accuracy(second.cost(), second.relativeCost(), second.maxResidual())
                    : Accuracy.of(held, data);
            return new TrialModel(precision, accuracy, second);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Why the file may not be written as a network of zero loss although the network in memory is one.
     *
     * <p>In float32 zero loss means residuals of √ε of the labels' spread, half the digits: a relative cost of ε = 2⁻²³.
     */
    Optional<Refusal> shortfall() {
        if (!fits(accuracy.relativeCost())) {
            return Optional.of(new Refusal(
                    "written-precision",
                    String.format(
                            Locale.ROOT,
                            "written in %s the network has a relative cost of %.3g, above %.2g: its digits do not suffice",
                            precision,
                            accuracy.relativeCost(),
                            limit()),
                    precision == Precision.FLOAT32
                            ? "write it in float64 (--precision float64)"
                            : "choose another construction (--construction)"));
        }
        boolean sameFile = verification.ran() && verification.precision() == precision;
        if (sameFile && !(verification.agrees() && fits(verification.relativeCost()))) {
            return Optional.of(new Refusal(
                    "second-engine",
                    String.format(
                            Locale.ROOT,
                            "%s computes outputs that differ from Nadir's by %.3g, %.3g of what rounding explains,"
                                    + " and a relative cost of %.3g on the same file",
                            verification.engine(),
                            verification.maxDifference(),
                            verification.share(),
                            verification.relativeCost()),
                    "choose another construction or activation, or scale the labels"));
        }
        return Optional.empty();
    }

    private boolean fits(double relativeCost) {
        return relativeCost <= limit();
    }

    private double limit() {
        return precision == Precision.FLOAT64 ? ZeroLoss.RELATIVE_COST : Math.ulp(1f);
    }
}
