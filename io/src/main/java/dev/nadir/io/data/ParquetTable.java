package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final double[] features;
    private final List<ParquetColumn.Labels> labels = new ArrayList<>();
    private int done;

    private ParquetTable(Path file, ColumnRoles roles, double[] features, int samples) {
        this.file = file;
        this.roles = roles;
        this.features = features;
        for (String target : roles.targets()) {
            labels.add(new ParquetColumn.Labels(target, samples));
        }
    }

    static RawTable read(Path file, Decision decision) throws IOException {
        ParquetReadOptions.Builder options = ParquetReadOptions.builder();
        options.withCodecFactory(new ParquetCodecs(options.build().getCodecFactory()));
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options.build())) {
            return read(file, reader, decision);
        } catch (RuntimeException damaged) { // the reader throws many kinds, and checks no lengths of a damaged file
            throw damaged(file, damaged);
        }
    }

    private static IOException damaged(Path file, RuntimeException cause) {
        return ReadFailure.of(
                file, "damaged or unusual Parquet (" + cause.getMessage() + ")", "write the file again", cause);
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
        int samples = (int) Math.min(Integer.MAX_VALUE, reader.getRecordCount());
        double[] features = new double[Matrix.length(roles.features().size(), samples)];
        ParquetTable table = new ParquetTable(file, roles, features, samples);
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

    private RawTable finish(int samples) throws IOException {
        if (done != samples) {
            throw ReadFailure.of(file, "got " + done + " of " + samples + " rows", "write the file again");
        }
        List<LabelColumn> columns = new ArrayList<>();
        labels.forEach(column -> columns.add(column.finish()));
        return new RawTable(new Matrix(roles.features().size(), samples, features), roles.features(), columns);
    }
}
