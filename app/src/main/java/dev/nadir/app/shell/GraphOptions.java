package dev.nadir.app.shell;

import dev.nadir.graph.GraphModel;
import dev.nadir.io.onnx.GraphReader.OutputChoice;
import dev.nadir.model.Parameter;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Mixin: which result of a model that is no plain perceptron, and which of its parameters are trained. */
public final class GraphOptions {
    /** The options of this mixin, which make a model a graph. */
    public static final String[] NAMES = {"--output", "--cut-head", "--train", "--freeze"};

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "The value of the model that is the result, where it has several outputs.")
    private String output = "";

    @Option(names = "--cut-head", description = "Take the scores before a Softmax at the model's end.")
    private boolean cutHead;

    @Option(
            names = "--train",
            paramLabel = "NAMES",
            split = ",",
            description = "Only these parameters are trained, by name; * stands for anything: 'head.*'.")
    private List<String> train = List.of();

    @Option(
            names = "--freeze",
            paramLabel = "NAMES",
            split = ",",
            description = "These parameters stay as they are: 'encoder.*'.")
    private List<String> freeze = List.of();

    /** For commands that train nothing: which result. */
    public static final class Result {
        @Option(
                names = "--output",
                paramLabel = "NAME",
                description = "The value of the model that is the result, where it has several outputs.")
        private String output = "";

        @Option(names = "--cut-head", description = "Take the scores before a Softmax at the model's end.")
        private boolean cutHead;

        /** Whether one was given. */
        public boolean given() {
            return !output.isEmpty() || cutHead;
        }

        /** The choice. */
        public OutputChoice choice() {
            return new OutputChoice(output, cutHead);
        }
    }

    /** Whether one of the options was given that plain perceptrons do not have. */
    boolean given() {
        return !output.isEmpty() || cutHead || !train.isEmpty() || !freeze.isEmpty();
    }

    OutputChoice choice() {
        return new OutputChoice(output, cutHead);
    }

    /**
     * The model with the chosen parameters trained.
     *
     * @throws IllegalArgumentException if a pattern names none, or none is left
     */
    GraphModel trained(GraphModel model) {
        if (train.isEmpty() && freeze.isEmpty()) {
            return model;
        }
        train.forEach(pattern -> requireUse("--train", pattern, model));
        freeze.forEach(pattern -> requireUse("--freeze", pattern, model));
        Predicate<String> chosen =
                name -> (train.isEmpty() || train.stream().anyMatch(pattern -> matches(pattern, name)))
                        && freeze.stream().noneMatch(pattern -> matches(pattern, name));
        GraphModel some = model.training(chosen);
        if (some.parameters().count() == 0) {
            throw new IllegalArgumentException("--freeze: got all parameters, expected some left to train");
        }
        return some;
    }

    private static void requireUse(String option, String pattern, GraphModel model) {
        if (model.parameters().all().stream().noneMatch(each -> matches(pattern, each.name()))) {
            String names = model.parameters().all().stream()
                    .limit(8)
                    .map(Parameter::name)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    option + ": got " + pattern + ", which names no parameter; there are " + names + ", …");
        }
    }

    private static boolean matches(String pattern, String name) {
        String expression = Pattern.compile("*", Pattern.LITERAL)
                .splitAsStream(pattern + "\0")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return (name + "\0").matches("(?s)" + expression);
    }
}
