package dev.nadir.app.analyze;

import dev.nadir.app.shell.ModelOnData;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Model;

/**
 * What is analyzed, evaluated once.
 *
 * @param subject the model and its data as they were read
 * @param model with the parameters that are trained
 * @param at D on the inputs
 */
record EvaluatedModel(ModelOnData subject, Model model, Evaluation at) {}
