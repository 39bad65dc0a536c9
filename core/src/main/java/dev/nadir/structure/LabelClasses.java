package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The classes of a label matrix: its distinct columns.
 *
 * <p>They are ordered by descending first entry, then second and so on, which is the usual order for one-hot labels
 * and does not depend on the order of the samples.
 *
 * @param targets the distinct columns y_1 … y_C, Q x C
 * @param codes for every sample the number of its class
 */
public record LabelClasses(Matrix targets, int[] codes) {

    /** The classes of Y. −0.0 counts as 0.0. */
    public static LabelClasses of(Matrix labels) {
        Matrix clean = labels.map(value -> value + 0.0);
        Comparator<Integer> order = (a, b) -> -Arrays.compare(clean.columnArray(a), clean.columnArray(b));
        TreeMap<Integer, Integer> firsts = new TreeMap<>(order);
        for (int i = 0; i < clean.columns(); i++) {
            firsts.putIfAbsent(i, 0);
        }
        int[] representatives = firsts.keySet().stream().mapToInt(i -> i).toArray();
        IntStream.range(0, representatives.length).forEach(c -> firsts.put(representatives[c], c));
        int[] codes = IntStream.range(0, clean.columns()).map(firsts::get).toArray();
        return new LabelClasses(clean.selectColumns(representatives), codes);
    }

    /** C. */
    public int count() {
        return targets.columns();
    }

    /** Number of samples N. */
    public int samples() {
        return codes.length;
    }

    /** The samples of one class, ascending. */
    public int[] members(int code) {
        return IntStream.range(0, codes.length).filter(i -> codes[i] == code).toArray();
    }
}
