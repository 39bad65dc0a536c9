package dev.nadir.io.data;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.NumericTarget;
import dev.nadir.data.Target;
import dev.nadir.io.data.ReadOptions.TargetKind;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Decides whether label columns are classes or numbers, by the rules of {@link TargetKind}. */
record TargetChoice(Path file, TargetKind kind) {
    private static final Set<String> CLASS_NAMES = Set.of("class", "label", "species");
    private static final int MOST_CLASSES = 20;

    Target of(List<LabelColumn> columns) throws IOException {
        if (columns.size() > 1) {
            if (kind == TargetKind.CLASS) {
                throw ReadFailure.of(
                        file,
                        "got " + columns.size() + " target columns of classes",
                        "choose one class column, or numbers");
            }
            return numbers(columns);
        }
        LabelColumn column = columns.get(0);
        return switch (kind) {
            case CLASS -> classes(column);
            case NUMBER -> numbers(columns);
            case AUTO -> looksLikeClasses(column) ? classes(column) : numbers(columns);
        };
    }

    private boolean looksLikeClasses(LabelColumn column) throws IOException {
        if (column instanceof LabelColumn.Texts texts && !allNumbers(texts)) {
            return true;
        }
        double[] values = values(column);
        if (!Arrays.stream(values).allMatch(value -> value == Math.rint(value))) {
            return false;
        }
        long distinct =
                Arrays.stream(values).map(value -> value + 0.0).distinct().count();
        return CLASS_NAMES.contains(column.name().strip().toLowerCase(Locale.ROOT))
                || distinct <= Math.max(2, Math.min(MOST_CLASSES, values.length / 5));
    }

    /** True for all numbers, false for all text; a mixture is an error, for one of the two is a slip. */
    private boolean allNumbers(LabelColumn.Texts texts) throws IOException {
        int text = -1;
        int number = -1;
        for (int i = 0; i < texts.samples(); i++) {
            requirePresent(texts, i);
            if (Decimal.isNumber(texts.cells()[i])) {
                number = i;
            } else if (text < 0) {
                text = i;
            }
        }
        if (text >= 0 && number >= 0) {
            throw ReadFailure.at(
                    file,
                    texts.place(text),
                    texts.name(),
                    "got " + ReadFailure.quoted(texts.cells()[text]) + " among numbers (" + texts.place(number) + ": "
                            + ReadFailure.quoted(texts.cells()[number]) + ")",
                    "correct the cell, or say that these are classes: --target-kind class");
        }
        return text < 0;
    }

    private void requirePresent(LabelColumn.Texts texts, int sample) throws IOException {
        if (Decimal.isMissing(texts.cells()[sample])) {
            throw ReadFailure.at(
                    file,
                    texts.place(sample),
                    texts.name(),
                    "missing label " + ReadFailure.quoted(texts.cells()[sample]),
                    "fill it in or remove the row");
        }
    }

    private NumericTarget numbers(List<LabelColumn> columns) throws IOException {
        int samples = columns.get(0).samples();
        Matrix labels = Matrix.zeros(columns.size(), samples);
        List<String> names = new ArrayList<>();
        for (int q = 0; q < columns.size(); q++) {
            names.add(columns.get(q).name());
            double[] values = values(columns.get(q));
            for (int j = 0; j < samples; j++) {
                labels.data()[q + j * columns.size()] = values[j];
            }
        }
        return new NumericTarget(names, labels);
    }

    private double[] values(LabelColumn column) throws IOException {
        double[] values = column instanceof LabelColumn.Texts texts
                ? Arrays.stream(texts.cells()).mapToDouble(Decimal::parse).toArray()
                : ((LabelColumn.Numbers) column).values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                String cell = column instanceof LabelColumn.Texts texts ? texts.cells()[i] : "" + values[i];
                throw ReadFailure.at(
                        file,
                        column.place(i),
                        column.name(),
                        "got label " + ReadFailure.quoted(cell) + ", expected a finite number",
                        "correct it, remove the row, or use --target-kind class if these are classes");
            }
        }
        return values;
    }

    /** Class names in ascending order: by value if all are integers (then "3.0" is class 3), else by text. */
    private ClassTarget classes(LabelColumn column) throws IOException {
        String[] cells = cells(column);
        boolean integers = Arrays.stream(cells).allMatch(TargetChoice::isInteger);
        String[] labels = Arrays.stream(cells)
                .map(cell -> integers ? Long.toString((long) Decimal.parse(cell)) : cell.strip())
                .toArray(String[]::new);
        List<String> names = Arrays.stream(labels).distinct().sorted().toList();
        if (integers) {
            names = names.stream()
                    .map(Long::valueOf)
                    .sorted()
                    .map(String::valueOf)
                    .toList();
        }
        Map<String, Integer> codes = new HashMap<>();
        names.forEach(name -> codes.put(name, codes.size()));
        return new ClassTarget(
                column.name(), names, Arrays.stream(labels).mapToInt(codes::get).toArray());
    }

    private String[] cells(LabelColumn column) throws IOException {
        if (column instanceof LabelColumn.Texts texts) {
            for (int i = 0; i < texts.samples(); i++) {
                requirePresent(texts, i);
            }
            return texts.cells();
        }
        return Arrays.stream(values(column)).mapToObj(Double::toString).toArray(String[]::new);
    }

    private static boolean isInteger(String cell) {
        double value = Decimal.parse(cell);
        return value == Math.rint(value) && Math.abs(value) <= 1L << 53;
    }
}
