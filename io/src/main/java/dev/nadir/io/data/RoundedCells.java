package dev.nadir.io.data;

import dev.nadir.data.Dataset;
import dev.nadir.data.Duplicates;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of a text file that say more than a double can hold, so that different texts may become the same number.
 *
 * <p>A text of n significant digits that is the double rounded to n digits says nothing more, however long it is.
 */
final class RoundedCells {
    private static final int SAFE_DIGITS = 15;
    private static final double SAFE_SIZE = 1e-290;
    private static final int MOST_KEPT = 100_000;

    private final List<Cell> cells = new ArrayList<>();
    private final Map<Integer, Integer> counts = new HashMap<>();

    private record Cell(int sample, int feature, long line, BigDecimal text, double value) {}

    /** Looks at a cell; cheap for up to 15 digits, which a double holds. */
    void look(char[] chars, int offset, int length, Place place) {
        if (Math.abs(place.value()) >= SAFE_SIZE && length <= SAFE_DIGITS) {
            return;
        }
        int digits = 0;
        for (int i = offset; i < offset + length && chars[i] != 'e' && chars[i] != 'E'; i++) {
            digits += chars[i] >= '0' && chars[i] <= '9' && (digits > 0 || chars[i] != '0') ? 1 : 0;
        }
        boolean safe = digits <= SAFE_DIGITS && Math.abs(place.value()) >= SAFE_SIZE;
        if (digits == 0 || safe) {
            return;
        }
        BigDecimal text = new BigDecimal(new String(chars, offset, length).strip());
        BigDecimal held = new BigDecimal(place.value()).round(new MathContext(Math.max(1, text.precision())));
        if (text.compareTo(held) != 0) {
            counts.merge(place.feature(), 1, Integer::sum);
            if (cells.size() < MOST_KEPT) {
                cells.add(new Cell(place.sample(), place.feature(), place.line(), text, place.value()));
            }
        }
    }

    /** Where a cell stands and what was read of it. */
    record Place(int sample, int feature, long line, double value) {}

    /** One sentence per column that lost digits. */
    List<String> notes(List<String> names) {
        return counts.keySet().stream()
                .sorted()
                .map(feature -> {
                    Cell first = cells.stream()
                            .filter(cell -> cell.feature == feature)
                            .findFirst()
                            .orElseThrow();
                    return "column " + ReadFailure.quoted(names.get(feature)) + ": " + counts.get(feature)
                            + (counts.get(feature) == 1 ? " number has" : " numbers have")
                            + " more digits than float64 holds; line " + first.line + ": "
                            + ReadFailure.quoted(first.text.toString()) + " was read as " + first.value;
                })
                .toList();
    }

    /**
     * Refuses samples that differ in the file, are the same as doubles, and have different labels: what is said of equal
     * inputs with different labels would not be true of the file.
     *
     * @throws IOException naming lines, column and mend
     */
    void requireApart(Path file, Dataset data) throws IOException {
        if (cells.isEmpty()) {
            return;
        }
        Map<Long, Cell> bySlot = new HashMap<>();
        cells.forEach(cell -> bySlot.put(key(cell.sample, cell.feature), cell));
        for (Duplicates.Group group : Duplicates.of(data).conflicting()) {
            for (int i = 0; i < data.inputDim(); i++) {
                int feature = i;
                List<BigDecimal> texts = group.samples().stream()
                        .map(j -> bySlot.get(key(j, feature)))
                        .map(cell -> cell == null ? BigDecimal.ZERO : cell.text)
                        .distinct()
                        .toList();
                if (texts.size() > 1) {
                    throw collapsed(file, data, group, feature);
                }
            }
        }
    }

    private static long key(int sample, int feature) {
        return ((long) sample << 32) | feature;
    }

    private static IOException collapsed(Path file, Dataset data, Duplicates.Group group, int feature) {
        String name = data.featureNames().get(feature);
        return ReadFailure.of(
                file,
                "samples " + (group.samples().get(0) + 1) + " and "
                        + (group.samples().get(1) + 1) + ", column " + ReadFailure.quoted(name)
                        + ": different numbers with different labels become the same float64, "
                        + data.features().get(feature, group.samples().get(0)),
                "subtract a constant from the column before writing it, or leave it out with --ignore " + name);
    }
}
