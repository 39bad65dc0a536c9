package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.graph.GraphModel;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.io.onnx.OnnxGraph;
import java.nio.file.Path;

/**
 * What is analyzed where the model is no plain perceptron.
 *
 * @param dataset the data as the model takes them
 * @param model with the trained parameters chosen
 * @param file what was read, to be written back
 * @param origin the model's file
 * @param seed of the random choices
 */
public record GraphOnData(Dataset dataset, GraphModel model, OnnxGraph file, String origin, long seed)
        implements ModelOnData {

    /**
     * A file with data that were read for it, all its parameters trained.
     *
     * @throws IllegalArgumentException if they do not fit, or an operator is not read
     */
    public static GraphOnData of(Path path, OnnxGraph file, Dataset raw) {
        try {
            int[] shape = file.graph().input().sampleShape(raw.inputDim());
            GraphModel model = GraphModel.of(file.graph(), shape);
            Dataset fitted =
                    ModelTarget.of(file, model.inputDim(), model.outputDim()).fitted(raw);
            model.requireSeparateSamples(fitted.features());
            return new GraphOnData(fitted, model, file, path.toString(), 0);
        } catch (NodeRefusal refusal) {
            throw new IllegalArgumentException(path + ": " + refusal.getMessage(), refusal);
        }
    }
}
