package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a text file that hold no number, so that all are told at once: the first in full, of the others where. */
final class BadCells {
    /** Behind so many, reading on tells nobody more. */
    private static final int MOST = 1000;

    private static final int COLUMNS_TOLD = 6;
    private static final int LINES_TOLD = 4;

    private record Cell(long line, String column, String text) {}

    private final List<Cell> cells = new ArrayList<>();

    void add(long line, String column, String text) {
        cells.add(new Cell(line, column, text));
    }

    /** A blank line has no cells after all. */
    void forget(long line) {
        cells.removeIf(cell -> cell.line() == line);
    }

    boolean enough() {
        return cells.size() >= MOST;
    }

    /** What is wrong, if anything is. */
    Optional<IOException> failure(Path file) {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        Cell first = cells.get(0);
        String[] complaint = Decimal.complaint(first.text());
        String mend = complaint[1] + (cells.size() == 1 ? "" : "; " + others());
        return Optional.of(ReadFailure.at(file, "line " + first.line(), first.column(), complaint[0], mend));
    }

    private String others() {
        Map<String, List<Long>> lines = new LinkedHashMap<>();
        for (Cell cell : cells.subList(1, cells.size())) {
            lines.computeIfAbsent(cell.column(), column -> new ArrayList<>()).add(cell.line());
        }
        String told = lines.entrySet().stream()
                .limit(COLUMNS_TOLD)
                .map(column -> "column " + ReadFailure.quoted(column.getKey()) + " line " + list(column.getValue()))
                .collect(Collectors.joining(", "));
        int count = cells.size() - 1;
        return (enough() ? "at least " : "") + count + " more " + (count == 1 ? "cell holds" : "cells hold")
                + " no number: " + told + (lines.size() > COLUMNS_TOLD ? ", …" : "");
    }

    private static String list(List<Long> lines) {
        return lines.stream().limit(LINES_TOLD).map(String::valueOf).collect(Collectors.joining(" "))
                + (lines.size() > LINES_TOLD ? " …" : "");
    }
}
