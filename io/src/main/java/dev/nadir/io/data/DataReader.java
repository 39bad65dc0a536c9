package dev.nadir.io.data;

import dev.nadir.data.Dataset;
import dev.nadir.data.Target;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Reads a data file of any known format; which one is told by its content, not its name.
 *
 * <ul>
 *   <li>CSV, TSV and other separated text, UTF-8: one sample per line.
 *   <li>Parquet: one sample per row, flat numeric columns, text for labels.
 *   <li>NPY: one sample per entry of the first axis, the other axes flattened in C order. NPZ: an array of inputs and
 *       one of labels.
 *   <li>IDX: one sample per entry of the first axis; the labels lie in the sibling file whose name has "labels" for
 *       "images" and "idx1" for "idx3".
 * </ul>
 *
 * All but Parquet and NPZ may be packed with gzip.
 *
 * <p><b>The default target</b> of a table is its last column if that is called class, label, target, y or species, or
 * holds text, else its first if it is called so; of an archive the entry y, Y, labels, label, target or y_train; of IDX the sibling. Columns without
 * names are called x1, x2, …
 *
 * <p>Whether labels are classes or numbers: {@link ReadOptions.TargetKind}.
 *
 * <p>Nothing is repaired: a missing, infinite, textual or inexact number, a row of another length, a malformed byte
 * end the reading with an {@link IOException} of one line that names file, row, column and the mend. Rows count from
 * 1: lines of text files with the header as line 1, samples elsewhere.
 */
public final class DataReader {
    private DataReader() {}

    /** Reads with {@link ReadOptions#defaults}. */
    public static Dataset read(Path path) throws IOException {
        return read(path, ReadOptions.defaults());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read, or is not what the options say; the message tells where and what
     *     to do
     */
    public static Dataset read(Path path, ReadOptions options) throws IOException {
        DataFile file = new DataFile(path);
        RawTable table;
        try {
            table = table(file, options);
        } catch (EOFException | ZipException | Damage damaged) {
            throw file.damaged(damaged);
        } catch (IllegalArgumentException tooLarge) {
            throw ReadFailure.of(path, String.valueOf(tooLarge.getMessage()), "read a part of it", tooLarge);
        }
        if (table.features().columns() == 0) {
            throw ReadFailure.of(path, "no samples", "add rows");
        }
        Optional<Target> target = target(file, table, options);
        IndexColumns.requireNone(path, table.featureNames());
        Dataset data = new Dataset(
                file.name(),
                table.features(),
                table.featureNames(),
                target,
                table.rounded().notes(table.featureNames()));
        table.rounded().requireApart(path, data);
        return data;
    }

    private static RawTable table(DataFile file, ReadOptions options) throws IOException {
        return switch (file.format()) {
            case TEXT -> text(file, options);
            case NPY -> npy(file, options);
            case IDX -> idx(file, options);
            case ZIP -> {
                requireUnpacked(file);
                yield NpzArchive.read(
                        file.path(),
                        () -> labelFile(file.path(), List.of(), options).isPresent(),
                        options);
            }
            case PARQUET -> {
                requireUnpacked(file);
                yield ParquetTable.read(
                        file.path(), (names, lastIsText) -> roles(file.path(), names, lastIsText, options));
            }
        };
    }

    private static void requireUnpacked(DataFile file) throws IOException {
        if (file.isPacked()) {
            throw ReadFailure.of(file.path(), "an archive packed with gzip once more", "unpack it with gunzip");
        }
    }

    private static RawTable npy(DataFile file, ReadOptions options) throws IOException {
        try (Content in = file.open()) {
            return unnamed(file, NpyArray.read(file.path(), "", in), options);
        }
    }

    private static RawTable idx(DataFile file, ReadOptions options) throws IOException {
        try (Content in = file.open()) {
            return unnamed(file, IdxArray.read(file.path(), in), options);
        }
    }

    /** Columns without names: targets are named x1, x2, …, or lie in a label file. */
    private static RawTable unnamed(DataFile file, Samples samples, ReadOptions options) throws IOException {
        List<String> names = ColumnRoles.numbered(samples.width());
        Optional<Path> labels = labelFile(file.path(), names, options);
        if (labels.isEmpty() && options.targets().isEmpty() && options.targetRequired()) {
            throw ReadFailure.of(
                    file.path(),
                    "no labels: these " + samples.width() + " columns have no names, and no label file lies beside",
                    "name a file of labels or a column (x1 to x" + samples.width() + ") with --target");
        }
        List<String> targets = labels.isPresent() ? List.of() : ColumnRoles.wantedTargets(names, options);
        return NumericTable.of(file.path(), samples, List.of(), targets, options.ignored());
    }

    private static RawTable text(DataFile file, ReadOptions options) throws IOException {
        return CsvTable.read(file, options, layout -> roles(file.path(), layout.names(), layout.lastIsText(), options));
    }

    /** Roles of named columns: as asked for, or with no target column if the target is a label file. */
    private static ColumnRoles roles(Path file, List<String> names, boolean lastIsText, ReadOptions options)
            throws IOException {
        List<String> targets = labelFile(file, names, options).isPresent()
                ? List.of()
                : ColumnRoles.chooseTargets(file, names, lastIsText, options);
        return ColumnRoles.of(file, names, targets, options.ignored()).requireFeatures(file);
    }

    private static Optional<Target> target(DataFile file, RawTable table, ReadOptions options) throws IOException {
        if (!table.labels().isEmpty()) {
            return Optional.of(new TargetChoice(file.path(), options.targetKind()).of(table.labels()));
        }
        Optional<Path> labelFile = labelFile(file.path(), table.featureNames(), options);
        if (labelFile.isEmpty()) {
            return Optional.empty();
        }
        List<LabelColumn> labels =
                LabelFile.read(labelFile.get(), table.features().columns(), options);
        return Optional.of(new TargetChoice(labelFile.get(), options.targetKind()).of(labels));
    }

    /**
     * The file of labels: what the one target names if the data have no column or entry of that name, by default the
     * sibling of IDX images. A name that no person typed is never taken for a file.
     */
    private static Optional<Path> labelFile(Path data, List<String> columns, ReadOptions options) {
        boolean found = ColumnRoles.anyPresent(columns, options.targets());
        if (!found && (options.targets().isEmpty() || !options.targetMayBeFile())) {
            return IdxArray.labelsBeside(data);
        }
        if (found || options.targets().size() != 1) {
            return Optional.empty();
        }
        try {
            Path given = Path.of(options.targets().get(0));
            return Stream.of(given, data.resolveSibling(given))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }
}
