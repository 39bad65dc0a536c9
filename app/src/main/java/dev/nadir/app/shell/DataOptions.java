package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Mixin: which file holds the data, how it is written, and which columns are labels. */
public final class DataOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "DATA",
            hideParamSyntax = true,
            description = "Data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per row.")
    private List<Path> files = List.of();

    private InputFiles named;

    @Mixin
    private DataFormatOptions format;

    /** Checks that one data file was named, and how it is said to be written; to be called first. */
    public void check(GivenOptions options) throws IOException {
        named = InputFiles.of(files, "DATA");
        format.check(named.data(), options);
    }

    public InputFiles named() {
        return named;
    }

    public Path file() {
        return named.data();
    }

    /** The data file and the file of labels, if there is one. */
    public List<Path> files() {
        return format.files(file());
    }

    /** Reads the file with its target. */
    public Dataset read() throws IOException {
        return format.read(file());
    }

    /** Reads the file with the given target, or else these columns if it has them, or else what it has. */
    public Dataset read(List<String> otherwise) throws IOException {
        return format.read(file(), otherwise);
    }
}
