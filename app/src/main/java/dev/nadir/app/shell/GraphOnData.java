package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.graph.GraphModel;
import dev.nadir.io.onnx.OnnxGraph;

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
        implements ModelOnData {}
