package dev.nadir.io.runtime;

import dev.nadir.graph.GraphModel;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.io.onnx.OnnxGraph;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The outputs of any graph beside those of ONNX Runtime, in the precision that the file has there.
 *
 * <p>There is no proved bound of the rounding of a graph. The tolerance is measured: how far random relative changes by ε of all
 * inputs and parameters move the outputs of a sample in float64, the most of three draws, and ε times the largest output, together
 * times 16 for the operations between. It is the scale that "agree" is relative to, no proof.
 *
 * @param engine "ONNX Runtime 1.29.0"
 * @param precision in which that engine computed
 * @param outputs of that engine, Q x N; empty where it did not run
 * @param maxDifference max |x − x'|
 * @param tolerance the largest one over the samples
 * @param share the largest share of the tolerance of its sample that a difference takes
 * @param note why the engine ran a float32 copy, or did not run; empty if it ran the file
 */
public record GraphVerification(
        String engine,
        Precision precision,
        Matrix outputs,
        double maxDifference,
        double tolerance,
        double share,
        String note) {
    private static final double EPS_SINGLE = Math.ulp(1.0f);
    private static final int DRAWS = 3;
    private static final double OPERATIONS = 16;

    /** Whether every difference is within the tolerance of its sample; false if the engine did not run. */
    public boolean agrees() {
        return share <= 1;
    }

    /** Whether the engine computed outputs. */
    public boolean ran() {
        return !Double.isNaN(tolerance);
    }

    /**
     * Runs the file, in groups of the size that it fixes.
     *
     * @param path the file
     * @param file what was read
     * @param model made of it, with the output that was chosen
     * @param inputs M x N
     * @throws IOException if a copy with another output cannot be written
     */
    public static GraphVerification of(Path path, OnnxGraph file, GraphModel model, Matrix inputs, Progress progress)
            throws IOException {
        String output = model.graph().output();
        Path copy = Files.createTempFile("nadir", ".onnx");
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            String name = OnnxRuntimeEngine.NAME + " " + engine.version();
            if (!file.givesOnly(output)) {
                Files.write(copy, file.giving(output));
            }
            EngineResult result = engine.evaluate(file.givesOnly(output) ? path : copy, model, inputs, progress);
            if (result instanceof EngineResult.CouldNotRun refused) {
                Files.write(copy, file.givingInSingle(output));
                String why = "this engine does not run the file (" + refused.reason() + "); a float32 copy was run";
                return judged(name, why, engine.evaluate(copy, model, inputs, progress), model, inputs);
            }
            return judged(name, "", result, model, inputs);
        } catch (IllegalStateException e) { // no native library for this platform
            return failed(OnnxRuntimeEngine.NAME, e.getMessage());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static GraphVerification judged(
            String name, String note, EngineResult result, GraphModel model, Matrix inputs) {
        if (!(result instanceof EngineResult.Ran ran)) {
            return failed(name, note + ", which failed too (" + ((EngineResult.CouldNotRun) result).reason() + ")");
        }
        Matrix ours = model.outputs(inputs);
        if (ran.outputs().rows() != ours.rows() || ran.outputs().columns() != ours.columns()) {
            return failed(name, "it gives " + ran.outputs().rows() + " numbers per sample, not " + ours.rows());
        }
        double eps = ran.precision() == Precision.FLOAT64 ? Math.ulp(1.0) : EPS_SINGLE;
        double[] tolerance = tolerance(model, inputs, ours, eps);
        double apart = 0;
        double share = 0;
        double widest = 0;
        for (int i = 0; i < ours.columns(); i++) {
            double most = ran.outputs()
                    .columns(i, i + 1)
                    .minus(ours.columns(i, i + 1))
                    .maxAbs();
            apart = most > apart || Double.isNaN(most) ? most : apart;
            double part = most == 0 ? 0 : most / tolerance[i];
            share = part > share || Double.isNaN(part) ? part : share;
            widest = Math.max(widest, tolerance[i]);
        }
        return new GraphVerification(name, ran.precision(), ran.outputs(), apart, widest, share, note);
    }

    private static double[] tolerance(GraphModel model, Matrix inputs, Matrix ours, double eps) {
        RandomGenerator random = new SplittableRandom(1);
        boolean whole = model.graph().input().kind() != Kind.FLOAT;
        double[] tolerance = new double[ours.columns()];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] theta = model.parameters().values();
            for (int k = 0; k < theta.length; k++) {
                theta[k] *= 1 + eps * (random.nextBoolean() ? 1 : -1);
            }
            Matrix near = whole ? inputs : inputs.map(x -> x * (1 + eps * (random.nextBoolean() ? 1 : -1)));
            Matrix moved = model.withParameters(theta).outputs(near).minus(ours);
            for (int i = 0; i < tolerance.length; i++) {
                tolerance[i] = Math.max(tolerance[i], moved.columns(i, i + 1).maxAbs());
            }
        }
        for (int i = 0; i < tolerance.length; i++) {
            tolerance[i] =
                    OPERATIONS * (tolerance[i] + eps * ours.columns(i, i + 1).maxAbs());
        }
        return tolerance;
    }

    private static GraphVerification failed(String engine, String note) {
        return new GraphVerification(
                engine, Precision.FLOAT32, Matrix.zeros(0, 0), Double.NaN, Double.NaN, Double.NaN, note);
    }
}
