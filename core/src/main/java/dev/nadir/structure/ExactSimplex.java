package dev.nadir.structure;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The linear program that decides separability, in integers: minimize Σ c_i |Σ_j λ_j a_j|_i over λ ≥ 0, Σ λ_j = 1.
 *
 * <p>The minimum is 0 exactly if two convex combinations coincide (Farkas). Otherwise its dual v is the hyperplane of
 * largest margin t, ⟨v, a_j⟩ ≥ t for all j and |v_i| ≤ c_i. The revised simplex method with the inverse of the basis over
 * one denominator (Edmonds, 1967: every division is exact); ties in the ratio test are broken lexicographically, so that it
 * ends whichever column enters. Columns are priced in doubles with their error, and exactly only where that does not tell.
 */
final class ExactSimplex {
    /** Some five seconds, counted in steps of about a nanosecond so that the answer is the same on every machine. */
    private static final long BUDGET = 5_000_000_000L;

    private static final long PER_NUMBER = 100;
    private static final long PER_DIGIT = 4;

    private final ExactSamples samples;
    private final int rows;
    private final BigInteger[] costs;
    private final BigInteger[][] inverse;
    private final int[] basis;
    private BigInteger denominator = BigInteger.ONE;
    private long work;

    /** @param start the position whose weight is 1 at the start */
    ExactSimplex(ExactSamples samples, int start) {
        this.samples = samples;
        this.rows = samples.rows();
        int widest = IntStream.range(0, rows - 1).map(samples::digits).max().orElse(1);
        this.costs = IntStream.range(0, rows - 1)
                .mapToObj(i -> BigInteger.ONE.shiftLeft(widest - samples.digits(i)))
                .toArray(BigInteger[]::new);
        this.inverse = new BigInteger[rows][rows];
        this.basis = new int[rows];
        begin(start);
    }

    /** λ is 1 at the start; the entries of its column are taken up by one slack each. */
    private void begin(int start) {
        BigInteger[] column = samples.column(start);
        for (int i = 0; i < rows; i++) {
            Arrays.fill(inverse[i], BigInteger.ZERO);
            if (i == rows - 1) {
                inverse[i][i] = BigInteger.ONE;
                basis[i] = start;
            } else {
                boolean above = column[i].signum() > 0;
                inverse[i][i] = above ? BigInteger.ONE.negate() : BigInteger.ONE;
                inverse[i][rows - 1] = column[i].abs();
                basis[i] = slack(i, above);
            }
        }
    }

    /** The number of the variable that takes up what row i has too much or too little. */
    private int slack(int row, boolean above) {
        return samples.count() + 2 * row + (above ? 1 : 0);
    }

    /**
     * Goes to the optimum.
     *
     * @param hints positions priced before all others
     * @return whether the optimum was reached; false if it would take too long
     */
    boolean run(int[] hints) {
        while (value().signum() > 0) {
            BigInteger[] y = dual();
            OptionalInt entering = entering(y, hints);
            if (entering.isEmpty()) {
                return true;
            }
            if (work > BUDGET) {
                return false;
            }
            enter(entering.getAsInt());
        }
        return true;
    }

    /** The objective times the denominator. */
    BigInteger value() {
        return dual(rows - 1);
    }

    /** −v, all entries times the denominator; the last one is the objective. */
    BigInteger[] dual() {
        return IntStream.range(0, rows).mapToObj(this::dual).toArray(BigInteger[]::new);
    }

    private BigInteger dual(int column) {
        BigInteger sum = BigInteger.ZERO;
        for (int r = 0; r < rows; r++) {
            if (basis[r] >= samples.count()) {
                sum = sum.add(costs[(basis[r] - samples.count()) / 2].multiply(inverse[r][column]));
            }
        }
        return sum;
    }

    /** λ times the denominator, one entry per position. */
    BigInteger[] weights() {
        BigInteger[] weights = new BigInteger[samples.count()];
        Arrays.fill(weights, BigInteger.ZERO);
        for (int r = 0; r < rows; r++) {
            if (basis[r] < weights.length) {
                weights[basis[r]] = inverse[r][rows - 1];
            }
        }
        return weights;
    }

    private OptionalInt entering(BigInteger[] y, int[] hints) {
        OptionalInt hinted = violated(y, hints);
        if (hinted.isPresent()) {
            return hinted;
        }
        OptionalInt any = violated(y, IntStream.range(0, samples.count()).toArray());
        return any.isPresent() ? any : violatedSlack(y);
    }

    /** The position where ⟨y, a⟩ is largest, if it is positive. */
    private OptionalInt violated(BigInteger[] y, int[] positions) {
        ExactSamples.Filter filter = samples.filter(y);
        double[] values = new double[positions.length];
        boolean[] open = new boolean[positions.length];
        int best = -1;
        for (int k = 0; k < positions.length; k++) {
            values[k] = filter.value(positions[k]);
            open[k] = Math.abs(values[k]) <= filter.error();
            best = values[k] > filter.error() && (best < 0 || values[k] > values[best]) ? k : best;
        }
        if (best >= 0) {
            return OptionalInt.of(positions[best]);
        }
        return IntStream.range(0, positions.length)
                .filter(k -> open[k] && samples.product(y, positions[k]).signum() > 0)
                .map(k -> positions[k])
                .findFirst();
    }

    private OptionalInt violatedSlack(BigInteger[] y) {
        return IntStream.range(0, rows - 1)
                .filter(i -> y[i].abs().compareTo(costs[i].multiply(denominator)) > 0)
                .map(i -> slack(i, y[i].signum() < 0))
                .findFirst();
    }

    private void enter(int variable) {
        BigInteger[] direction = direction(variable);
        int leaving = leaving(direction);
        BigInteger pivot = direction[leaving];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; i != leaving && k < rows; k++) {
                inverse[i][k] = inverse[i][k]
                        .multiply(pivot)
                        .subtract(direction[i].multiply(inverse[leaving][k]))
                        .divide(denominator);
            }
        }
        denominator = pivot;
        basis[leaving] = variable;
        long digits = 1 + denominator.bitLength() / 64;
        work += (long) rows * rows * (PER_NUMBER + PER_DIGIT * digits * digits);
        work += (long) rows * samples.count() * PER_DIGIT;
    }

    private BigInteger[] direction(int variable) {
        BigInteger[] direction = new BigInteger[rows];
        if (variable >= samples.count()) {
            int row = (variable - samples.count()) / 2;
            boolean above = (variable - samples.count()) % 2 == 1;
            for (int i = 0; i < rows; i++) {
                direction[i] = above ? inverse[i][row].negate() : inverse[i][row];
            }
            return direction;
        }
        BigInteger[] column = samples.column(variable);
        for (int i = 0; i < rows; i++) {
            direction[i] = BigInteger.ZERO;
            for (int k = 0; k < rows; k++) {
                direction[i] = direction[i].add(inverse[i][k].multiply(column[k]));
            }
        }
        return direction;
    }

    /** The row that reaches 0 first; ties go to the lexicographically smallest row of [value, inverse]. */
    private int leaving(BigInteger[] direction) {
        int best = -1;
        for (int i = 0; i < rows; i++) {
            if (direction[i].signum() > 0 && (best < 0 || smaller(i, best, direction))) {
                best = i;
            }
        }
        return best;
    }

    private boolean smaller(int a, int b, BigInteger[] direction) {
        for (int k = rows - 1, seen = 0; seen < rows; k = seen++) {
            int order = inverse[a][k].multiply(direction[b]).compareTo(inverse[b][k].multiply(direction[a]));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}
