package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.EngineResult;
import dev.nadir.io.runtime.OnnxRuntimeEngine;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations as exported, in ONNX Runtime in float64, against ours; see docs for the table. */
class OnnxAccuracyTest {
    private static final double EPS = Math.ulp(1.0);

    @TempDir
    Path folder;

    static List<Activation> activations() {
        return Activations.all().stream()
                .filter(activation -> !activation.name().equals("gelu"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsKeepEveryRelativeDigitInOnnxRuntime(Activation activation) throws Exception {
        double[] points = points();
        Matrix z = new Matrix(1, points.length, points);
        Matrix theirs = run(activation, z);
        double worst = 0;
        double worstAt = 0;
        for (int i = 0; i < points.length; i++) {
            double exact = activation.value(points[i]);
            double error = Math.abs(theirs.data()[i] - exact);
            // sin has zeros away from 0, where only the absolute error means something
            double scale = activation.name().equals("sin") ? 1 : Math.max(Math.abs(exact), Double.MIN_NORMAL);
            if (!(error / scale <= worst)) {
                worst = error / scale;
                worstAt = points[i];
            }
        }
        // exp, tanh and a handful of further roundings, in both engines
        assertThat(worst)
                .as("%s: worst relative error at z = %s", activation.name(), worstAt)
                .isLessThanOrEqualTo(12 * EPS);
    }

    /** [-50, 50] and, closer, what surrounds 0 and the extremes. */
    private static double[] points() {
        double[] points = new double[20_000];
        for (int i = 0; i < 10_001; i++) {
            points[i] = -50 + i / 100.0;
        }
        for (int i = 10_001; i < points.length; i++) {
            double magnitude = Math.pow(10, -15 + 17.69 * (i - 10_001) / (points.length - 10_001.0));
            points[i] = i % 2 == 0 ? magnitude : -magnitude;
        }
        return points;
    }

    private Matrix run(Activation activation, Matrix z) throws Exception {
        Path file = folder.resolve("model.onnx");
        Network network = new Network(List.of(new Layer(Matrix.identity(1), new double[1], activation)));
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(file, z, Progress.NONE);
            assertThat(result).isInstanceOf(EngineResult.Ran.class);
            return ((EngineResult.Ran) result).outputs();
        }
    }
}
