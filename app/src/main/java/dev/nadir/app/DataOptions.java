package dev.nadir.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mixin: which file holds the data, how it is written, and which columns are labels. */
final class DataOptions {
    /** What the target columns hold. */
    enum TargetKind {
        /** Text or few integers are classes, anything else numbers. */
        AUTO,
        /** Class names. */
        CLASS,
        /** Numbers. */
        NUMERIC
    }

    /** Whether the first row names the columns. */
    enum Header {
        /** Yes where its fields are not numbers. */
        AUTO,
        /** The first row holds names. */
        YES,
        /** The first row is data. */
        NO
    }

    @Parameters(
            paramLabel = "FILE",
            description = "Data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per row.")
    private Path file;

    @Option(
            names = "--target",
            paramLabel = "COL",
            split = ",",
            description =
                    "Column(s) to fit, by name or 1-based number; several, separated by commas, if numeric. For NPY and"
                            + " IDX: the file with the labels.")
    private List<String> target = List.of();

    @Option(
            names = "--target-kind",
            paramLabel = "KIND",
            defaultValue = "AUTO",
            description = "What the target holds: auto, class or numeric (default: auto).")
    private TargetKind targetKind;

    @Option(
            names = "--header",
            paramLabel = "WHETHER",
            defaultValue = "AUTO",
            description = "Whether the first row names the columns: auto, yes or no (default: auto).")
    private Header header;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "What separates fields: one character, or 'tab' (default: found from the first lines).")
    private String delimiter;

    @Option(
            names = "--ignore",
            paramLabel = "COL",
            split = ",",
            description = "Columns to leave out, by name or 1-based number, separated by commas.")
    private List<String> ignore = List.of();

    Path file() {
        return file;
    }

    /** Names, numbers or the label file as given; empty where the option is missing. */
    List<String> target() {
        return target;
    }

    TargetKind targetKind() {
        return targetKind;
    }

    Header header() {
        return header;
    }

    /**
     * The delimiter as one character, if one was given.
     *
     * @throws IllegalArgumentException if it is longer than one character
     */
    Optional<Character> delimiter() {
        if (delimiter == null) {
            return Optional.empty();
        }
        String character = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
        if (character.length() != 1) {
            throw new IllegalArgumentException(
                    "--delimiter: got \"" + delimiter + "\", expected one character or 'tab'");
        }
        return Optional.of(character.charAt(0));
    }

    List<String> ignore() {
        return ignore;
    }
}
