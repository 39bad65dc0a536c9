package dev.nadir.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rows of a study as they stand in results.csv: the variables of the grid, the repetition, the measures.
 *
 * @param columns their names
 * @param rows one text per column, written as in results.csv
 */
public record Results(List<String> columns, List<List<String>> rows) {
    /** The column that counts repetitions. */
    public static final String REPETITION = "repetition";

    /** Checks that every row has one text per column. */
    public Results {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "row " + row + ": got " + row.size() + " values, expected " + columns.size());
            }
        }
    }

    /** The columns of a study. */
    public static List<String> columns(Study study) {
        List<String> columns = new ArrayList<>(study.grid(true).variables());
        columns.add(REPETITION);
        columns.addAll(study.measures());
        return columns;
    }

    /** The rows of one cell, as text. */
    public static List<List<String>> rows(Cell cell, List<double[]> measured) {
        List<List<String>> rows = new ArrayList<>();
        for (double[] numbers : measured) {
            List<String> row = new ArrayList<>(cell.setting().values().values());
            row.add(Integer.toString(cell.repetition()));
            Arrays.stream(numbers).mapToObj(Figures::csv).forEach(row::add);
            rows.add(row);
        }
        return rows;
    }

    /**
     * What {@link #csv} wrote.
     *
     * @throws IllegalArgumentException naming the line that has too few or too many values
     */
    public static Results parse(String csv) {
        List<List<String>> lines =
                csv.lines().map(line -> List.of(line.split(",", -1))).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).size() != lines.get(0).size()) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": got " + lines.get(i).size() + " values, expected "
                                + lines.get(0).size());
            }
        }
        return lines.isEmpty()
                ? new Results(List.of(), List.of())
                : new Results(lines.get(0), lines.subList(1, lines.size()));
    }

    /** The whole as text: a heading and one line per row. */
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
        return text.toString();
    }

    /** The rows in which a column has this value; a number is compared as written. */
    public Results where(String column, Object value) {
        String text = value instanceof Number number ? Figures.csv(number.doubleValue()) : value.toString();
        int at = at(column);
        return filtered(row -> row.get(at).equals(text));
    }

    /** The rows in which a numeric column passes a test; NaN does not reach it. */
    public Results when(String column, java.util.function.DoublePredicate test) {
        int at = at(column);
        return filtered(row -> !row.get(at).isEmpty() && test.test(Figures.parse(row.get(at))));
    }

    private Results filtered(Predicate<List<String>> test) {
        return new Results(columns, rows.stream().filter(test).toList());
    }

    /** A numeric column, NaN where there is no value. */
    public double[] numbers(String column) {
        int at = at(column);
        return rows.stream().mapToDouble(row -> Figures.parse(row.get(at))).toArray();
    }

    /** The values of a column, each once, in the order in which they first stand. */
    public List<String> distinct(String column) {
        int at = at(column);
        return rows.stream().map(row -> row.get(at)).distinct().toList();
    }

    /** The values of a numeric column, each once, in rising order. */
    public double[] levels(String column) {
        return Arrays.stream(numbers(column)).distinct().sorted().toArray();
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    private int at(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("column: got " + column + ", expected one of " + columns);
        }
        return at;
    }
}
