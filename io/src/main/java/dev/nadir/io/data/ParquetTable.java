package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class ParquetTable {
    /** Decides about the columns from their names and whether the last is text. */
    interface Decision {
        ColumnRoles roles(List<String> names, boolean lastIsText) throws IOException;
    }

    private ParquetTable() {}

    static RawTable read(Path file, Decision decision) throws IOException {
        throw ReadFailure.of(file, "Parquet", "give CSV");
    }
}
