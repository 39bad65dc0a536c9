package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Mixin: how a data file is written and which columns are labels. */
public final class DataFormatOptions {
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

    /** Reads a file with its target. */
    public Dataset read(Path file) throws IOException {
        return DataReader.read(file, options());
    }

    /** Reads a file with the given target, or else these columns if it has them, or else what it has. */
    public Dataset read(Path file, List<String> otherwise) throws IOException {
        if (!target.isEmpty()) {
            return read(file);
        }
        return DataReader.read(file, options().withSuggestedTargets(otherwise));
    }

    private ReadOptions options() {
        ReadOptions options = ReadOptions.defaults()
                .withTargets(target.toArray(String[]::new))
                .withIgnored(ignore.toArray(String[]::new))
                .withHeader(header)
                .withTargetKind(targetKind);
        return delimiter().map(options::withDelimiter).orElse(options);
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
