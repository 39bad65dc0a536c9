package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** Reads flat Parquet files column by column; only the columns that are needed. */
final class ParquetTable {
    /** Decides about the columns from their names and whether the last is text. */
    interface Decision {
        ColumnRoles roles(List<String> names, boolean lastIsText) throws IOException;
    }

    private final Path file;
    private final ColumnRoles roles;
    private final int samples;
    private double[] features = new double[0];
    private final List<ParquetColumn.Labels> labels = new ArrayList<>();
    private int done;

    private ParquetTable(Path file, ColumnRoles roles, int samples) {
        this.file = file;
        this.roles = roles;
        this.samples = samples;
        for (String target : roles.targets()) {
            labels.add(new ParquetColumn.Labels(target));
        }
    }

    static RawTable read(Path file, Decision decision) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder()
                .withCodecFactory(new ParquetCodecs())
                .usePageChecksumVerification(true)
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            return read(file, reader, decision);
        } catch (StackOverflowError nested) { // the reader calls itself for every level of the metadata
            throw damaged(file, "metadata nested too deep", nested);
        } catch (RuntimeException damaged) { // the reader throws many kinds, and checks no lengths of a damaged file
            throw damaged(file, damaged.getMessage() == null ? "" + damaged : damaged.getMessage(), damaged);
        }
    }

    private static IOException damaged(Path file, String what, Throwable cause) {
        return ReadFailure.of(file, "damaged or unusual Parquet (" + what + ")", "write the file again", cause);
    }

    private static RawTable read(Path file, ParquetFileReader reader, Decision decision) throws IOException {
        FileMetaData metadata = reader.getFileMetaData();
        List<ColumnDescriptor> columns = metadata.getSchema().getColumns();
        List<String> names = new ArrayList<>();
        for (ColumnDescriptor column : columns) {
            names.add(String.join(".", column.getPath()));
        }
        boolean lastIsText = !columns.isEmpty() && ParquetColumn.isText(columns.get(columns.size() - 1));
        ColumnRoles roles = decision.roles(names, lastIsText);
        int samples = new ParquetSizes(file).samples(reader);
        ParquetTable table = new ParquetTable(file, roles, samples);
        reader.setRequestedSchema(table.wanted(columns));
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            table.take(group, metadata.getSchema(), columns, metadata.getCreatedBy());
        }
        return table.finish(samples);
    }

    private List<ColumnDescriptor> wanted(List<ColumnDescriptor> columns) {
        List<ColumnDescriptor> wanted = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (roles.slots()[i] != ColumnRoles.IGNORED) {
                wanted.add(columns.get(i));
            }
        }
        return wanted;
    }

    private void take(PageReadStore group, MessageType schema, List<ColumnDescriptor> columns, String createdBy)
            throws IOException {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(group, new Discarding(schema), schema, createdBy);
        int rows = Math.toIntExact(group.getRowCount());
        requirePages(group, columns, rows);
        makeRoom(rows);
        for (int i = 0; i < columns.size(); i++) {
            int slot = roles.slots()[i];
            if (slot == ColumnRoles.IGNORED) {
                continue;
            }
            ParquetColumn column = new ParquetColumn(file, roles.names().get(i), columns.get(i));
            if (slot >= 0) {
                column.readFeatures(
                        store, rows, done, features, slot, roles.features().size());
            } else {
                column.readLabels(store, rows, done, labels.get(ColumnRoles.TARGET - slot));
            }
        }
        done += rows;
    }

    /** The headers of the pages themselves must know of the rows that the metadata speak of. */
    private void requirePages(PageReadStore group, List<ColumnDescriptor> columns, int rows) throws IOException {
        for (ColumnDescriptor column : wanted(columns)) {
            long values = group.getPageReader(column).getTotalValueCount();
            if (column.getMaxRepetitionLevel() == 0 && values != rows) {
                throw damaged(file, "column " + column.getPath()[0] + " has " + values + " of " + rows + " rows", null);
            }
        }
    }

    /** Grows to what is there and is to come, at most doubling: rows to come are only declared. */
    private void makeRoom(int rows) {
        int needed = Matrix.length(roles.features().size(), done + rows);
        if (needed > features.length) {
            long all = Matrix.length(roles.features().size(), samples);
            features = Arrays.copyOf(features, (int) Math.min(all, Math.max(needed, 2L * features.length)));
        }
        labels.forEach(column -> column.makeRoom(done + rows));
    }

    private RawTable finish(int samples) throws IOException {
        if (done != samples) {
            throw ReadFailure.of(file, "got " + done + " of " + samples + " rows", "write the file again");
        }
        List<LabelColumn> columns = new ArrayList<>();
        labels.forEach(column -> columns.add(column.finish()));
        return new RawTable(new Matrix(roles.features().size(), samples, features), roles.features(), columns);
    }
}
