package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The row numbers that pandas writes beside a table: they are no features, and separate any data sorted by class. */
final class IndexColumns {
    private static final Pattern PARQUET = Pattern.compile("__index_level_\\d+__");
    private static final Pattern CSV = Pattern.compile("Unnamed: \\d+");

    private IndexColumns() {}

    /** Whether a header cell is what pandas leaves or makes of an index without a name. */
    static boolean unnamed(String header) {
        return header.isBlank() || CSV.matcher(header.strip()).matches();
    }

    /** Refuses a column without a name that counts the rows from 0 or 1. */
    static void requireNoCount(Path file, Matrix features, int row, int column) throws IOException {
        double first = features.columns() == 0 ? Double.NaN : features.get(row, 0);
        boolean counts = (first == 0 || first == 1) && features.columns() > 2;
        for (int j = 0; counts && j < features.columns(); j++) {
            counts = features.get(row, j) == first + j;
        }
        if (counts) {
            throw ReadFailure.of(
                    file,
                    "column " + column + " has no name and counts the rows: an index, not a feature",
                    "leave it out with --ignore " + column
                            + ", give it a name if it is a feature, or write the file with" + " to_csv(index=False)");
        }
    }

    /** Refuses feature columns with the name that pandas gives an index in Parquet. */
    static void requireNone(Path file, List<String> features) throws IOException {
        for (String name : features) {
            if (PARQUET.matcher(name).matches()) {
                throw ReadFailure.of(
                        file,
                        "column " + ReadFailure.quoted(name) + " is the index of a pandas table, not a feature",
                        "leave it out with --ignore " + name + ", or write the file with to_parquet(index=False)");
            }
        }
    }
}
