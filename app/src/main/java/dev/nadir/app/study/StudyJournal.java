package dev.nadir.app.study;

import dev.nadir.app.shell.Checksum;
import dev.nadir.study.Cell;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file journal.csv: one line per finished cell, its checksum, its number and its rows. A line is written at once and
 * forced to the disk every second. A run that was killed leaves at most one line without an end, which is cut off;
 * whatever else is not as it was written is damage, and said.
 */
final class StudyJournal implements Closeable {
    private static final int SHORT = 16;
    private static final String ROWS = ";";

    /** Waiting for the disk takes longer than most cells: at most a second of work is lost with the power. */
    private static final long MOST_BETWEEN = 1_000_000_000L;

    private final FileChannel channel;
    private final SortedMap<Integer, List<List<String>>> cells = new TreeMap<>();

    private long forced = System.nanoTime();

    private StudyJournal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the journal of a study, a new one where there is none.
     *
     * @throws IOException if a line is damaged
     */
    static StudyJournal open(Path file, Study study, List<Cell> all) throws IOException {
        String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        StudyJournal journal = new StudyJournal(channel);
        try {
            List<String> lines = whole.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (!journal.take(lines.get(i), Results.columns(study).size(), all)) {
                    throw new IOException(
                            file + ", line " + (i + 1)
                                    + ": damaged, its checksum is not that of its content; remove the line to measure its cell again");
                }
            }
            channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length).position(channel.size());
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private boolean take(String line, int columns, List<Cell> all) {
        String[] parts = line.split(",", 2);
        if (parts.length < 2 || !parts[0].equals(checksum(parts[1]))) {
            return false;
        }
        String[] rows = parts[1].split(ROWS, -1);
        int index = Integer.parseInt(rows[0]);
        List<List<String>> cell = new ArrayList<>();
        for (String row : Arrays.asList(rows).subList(1, rows.length)) {
            cell.add(List.of(row.split(",", -1)));
        }
        boolean fits = index >= 0 && index < all.size() && cell.stream().allMatch(row -> row.size() == columns);
        if (fits) {
            cells.put(index, cell);
        }
        return fits;
    }

    /** Saves a finished cell. */
    void save(Cell cell, List<double[]> measured) throws IOException {
        List<List<String>> rows = Results.rows(cell, measured);
        StringBuilder content = new StringBuilder().append(cell.index());
        rows.forEach(row -> content.append(ROWS).append(String.join(",", row)));
        ByteBuffer line = StandardCharsets.UTF_8.encode(checksum(content.toString()) + "," + content + "\n");
        while (line.hasRemaining()) {
            channel.write(line);
        }
        if (System.nanoTime() - forced > MOST_BETWEEN) {
            channel.force(false);
            forced = System.nanoTime();
        }
        cells.put(cell.index(), rows);
    }

    /** Whether the cell is there. */
    boolean holds(Cell cell) {
        return cells.containsKey(cell.index());
    }

    /** All rows, in the order of the cells, whatever the order in which they were done. */
    Results results(Study study) {
        return new Results(
                Results.columns(study),
                cells.values().stream().flatMap(List::stream).toList());
    }

    private static String checksum(String content) {
        MessageDigest digest = Checksum.digest();
        digest.update(content.getBytes(StandardCharsets.UTF_8));
        return Checksum.text(digest).substring(0, SHORT);
    }

    @Override
    public void close() throws IOException {
        channel.force(false);
        channel.close();
    }
}
