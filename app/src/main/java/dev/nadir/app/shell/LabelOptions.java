package dev.nadir.app.shell;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.data.Target;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Mixin: how classes become outputs. */
final class LabelOptions {
    @Option(
            names = "--classes",
            paramLabel = "NAME",
            split = ",",
            description = "The classes in the order of the outputs, also such as do not occur. (default: as the model"
                    + " names them, or else sorted)")
    private List<String> classes = List.of();

    @Option(
            names = "--positive",
            paramLabel = "NAME",
            description = "For models of one output: 1 for this class, 0 for every other.")
    private String positive;

    /** Both options are about classes, whatever the column looks like. */
    ReadOptions asked(ReadOptions options) {
        if (!classes.isEmpty() && positive != null) {
            throw new IllegalArgumentException(
                    "--positive: got it together with --classes, expected one of them: one output has no order");
        }
        return classes.isEmpty() && positive == null ? options : options.withTargetKind(ReadOptions.TargetKind.CLASS);
    }

    /** The data with the outputs that were asked for. */
    Dataset outputs(Dataset data) {
        if (classes.isEmpty() && positive == null) {
            return data;
        }
        Target target = data.target()
                .orElseThrow(() -> new IllegalArgumentException(
                        option() + ": got it for data without a target, expected classes; name them with --target"));
        Target asked = positive == null ? ordered((ClassTarget) target) : indicator((ClassTarget) target);
        return new Dataset(data.name(), data.features(), data.featureNames(), Optional.of(asked));
    }

    private String option() {
        return positive == null ? "--classes" : "--positive";
    }

    private ClassTarget ordered(ClassTarget target) {
        if (classes.stream().distinct().count() < classes.size()) {
            throw new IllegalArgumentException("--classes: got " + classes + ", expected every class once");
        }
        int[] codes = Arrays.stream(target.codes())
                .map(code -> position(target.classNames().get(code), classes))
                .toArray();
        return new ClassTarget(target.columnName(), classes, codes);
    }

    private NumericTarget indicator(ClassTarget target) {
        int wanted = position(positive, target.classNames());
        double[] labels = Arrays.stream(target.codes())
                .mapToDouble(code -> code == wanted ? 1 : 0)
                .toArray();
        return new NumericTarget(List.of(target.columnName()), new Matrix(1, labels.length, labels));
    }

    private int position(String name, List<String> names) {
        int position = names.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException(option() + ": got no class '" + name + "' among "
                    + String.join(", ", names) + (positive == null ? ", expected all classes of the data" : ""));
        }
        return position;
    }
}
