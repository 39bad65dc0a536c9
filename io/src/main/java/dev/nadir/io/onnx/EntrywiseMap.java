package dev.nadir.io.onnx;

import java.util.Arrays;

/** The pending map a ↦ s ∘ a + t between two layers. */
final class EntrywiseMap {
    final double[] scale;
    final double[] shift;

    EntrywiseMap(int width) {
        scale = new double[width];
        shift = new double[width];
        Arrays.fill(scale, 1);
    }

    /** Followed by a ↦ a + sign c; whether that was exact. */
    boolean add(double[] constant, int sign) {
        boolean exact = isZero(shift);
        for (int i = 0; i < shift.length; i++) {
            shift[i] = exact ? sign * constant[i] : shift[i] + sign * constant[i];
        }
        return exact;
    }

    /** Followed by a ↦ a ∘ c or a / c; whether that was exact. */
    boolean multiply(double[] constant, boolean divide) {
        boolean exact = Entries.powersOfTwo(constant)
                || !divide && isZero(shift) && Arrays.stream(scale).allMatch(s -> s == 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = divide ? scale[i] / constant[i] : scale[i] * constant[i];
            shift[i] = divide ? shift[i] / constant[i] : shift[i] * constant[i];
        }
        return exact;
    }

    static boolean isZero(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }
}
