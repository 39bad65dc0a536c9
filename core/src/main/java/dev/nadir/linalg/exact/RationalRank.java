package dev.nadir.linalg.exact;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The rank of a matrix of doubles over the rational numbers, without any rounding: a double is a whole number times a power
 * of two.
 *
 * <p>Decided by {@link ModularRank} with Hadamard's bound of the minors.
 *
 * <p>Not the numerical rank: 0.1 + 0.2 is not 0.3, and a column that is a multiple of another up to rounding is independent.
 */
public final class RationalRank implements ModularRank.Source {
    /** Some five seconds, counted in multiplications so that the answer is the same on every machine. */
    private static final long BUDGET = 1_000_000_000L;

    private final Matrix matrix;
    private final long budget;
    private long work;

    /** @param matrix not higher than wide */
    private RationalRank(Matrix matrix, long budget) {
        this.matrix = matrix;
        this.budget = budget;
    }

    /**
     * The rank over the rationals; empty if finding it would take too long.
     *
     * @throws IllegalArgumentException if an entry is not finite
     */
    public static OptionalInt of(Matrix matrix) {
        return of(matrix, BUDGET);
    }

    static OptionalInt of(Matrix matrix, long budget) {
        if (!matrix.isFinite()) {
            throw new IllegalArgumentException("matrix: expected finite numbers");
        }
        return new RationalRank(matrix.rows() <= matrix.columns() ? matrix : matrix.transpose(), budget).decide();
    }

    private OptionalInt decide() {
        ModularRank found = ModularRank.of(matrix.rows(), this);
        return work > budget ? OptionalInt.empty() : OptionalInt.of(found.rank());
    }

    /** log2 of a bound of all minors of so many rows, each row times the power of two that makes it whole. */
    @Override
    public double minorBits(int size) {
        double[] digits = new double[matrix.rows()];
        for (int i = 0; i < digits.length; i++) {
            int lowest = Integer.MAX_VALUE;
            int highest = Integer.MIN_VALUE;
            for (int j = 0; j < matrix.columns(); j++) {
                double value = matrix.get(i, j);
                if (value != 0) {
                    lowest = Math.min(
                            lowest, Residues.exponent(value) + Long.numberOfTrailingZeros(Residues.mantissa(value)));
                    highest = Math.max(highest, Math.getExponent(value) + 1);
                }
            }
            digits[i] = Math.max(0, highest - lowest);
        }
        Arrays.sort(digits);
        double sum = 0;
        for (int i = Math.max(0, digits.length - size); i < digits.length; i++) {
            sum += digits[i];
        }
        return sum + 0.5 * size * Math.log(Math.max(1, size)) / Math.log(2);
    }

    /** Columns are reduced by those before them, one after the other, until the rank is full. */
    @Override
    public int modulo(long prime) {
        Residues residues = new Residues(prime);
        ModularBasis basis = new ModularBasis(residues, matrix.rows());
        for (int j = 0; j < matrix.columns() && !basis.full() && affordable(); j++) {
            work += (long) matrix.rows() * (basis.rank() + 1);
            basis.add(residues.column(matrix.columnArray(j)));
        }
        return basis.rank();
    }

    @Override
    public boolean affordable() {
        return work <= budget;
    }
}
