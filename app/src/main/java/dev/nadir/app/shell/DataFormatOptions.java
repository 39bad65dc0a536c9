package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.io.file.FileKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mixin: how a data file is written and which columns are labels. */
public final class DataFormatOptions {
    @Option(
            names = "--target",
            paramLabel = "COL",
            split = ",",
            description =
                    "Column(s) to fit, by name or 1-based number; several, separated by commas, if numeric. For NPY and"
                            + " IDX: the file with the labels. (default: the last column, if it holds text or is called class, label,"
                            + " target, y or species; else the first, if it is called so)")
    private List<String> target = List.of();

    @Option(
            names = "--target-kind",
            paramLabel = "KIND",
            defaultValue = "AUTO",
            description = "What the target holds: auto, class or number (default: auto).")
    private ReadOptions.TargetKind targetKind;

    @Option(
            names = "--header",
            paramLabel = "WHETHER",
            defaultValue = "AUTO",
            description = "Whether the first row names the columns: auto, yes or no (default: auto).")
    private ReadOptions.Header header;

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

    @Option(names = "--inputs", paramLabel = "NAME", description = "For NPZ: the array with the features, if not X.")
    private String inputs;

    @Mixin
    private LabelOptions labels;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Refuses what says how text is written where the file is no text; packed text is told by its reader. */
    public void check(Path data, GivenOptions options) throws IOException {
        boolean packed = data.toString().endsWith(".gz");
        if (!packed && FileKind.of(data) == FileKind.DATA) {
            options.refuse(data + ", which is no text", "--header", "--delimiter");
        } else if (!packed) {
            options.refuse(data + ", which is no archive of arrays", "--inputs");
        }
    }

    /** The data file and, where the target is one, the file of labels: what no output may replace. */
    public List<Path> files(Path data) {
        List<Path> files = new ArrayList<>(List.of(data));
        target.stream().map(DataFormatOptions::path).flatMap(Optional::stream).forEach(files::add);
        return files;
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Reads a file with its target. */
    public Dataset read(Path file) throws IOException {
        return labels.outputs(told(DataReader.read(file, options())));
    }

    /** Reads a file with the given target, or else these columns if it has them, or else what it has. */
    public Dataset read(Path file, List<String> otherwise) throws IOException {
        if (!target.isEmpty()) {
            return read(file);
        }
        return labels.outputs(told(DataReader.read(file, options().withSuggestedTargets(otherwise))));
    }

    /** What the reading lost goes to standard error, whichever command reads. */
    private Dataset told(Dataset data) {
        PrintWriter err = spec.commandLine().getErr();
        data.notes().forEach(note -> err.println("nadir: note: " + note));
        err.flush();
        return data;
    }

    private ReadOptions options() {
        ReadOptions options = ReadOptions.defaults()
                .withTargets(target.toArray(String[]::new))
                .withIgnored(ignore.toArray(String[]::new))
                .withHeader(header)
                .withTargetKind(targetKind);
        ReadOptions asked = labels.asked(inputs == null ? options : options.withInputs(inputs));
        return delimiter().map(asked::withDelimiter).orElse(asked);
    }

    private Optional<Character> delimiter() {
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
}
