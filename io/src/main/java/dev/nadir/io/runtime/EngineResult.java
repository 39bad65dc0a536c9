package dev.nadir.io.runtime;

import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;

/** What came of evaluating a model file in another engine. */
public sealed interface EngineResult {

    /**
     * The engine ran the model.
     *
     * @param outputs Q x N
     * @param precision in which the engine computed
     */
    record Ran(Matrix outputs, Precision precision) implements EngineResult {}

    /**
     * The engine does not run this model.
     *
     * @param reason in the engine's words, on one line
     */
    record CouldNotRun(String reason) implements EngineResult {}
}
