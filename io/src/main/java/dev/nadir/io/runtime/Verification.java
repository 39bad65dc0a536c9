package dev.nadir.io.runtime;

import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.RoundingBound;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The cost of a written model as another engine computes it.
 *
 * @param engine "ONNX Runtime 1.29.0"
 * @param precision in which the engine computed
 * @param cost C = 1/(2N) Σ |x - y|² of the engine's outputs
 * @param relativeCost C divided by the variance of the labels, see {@link Cost#relative}
 * @param maxResidual max |x - y| of the engine's outputs
 * @param maxDifference max |x - x'| between the engine's outputs and ours
 * @param tolerance the largest difference that rounding explains, over all outputs
 * @param share the largest share of what rounding explains that a difference takes, output by output
 * @param note why this is not a float64 verification of the file itself; empty if it is
 */
public record Verification(
        String engine,
        Precision precision,
        double cost,
        double relativeCost,
        double maxResidual,
        double maxDifference,
        double tolerance,
        double share,
        String note) {

    /** Whether the engines differ by rounding only ({@link RoundingBound}); false if this one did not run. */
    public boolean agrees() {
        return share <= 1;
    }

    /** Whether this engine computed outputs. */
    public boolean ran() {
        return !Double.isNaN(maxDifference);
    }

    /**
     * Runs a file in ONNX Runtime on raw features. A file that the engine cannot run, as float64 GELU, is verified by
     * a float32 copy of the network instead, and the note says why; not a number stands for every quantity if that
     * fails too or ONNX Runtime does not start on this platform.
     *
     * @param model the file
     * @param network what the file holds
     * @param inputs M x N
     * @param labels Q x N
     * @throws IOException if the float32 copy cannot be written
     */
    public static Verification of(Path model, Network network, Matrix inputs, Matrix labels, Progress progress)
            throws IOException {
        Run run = new Run(network, inputs, labels);
        Optional<String> shortage = NativeMemory.of(network.parameterCount()).shortage();
        if (shortage.isPresent()) {
            return failed(OnnxRuntimeEngine.NAME, Precision.FLOAT64, "was not run: " + shortage.get());
        }
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(model, inputs, widest(network), progress);
            if (result instanceof EngineResult.CouldNotRun refused) {
                String why = "this engine does not run the file (" + refused.reason() + ")";
                EngineResult single = evaluateSingle(engine, network, inputs, progress);
                return run.judged(engine, single, why + "; a float32 copy was run");
            }
            return run.judged(engine, result, "");
        } catch (IllegalStateException e) { // no native library for this platform
            return failed(OnnxRuntimeEngine.NAME, Precision.FLOAT64, e.getMessage());
        }
    }

    private static int widest(Network network) {
        return network.layers().stream().mapToInt(Layer::outputDim).reduce(network.inputDim(), Math::max);
    }

    private static EngineResult evaluateSingle(
            OnnxRuntimeEngine engine, Network network, Matrix inputs, Progress progress) throws IOException {
        Path copy = Files.createTempFile("nadir", ".onnx");
        try {
            OnnxWriter.write(copy, network, Map.of(), Precision.FLOAT32);
            return engine.evaluate(copy, inputs, widest(network), progress);
        } catch (IllegalArgumentException e) {
            return new EngineResult.CouldNotRun(e.getMessage());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** What is to be compared. */
    private record Run(Network network, Matrix inputs, Matrix labels) {
        Verification judged(OnnxRuntimeEngine engine, EngineResult result, String note) {
            String name = OnnxRuntimeEngine.NAME + " " + engine.version();
            if (!(result instanceof EngineResult.Ran ran)) {
                String reason = ((EngineResult.CouldNotRun) result).reason();
                return failed(name, Precision.FLOAT32, note + ", which failed too (" + reason + ")");
            }
            Matrix outputs = ran.outputs();
            Matrix difference = outputs.minus(network.evaluate(inputs)).map(Math::abs);
            // both engines round, each within the bound
            Matrix bound = ran.precision() == Precision.FLOAT64
                    ? RoundingBound.ofDoubles(network, inputs).map(e -> 2 * e)
                    : RoundingBound.ofFloats(network, inputs).map(e -> 2 * e);
            return new Verification(
                    name,
                    ran.precision(),
                    Cost.of(outputs, labels),
                    Cost.relative(outputs, labels),
                    Cost.maxResidual(outputs, labels),
                    difference.maxAbs(),
                    bound.maxAbs(),
                    share(difference, bound),
                    note);
        }

        private static double share(Matrix difference, Matrix bound) {
            double share = 0;
            for (int k = 0; k < difference.data().length; k++) {
                double apart = difference.data()[k];
                share = Math.max(share, apart == 0 ? 0 : apart / bound.data()[k]);
            }
            return share;
        }
    }

    private static Verification failed(String engine, Precision precision, String note) {
        return new Verification(
                engine, precision, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, note);
    }
}
