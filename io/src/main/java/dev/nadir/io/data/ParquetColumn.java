package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One column of a Parquet file: booleans, integers, floats as numbers; text for labels; nothing nested, no nulls. */
record ParquetColumn(Path file, String name, ColumnDescriptor descriptor) {
    private static final String LEAVE_OUT = "leave the column out with --ignore, or store it as float64";

    private static final Set<PrimitiveTypeName> NUMERIC = EnumSet.of(
            PrimitiveTypeName.BOOLEAN,
            PrimitiveTypeName.INT32,
            PrimitiveTypeName.INT64,
            PrimitiveTypeName.FLOAT,
            PrimitiveTypeName.DOUBLE);

    /** The cells of a target column, texts or numbers as the file has them. */
    static final class Labels {
        private final String name;
        private boolean text;
        private String[] texts = new String[0];
        private double[] numbers = new double[0];

        Labels(String name) {
            this.name = name;
        }

        void makeRoom(int rows) {
            texts = Arrays.copyOf(texts, rows);
            numbers = Arrays.copyOf(numbers, rows);
        }

        LabelColumn finish() {
            return text ? new LabelColumn.Texts(name, texts, new long[0]) : new LabelColumn.Numbers(name, numbers);
        }
    }

    static boolean isText(ColumnDescriptor descriptor) {
        LogicalTypeAnnotation kind = descriptor.getPrimitiveType().getLogicalTypeAnnotation();
        return descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && (kind == null
                        || kind instanceof StringLogicalTypeAnnotation
                        || kind instanceof EnumLogicalTypeAnnotation);
    }

    /** Puts the values of a row group into row {@code slot} of X, M x N. */
    void readFeatures(ColumnReadStoreImpl store, int rows, int done, double[] features, int slot, int dimension)
            throws IOException {
        if (isText(descriptor)) {
            throw ReadFailure.of(
                    file,
                    "column " + ReadFailure.quoted(name) + ": holds text, expected numbers",
                    "leave the column out with --ignore, or choose it as --target");
        }
        requireNumeric();
        ColumnReader reader = store.getColumnReader(descriptor);
        for (int j = done; j < done + rows; j++) {
            features[slot + j * dimension] = number(reader, j);
        }
    }

    void readLabels(ColumnReadStoreImpl store, int rows, int done, Labels labels) throws IOException {
        boolean text = isText(descriptor);
        labels.text = text;
        if (!text) {
            requireNumeric();
        }
        requireFlat();
        ColumnReader reader = store.getColumnReader(descriptor);
        for (int j = done; j < done + rows; j++) {
            if (text) {
                requirePresent(reader, j);
                labels.texts[j] = reader.getBinary().toStringUsingUTF8();
                reader.consume();
            } else {
                labels.numbers[j] = number(reader, j);
            }
        }
    }

    private void requireFlat() throws IOException {
        if (descriptor.getMaxRepetitionLevel() > 0) {
            throw ReadFailure.of(file, "column " + ReadFailure.quoted(name) + ": holds lists", LEAVE_OUT);
        }
    }

    private void requireNumeric() throws IOException {
        requireFlat();
        LogicalTypeAnnotation kind = descriptor.getPrimitiveType().getLogicalTypeAnnotation();
        boolean plain = kind == null || kind instanceof IntLogicalTypeAnnotation;
        if (plain && NUMERIC.contains(descriptor.getPrimitiveType().getPrimitiveTypeName())) {
            return;
        }
        throw ReadFailure.of(
                file,
                "column " + ReadFailure.quoted(name) + ": type "
                        + descriptor.getPrimitiveType().getPrimitiveTypeName() + (kind == null ? "" : " as " + kind)
                        + " is no plain number",
                LEAVE_OUT);
    }

    private void requirePresent(ColumnReader reader, int sample) throws IOException {
        if (reader.getCurrentDefinitionLevel() < descriptor.getMaxDefinitionLevel()) {
            throw ReadFailure.at(
                    file,
                    place(sample),
                    name,
                    "missing value (null)",
                    "fill it in, or leave the column out with --ignore");
        }
    }

    private double number(ColumnReader reader, int sample) throws IOException {
        requirePresent(reader, sample);
        double value = switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> reader.getBoolean() ? 1 : 0;
            case INT32 -> unsigned() ? reader.getInteger() & 0xFFFFFFFFL : reader.getInteger();
            case INT64 -> wide(reader.getLong());
            case FLOAT -> reader.getFloat();
            default -> reader.getDouble();
        };
        if (!Double.isFinite(value)) {
            boolean inexact = descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
            throw ReadFailure.at(
                    file,
                    place(sample),
                    name,
                    inexact ? "got an integer that float64 cannot hold: " + reader.getLong() : "got " + value,
                    "give a finite number, or leave the column out with --ignore");
        }
        reader.consume();
        return value;
    }

    private double wide(long value) {
        return unsigned() && value < 0 ? Double.NaN : NumberType.exact(value);
    }

    private boolean unsigned() {
        return descriptor.getPrimitiveType().getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
                && !integer.isSigned();
    }

    private static String place(int sample) {
        return "sample " + (sample + 1);
    }
}
