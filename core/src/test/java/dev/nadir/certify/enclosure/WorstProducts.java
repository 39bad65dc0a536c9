package dev.nadir.certify.enclosure;

import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A machine that rounds as badly as {@link RoundedProducts} allows: entry (i, j) of a product with n terms is the exact one
 * plus anything up to γ_n (|A| |B|)_ij, and it picks what lies nearest to an aim.
 */
public final class WorstProducts implements RoundedProducts {
    /** What an entry should best be. */
    interface Aim {
        double at(int i, int j, double exact, double allowed);
    }

    private final Aim aim;

    WorstProducts(Aim aim) {
        this.aim = aim;
    }

    /** Diagonal entries too large, the others as they are: a Gram matrix looks more definite than it is. */
    static WorstProducts raisingTheDiagonal() {
        return new WorstProducts((i, j, exact, allowed) -> i == j ? exact + allowed : exact);
    }

    static WorstProducts loweringTheDiagonal() {
        return new WorstProducts((i, j, exact, allowed) -> i == j ? exact - allowed : exact);
    }

    public static WorstProducts raising() {
        return new WorstProducts((i, j, exact, allowed) -> exact + allowed);
    }

    static WorstProducts near(Matrix target) {
        return new WorstProducts((i, j, exact, allowed) -> target.get(i, j));
    }

    @Override
    public Matrix times(Matrix a, Matrix b) {
        return transposedTimes(a.transpose(), b);
    }

    @Override
    public Matrix gram(Matrix a) {
        return symmetric(transposedTimes(a, a));
    }

    @Override
    public Matrix outerGram(Matrix a) {
        return gram(a.transpose());
    }

    private static Matrix symmetric(Matrix square) {
        for (int j = 0; j < square.columns(); j++) {
            for (int i = 0; i < j; i++) {
                square.data()[i + j * square.rows()] = square.get(j, i);
            }
        }
        return square;
    }

    @Override
    public Matrix transposedTimes(Matrix a, Matrix b) {
        Matrix product = Matrix.zeros(a.columns(), b.columns());
        for (int j = 0; j < b.columns(); j++) {
            for (int i = 0; i < a.columns(); i++) {
                product.data()[i + j * product.rows()] = entry(a, i, b, j);
            }
        }
        return product;
    }

    private double entry(Matrix a, int i, Matrix b, int j) {
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        int terms = a.rows();
        for (int k = 0; k < terms; k++) {
            BigDecimal term = new BigDecimal(a.get(k, i)).multiply(new BigDecimal(b.get(k, j)));
            exact = exact.add(term);
            size = size.add(term.abs());
        }
        BigDecimal nu = new BigDecimal(Upward.UNIT).multiply(BigDecimal.valueOf(terms));
        BigDecimal gamma = nu.divide(BigDecimal.ONE.subtract(nu), new MathContext(40, RoundingMode.DOWN));
        BigDecimal allowed = gamma.multiply(size);
        double wanted = aim.at(i, j, exact.doubleValue(), allowed.doubleValue());
        return within(exact, allowed, wanted);
    }

    /** The double nearest to the wanted one that is admissible. */
    private static double within(BigDecimal exact, BigDecimal allowed, double wanted) {
        BigDecimal clamped = new BigDecimal(wanted).min(exact.add(allowed)).max(exact.subtract(allowed));
        double chosen = clamped.doubleValue();
        for (int tries = 0;
                tries < 4 && new BigDecimal(chosen).subtract(exact).abs().compareTo(allowed) > 0;
                tries++) {
            chosen = new BigDecimal(chosen).compareTo(exact) > 0 ? Math.nextDown(chosen) : Math.nextUp(chosen);
        }
        return chosen;
    }
}
