package dev.nadir.io.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes the cells of a text file one by one as FastCSV finds them and parses numbers where they stand, without making
 * a string of each.
 *
 * <p>The first two records are held back until they have shown what the columns are. The first thing wrong is kept in
 * {@link #failure}, and nothing is taken after it.
 */
final class CsvCells extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** Decides about the columns from the first two records. */
    interface Decision {
        ColumnRoles roles(CsvLayout layout) throws IOException;
    }

    private final Path file;
    private final ReadOptions.Header choice;
    private boolean header;
    private final Decision decision;
    private final List<List<String>> held = new ArrayList<>();
    private final long[] heldLines = new long[2];
    private List<String> holding = new ArrayList<>();
    private ColumnRoles roles;
    private int[] slots;
    private SampleBuffer buffer;
    private List<List<String>> labels;
    private long[] lines = new long[64];
    private long line;
    private boolean blank;
    private int blankLines;
    private final BadCells bad = new BadCells();
    private final RoundedCells rounded = new RoundedCells();
    private IOException failure;

    CsvCells(Path file, ReadOptions.Header header, Decision decision) {
        this.file = file;
        this.choice = header;
        this.decision = decision;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        blank = true;
    }

    @Override
    protected void handleField(int field, char[] chars, int offset, int length, boolean quoted) {
        if (slots == null) {
            String text = new String(chars, offset, length);
            blank &= text.isBlank();
            holding.add(text);
        } else if (field < slots.length && failure == null) {
            take(field, chars, offset, length);
        }
    }

    private void take(int field, char[] chars, int offset, int length) {
        int slot = slots[field];
        if (slot >= 0) {
            double value = Decimal.parse(chars, offset, length);
            if (!Double.isFinite(value)) {
                value = truthOrBad(field, new String(chars, offset, length));
            } else {
                blank = false;
                rounded.look(chars, offset, length, new RoundedCells.Place(buffer.samples(), slot, line, value));
            }
            buffer.array()[buffer.start() + slot] = value;
        } else {
            String cell = new String(chars, offset, length);
            blank &= cell.isBlank();
            if (slot <= ColumnRoles.TARGET) {
                List<String> column = labels.get(ColumnRoles.TARGET - slot);
                if (column.size() == buffer.samples()) {
                    column.add(cell);
                }
            }
        }
    }

    /** 1 and 0 for the words that pandas writes for truth values; another cell is noted as one that holds no number. */
    private double truthOrBad(int field, String cell) {
        blank &= cell.isBlank();
        OptionalDouble truth = Decimal.truth(cell);
        if (truth.isEmpty()) {
            bad.add(line, roles.names().get(field), cell);
        }
        return truth.orElse(0);
    }

    @Override
    protected Boolean buildRecord() {
        boolean blankLine = blank && getFieldCount() == 1;
        blankLines = blankLine ? blankLines + 1 : 0;
        try {
            if (blankLines > LineBreaks.MOST) {
                throw ReadFailure.of(file, LineBreaks.TOO_MANY, "remove them");
            } else if (slots == null) {
                hold(blankLine);
            } else if (blankLine && slots.length > 1) {
                bad.forget(line);
                labels.forEach(column ->
                        column.subList(buffer.samples(), column.size()).clear());
            } else {
                endSample();
            }
        } catch (IOException problem) {
            bad.forget(line);
            failure = bad.failure(file).orElse(problem);
        }
        if (failure == null && bad.enough()) {
            failure = bad.failure(file).orElseThrow();
        }
        return Boolean.TRUE;
    }

    private void hold(boolean blankLine) throws IOException {
        if (!blankLine) {
            heldLines[held.size()] = line;
            held.add(holding);
        }
        holding = new ArrayList<>();
        if (held.size() == 2) {
            begin();
        }
    }

    /** Decides about the columns and replays the records held back. */
    private void begin() throws IOException {
        if (held.isEmpty()) {
            throw ReadFailure.of(file, "only blank lines", "fetch or write the file again");
        }
        CsvLayout layout = CsvLayout.of(file, held.get(0), held.size() > 1 ? held.get(1) : List.of(), choice);
        header = layout.header();
        roles = decision.roles(layout);
        buffer = new SampleBuffer(roles.features().size());
        labels = new ArrayList<>();
        roles.targets().forEach(target -> labels.add(new ArrayList<>()));
        slots = roles.slots();
        for (int i = layout.header() ? 1 : 0; i < held.size() && failure == null; i++) {
            replay(held.get(i), heldLines[i]);
        }
    }

    private void replay(List<String> record, long recordLine) throws IOException {
        line = recordLine;
        requireFields(record.size());
        for (int field = 0; field < record.size() && failure == null; field++) {
            char[] cell = record.get(field).toCharArray();
            take(field, cell, 0, cell.length);
        }
        if (failure == null) {
            store();
        }
    }

    private void endSample() throws IOException {
        requireFields(getFieldCount());
        if (failure == null) {
            store();
        }
    }

    private void store() {
        if (buffer.samples() == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        lines[buffer.samples()] = line;
        buffer.next();
    }

    private void requireFields(int fields) throws IOException {
        if (fields != slots.length) {
            throw ReadFailure.of(
                    file,
                    "line " + line + ": got " + fields + " fields, expected " + slots.length + " as in the first line",
                    "correct the line, its quotes, or the delimiter (--delimiter)");
        }
    }

    /** What went wrong first; null if nothing. */
    IOException failure() {
        return failure;
    }

    /** The table, after the last record. */
    RawTable finish() throws IOException {
        if (slots == null) {
            begin();
            if (failure != null) {
                throw failure;
            }
        }
        Optional<IOException> notNumbers = bad.failure(file);
        if (notNumbers.isPresent()) {
            throw notNumbers.get();
        }
        long[] ofSamples = Arrays.copyOf(lines, buffer.samples());
        List<LabelColumn> columns = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            columns.add(
                    new LabelColumn.Texts(roles.targets().get(k), labels.get(k).toArray(String[]::new), ofSamples));
        }
        RawTable table = new RawTable(buffer.matrix(), roles.features(), columns, rounded);
        for (int i = 0; header && i < slots.length; i++) {
            if (slots[i] >= 0 && IndexColumns.unnamed(held.get(0).get(i))) {
                IndexColumns.requireNoCount(file, table.features(), slots[i], i + 1);
            }
        }
        return table;
    }
}
