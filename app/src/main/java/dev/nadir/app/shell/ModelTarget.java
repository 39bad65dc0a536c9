package dev.nadir.app.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.Target;
import dev.nadir.io.onnx.OnnxGraph;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says about its labels, to read the same ones from a data file in the same order.
 *
 * @param inputDim features the model takes
 * @param outputDim outputs of the model
 * @param featureNames in the order of the inputs; empty if it does not say
 * @param targetNames columns the model was made for; empty if it does not say
 * @param classNames the classes in the order of the outputs; empty if it does not say
 */
public record ModelTarget(
        int inputDim, int outputDim, List<String> featureNames, List<String> targetNames, List<String> classNames) {

    public static ModelTarget of(OnnxModel model) {
        return new ModelTarget(
                model.network().inputDim(),
                model.network().outputDim(),
                names(model.metadata(), "feature_names"),
                names(model.metadata(), "target_names"),
                names(model.metadata(), "class_names"));
    }

    /** Of a graph for inputs and outputs of these sizes. */
    static ModelTarget of(OnnxGraph file, int inputDim, int outputDim) {
        return new ModelTarget(
                inputDim,
                outputDim,
                names(file.metadata(), "feature_names"),
                names(file.metadata(), "target_names"),
                names(file.metadata(), "class_names"));
    }

    /** The columns that a file says it is for. */
    public static List<String> targetNames(OnnxGraph file) {
        return names(file.metadata(), "target_names");
    }

    private static List<String> names(Map<String, String> metadata, String key) {
        String json = metadata.get(key);
        if (json == null) {
            return List.of();
        }
        try {
            String[] names = new ObjectMapper().readValue(json, String[].class);
            return names == null || Arrays.asList(names).contains(null) ? List.of() : List.of(names);
        } catch (JsonProcessingException e) {
            return List.of(); // written by another tool, in its own way
        }
    }

    /**
     * Reads the data with the labels the model is for.
     *
     * @throws IllegalArgumentException if features or labels do not fit the model
     */
    public Dataset read(DataOptions options) throws IOException {
        return fitted(options.read(targetNames));
    }

    /** As {@link #read(DataOptions)} for a file that was named in another way. */
    public Dataset read(Path file, DataFormatOptions format) throws IOException {
        return fitted(format.read(file, targetNames));
    }

    /** Data that were read, in the order of the model. */
    Dataset fitted(Dataset read) {
        Dataset data = inOrder(read);
        if (data.inputDim() != inputDim) {
            throw new IllegalArgumentException(data.name() + ": got " + data.inputDim() + " features, expected "
                    + inputDim + " as the model takes; name the labels with --target and other columns with --ignore");
        }
        Optional<Target> target = data.target().map(this::inOrder);
        if (target.isPresent() && target.get().outputDim() != outputDim) {
            throw new IllegalArgumentException(
                    data.name() + ": got " + target.get().outputDim() + " outputs, expected " + outputDim
                            + " as the model has; " + mend(target.get()));
        }
        return new Dataset(data.name(), data.features(), data.featureNames(), target, data.notes());
    }

    private String mend(Target target) {
        if (!(target instanceof ClassTarget classes)) {
            return "name as many columns with --target";
        } else if (outputDim == 1) {
            return "a model of one output takes 1 for one class and 0 for the others: --positive "
                    + classes.classNames().get(classes.classNames().size() - 1);
        }
        return "name all classes in the order of its outputs: --classes " + String.join(",", classes.classNames())
                + (outputDim > classes.outputDim() ? ",…" : "");
    }

    /** The features that the model names, in its order; as they are if it names none or the data lack one. */
    private Dataset inOrder(Dataset data) {
        List<String> names = data.featureNames();
        if (featureNames.isEmpty() || names.equals(featureNames)) {
            return data;
        }
        Map<String, Integer> rowOf = new HashMap<>();
        names.forEach(name -> rowOf.putIfAbsent(name, rowOf.size()));
        if (!rowOf.keySet().containsAll(featureNames)) {
            return data;
        }
        int[] rows = featureNames.stream().mapToInt(rowOf::get).toArray();
        Matrix chosen = data.features().transpose().selectColumns(rows).transpose();
        return new Dataset(data.name(), chosen, featureNames, data.target(), data.notes());
    }

    /** What to say where model and data call their features differently; empty where they agree or one has no names. */
    public Optional<String> strangeNames(Dataset data) {
        List<String> names = data.featureNames();
        if (featureNames.isEmpty() || names.equals(featureNames) || numbered(names) || numbered(featureNames)) {
            return Optional.empty();
        }
        int i = 0;
        while (i < names.size() - 1
                && i < featureNames.size() - 1
                && names.get(i).equals(featureNames.get(i))) {
            i++;
        }
        return Optional.of("feature " + (i + 1) + " is called '" + names.get(i) + "' in the data and '"
                + featureNames.get(i) + "' in the model; taken by position");
    }

    private static boolean numbered(List<String> names) {
        return names.get(0).equals("x1");
    }

    private Target inOrder(Target target) {
        if (!(target instanceof ClassTarget classes) || classNames.isEmpty()) {
            return target;
        }
        int[] codes = Arrays.stream(classes.codes())
                .map(code -> outputOf(classes.classNames().get(code)))
                .toArray();
        return new ClassTarget(classes.columnName(), classNames, codes);
    }

    private int outputOf(String className) {
        int output = classNames.indexOf(className);
        if (output < 0) {
            throw new IllegalArgumentException(
                    "class: got " + className + ", expected one of the model's: " + String.join(", ", classNames));
        }
        return output;
    }
}
