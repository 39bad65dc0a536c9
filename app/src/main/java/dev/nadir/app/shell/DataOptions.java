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
            paramLabel = "FILE",
            description = "Data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per row.")
    private Path file;

    @Mixin
    private DataFormatOptions format;

    public Path file() {
        return file;
    }

    /** Reads the file with its target. */
    public Dataset read() throws IOException {
        return format.read(file);
    }

    /** Reads the file with the given target, or else these columns if it has them, or else what it has. */
    public Dataset read(List<String> otherwise) throws IOException {
        return format.read(file, otherwise);
    }
}
