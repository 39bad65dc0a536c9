package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;

/**
 * Separability of points in the plane by trying all lines through two of them, turned a little either way; orientations
 * in decimal arithmetic without rounding.
 */
final class PlaneOracle {
    private PlaneOracle() {}

    /**
     * Two disjoint hulls have a separating line that can be moved until it touches two points (of any sides), with all
     * other points on the line sorted into one run per side.
     */
    static boolean separable(Matrix x, int[] first, int[] second) {
        int n = x.columns();
        int[] side = new int[n];
        for (int j : first) {
            side[j] = -1;
        }
        for (int j : second) {
            side[j] = 1;
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                if (!same(x, a, b) && (works(x, side, a, b) || works(x, opposite(side), a, b))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] opposite(int[] side) {
        return java.util.Arrays.stream(side).map(s -> -s).toArray();
    }

    private static boolean same(Matrix x, int a, int b) {
        return x.get(0, a) == x.get(0, b) && x.get(1, a) == x.get(1, b);
    }

    /** Right of the line all −1, left of it all +1, on it first all −1 and then all +1, not mixed at one place. */
    private static boolean works(Matrix x, int[] side, int a, int b) {
        BigDecimal highestFirst = null;
        BigDecimal lowestSecond = null;
        for (int j = 0; j < side.length; j++) {
            int turn = orientation(x, a, b, j).signum();
            if (turn != 0 && turn != side[j]) {
                return false;
            }
            if (turn == 0) {
                BigDecimal along = along(x, a, b, j);
                if (side[j] < 0) {
                    highestFirst = highestFirst == null ? along : highestFirst.max(along);
                } else {
                    lowestSecond = lowestSecond == null ? along : lowestSecond.min(along);
                }
            }
        }
        return highestFirst == null || lowestSecond == null || highestFirst.compareTo(lowestSecond) < 0;
    }

    private static BigDecimal difference(Matrix x, int i, int a, int b) {
        return new BigDecimal(x.get(i, b)).subtract(new BigDecimal(x.get(i, a)));
    }

    private static BigDecimal orientation(Matrix x, int a, int b, int j) {
        return difference(x, 0, a, b)
                .multiply(difference(x, 1, a, j))
                .subtract(difference(x, 1, a, b).multiply(difference(x, 0, a, j)));
    }

    private static BigDecimal along(Matrix x, int a, int b, int j) {
        return difference(x, 0, a, b)
                .multiply(difference(x, 0, a, j))
                .add(difference(x, 1, a, b).multiply(difference(x, 1, a, j)));
    }
}
