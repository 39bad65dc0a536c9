package dev.nadir.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** Labels that lie in a file of their own: text with one line per sample, NPY or IDX. */
final class LabelFile {
    private LabelFile() {}

    /**
     * The columns of a label file, all of them targets.
     *
     * @param samples how many there must be
     */
    static List<LabelColumn> read(Path path, int samples, ReadOptions options) throws IOException {
        DataFile file = new DataFile(path);
        List<LabelColumn> columns = switch (file.format()) {
            case TEXT -> text(file, options);
            case NPY, IDX -> binary(file);
            case ZIP, PARQUET ->
                throw ReadFailure.of(path, "labels in an archive or Parquet file", "give them as CSV, NPY or IDX");
        };
        int got = columns.isEmpty() ? 0 : columns.get(0).samples();
        if (got != samples) {
            throw ReadFailure.of(
                    path,
                    "got " + got + " labels for " + samples + " samples",
                    "give one label per sample, in the same order");
        }
        return columns;
    }

    private static List<LabelColumn> text(DataFile file, ReadOptions options) throws IOException {
        return CsvTable.read(file, options, layout -> ColumnRoles.allTargets(file.path(), labelNames(layout)))
                .labels();
    }

    private static List<String> labelNames(CsvLayout layout) {
        return !layout.header() && layout.names().size() == 1 ? List.of("label") : layout.names();
    }

    private static List<LabelColumn> binary(DataFile file) throws IOException {
        try (Content in = file.open()) {
            Samples array = file.format() == DataFile.Format.NPY
                    ? NpyArray.read(file.path(), "", in)
                    : IdxArray.read(file.path(), in);
            return array.labels(file.path(), "label");
        } catch (EOFException | ZipException | Damage damaged) {
            throw file.damaged(damaged);
        }
    }
}
