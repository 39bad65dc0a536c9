package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.RandomNetworks;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bounds of singular values on machines that round as badly as is allowed, where the truth is known without rounding. */
class SpectralBoundsTest {
    private static final SpectralBounds BLAS = SpectralBounds.ofBlas();

    private final SplittableRandom random = new SplittableRandom(12);

    /** Columns v and 3v: of rank one to the last bit. */
    private Matrix rankOne(int rows) {
        Matrix a = Matrix.zeros(rows, 2);
        for (int i = 0; i < rows; i++) {
            a.data()[i] = Math.rint(random.nextDouble() * 0x1p40);
            a.data()[i + rows] = 3 * a.data()[i];
        }
        return a;
    }

    private static BigDecimal gramEntry(Matrix a, int i, int j) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < a.rows(); k++) {
            sum = sum.add(new BigDecimal(a.get(k, i)).multiply(new BigDecimal(a.get(k, j))));
        }
        return sum;
    }

    /** The Gram matrix of a matrix of rank one, its diagonal rounded up: definite by far more than Cholesky rounds. */
    @Test
    void aGramMatrixThatLooksDefiniteIsNotBelieved() {
        SpectralBounds worst = new SpectralBounds(WorstProducts.raisingTheDiagonal());
        for (int rows : new int[] {30, 300, 3000}) {
            Matrix a = rankOne(rows);
            assertThat(worst.least(a)).as("rows " + rows).isZero();
            assertThat(BLAS.least(a)).isZero();
        }
    }

    /** The same with the other diagonal lowered: columns orthogonal, so ‖A‖ is the norm of one of them. */
    @Test
    void aGramMatrixThatLooksSmallIsNotBelieved() {
        int rows = 400;
        Matrix a = Matrix.zeros(rows, 2);
        for (int i = 0; i < rows; i++) {
            a.data()[i % 2 == 0 ? i : i + rows] = 0.5 + random.nextDouble() / 2;
        }
        SpectralBounds worst = new SpectralBounds(WorstProducts.loweringTheDiagonal());
        Matrix gram = worst.products().gram(a);
        BigDecimal squared = gramEntry(a, 0, 0).max(gramEntry(a, 1, 1));
        double seen = Math.max(gram.get(0, 0), gram.get(1, 1));
        // an estimate as small as it can be without the Cholesky factorization failing
        double estimate = Math.nextUp(Math.nextUp(seen)) / (1 + 0x1p-10);
        double bound = worst.normFrom(a, gram, estimate);
        assertThat(bound).isLessThan(1.001 * Math.sqrt(seen)); // the first shift was enough
        assertThat(new BigDecimal(bound).pow(2)).isGreaterThanOrEqualTo(squared);
        assertThat(worst.norm(a)).isGreaterThanOrEqualTo(Math.sqrt(squared.doubleValue()));
    }

    /** Whatever X is: here X would make the last column too long, and the machine does not notice. */
    @Test
    void theGramMatrixOfAPreconditionedMatrixIsNotBelieved() {
        int rows = 400;
        Matrix a = Matrix.zeros(rows, 2);
        for (int i = 0; i < rows; i++) {
            a.data()[i % 2 == 0 ? i : i + rows] = i % 2 == 0 ? 0x1p-7 : 0x1p-31;
        }
        double first = 0x1p7 / Math.sqrt(200);
        double shorter = 1 - 150 * Upward.UNIT; // within γ_400 after squaring
        Matrix x = Matrix.ofRows(new double[] {first, 0}, new double[] {0, 0x1p31 / Math.sqrt(200) * shorter});
        WorstProducts nearIdentity = new WorstProducts((i, j, exact, allowed) -> {
            boolean product = Math.abs(exact) < 0.5 && i != j || exact < 0.9;
            return product ? exact : i == j ? 1 : 0;
        });
        double truth = 0x1p-31 * Math.sqrt(200); // rounded once, far less than 100 units
        assertThat(new SpectralBounds(nearIdentity).preconditioned(a, x)).isBetween(truth / 2, truth);
        Matrix wrong = Matrix.ofRows(new double[] {first, 0}, new double[] {0, 0.8 * 0x1p31 / Math.sqrt(200)});
        assertThat(BLAS.preconditioned(a, wrong)).isBetween(0.0, truth);
    }

    /** A X for X ≈ R⁻¹ and A of rank one is nothing but rounding, and a machine may make it look orthonormal. */
    @Test
    void aPreconditionedMatrixOfRankOneIsNotBelieved() {
        for (int trial = 0; trial < 20; trial++) {
            Matrix a = rankOne(60).map(v -> v * 0x1p-40);
            Qr qr = Qr.of(a);
            SpectralBounds worst = new SpectralBounds(new WorstProducts((i, j, exact, allowed) ->
                    i < 60 && j < 2 && Math.abs(allowed) > 1e-9 ? qr.thinQ().get(i, j) : exact));
            assertThat(worst.preconditioned(a, qr.inverseR())).isZero();
        }
    }

    /** γ_m ‖a_i‖ ‖a_j‖ in every entry, and what underflows. */
    @Test
    void theErrorOfAGramMatrixIsNotBelowTheWorst() {
        Matrix a = RandomNetworks.gaussian(random, 200, 1);
        double off = new WorstProducts((i, j, exact, allowed) -> exact + allowed)
                .gram(a)
                .get(0, 0);
        BigDecimal missed = new BigDecimal(off).subtract(gramEntry(a, 0, 0)).abs();
        assertThat(missed.doubleValue()).isGreaterThan(100 * Upward.UNIT);
        assertThat(new BigDecimal(SpectralBounds.gramError(a))).isGreaterThanOrEqualTo(missed);
        Matrix tiny = Matrix.zeros(60, 1).map(zero -> 1.5e-162);
        assertThat(RoundedProducts.BLAS.gram(tiny).get(0, 0)).isZero();
        assertThat(new BigDecimal(SpectralBounds.gramError(tiny))).isGreaterThanOrEqualTo(gramEntry(tiny, 0, 0));
    }

    @Test
    void theErrorOfAProductIsNotBelowTheWorst() {
        Matrix a = RandomNetworks.gaussian(random, 1, 50).map(Math::abs);
        Matrix x = RandomNetworks.gaussian(random, 50, 1).map(Math::abs);
        BigDecimal exact = gramOf(a, x);
        BigDecimal missed = new BigDecimal(WorstProducts.raising().times(a, x).get(0, 0)).subtract(exact);
        assertThat(missed.doubleValue()).isGreaterThan(25 * Upward.UNIT * exact.doubleValue());
        assertThat(new BigDecimal(SpectralBounds.productError(a, x))).isGreaterThanOrEqualTo(missed);
        Matrix small = a.map(v -> 1.5e-162);
        Matrix other = x.map(v -> 1.5e-162);
        assertThat(RoundedProducts.BLAS.times(small, other).get(0, 0)).isZero();
        assertThat(new BigDecimal(SpectralBounds.productError(small, other)))
                .isGreaterThanOrEqualTo(gramOf(small, other));
    }

    private static BigDecimal gramOf(Matrix row, Matrix column) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < row.columns(); k++) {
            sum = sum.add(new BigDecimal(row.get(0, k)).multiply(new BigDecimal(column.get(k, 0))));
        }
        return sum;
    }

    /** The diagonal after a shift is off by less than was said. */
    @Test
    void whatAShiftRoundsIsBounded() {
        for (int trial = 0; trial < 200; trial++) {
            double entry = 1 + random.nextDouble();
            double shift = -random.nextDouble() / 4;
            Matrix moved = Matrix.column(entry);
            double said = SpectralBounds.shiftDiagonal(moved, shift);
            BigDecimal off = new BigDecimal(moved.get(0, 0))
                    .subtract(new BigDecimal(entry))
                    .subtract(new BigDecimal(shift));
            assertThat(new BigDecimal(said)).isGreaterThanOrEqualTo(off.abs());
        }
    }

    /** Shifts at the edge of what Cholesky lets through, above λ_min or below λ_max by the last bits. */
    @Test
    void shiftsThatGoThroughByRoundingAreBounded() {
        int through = 0;
        for (int trial = 0; trial < 400; trial++) {
            double a = 1 + random.nextDouble();
            double b = random.nextDouble();
            double c = 1 + random.nextDouble();
            Matrix gram = Matrix.ofRows(new double[] {a, b}, new double[] {b, c});
            double middle = (a + c) / 2;
            double half = Math.hypot((a - c) / 2, b);
            for (int ulps = -3; ulps <= 3; ulps++) {
                through += below(
                        a, b, c, BLAS.slackBelow(gram, middle - half + ulps * 0x1p-53), middle - half + ulps * 0x1p-53);
                through += above(
                        a, b, c, BLAS.slackAbove(gram, middle + half + ulps * 0x1p-53), middle + half + ulps * 0x1p-53);
            }
        }
        assertThat(through).isGreaterThan(100);
    }

    /**
     * [I x; xᵀ g] with equal entries of x: the roundings of Σ x² add up, so Cholesky lets through what is indefinite by many
     * units. Semidefinite after adding δ exactly where (1 + δ)(g + δ) ≥ n x².
     */
    @Test
    void whatCholeskyRoundsIsInTheSlack() {
        int size = 300;
        int beyondTheShift = 0;
        for (int trial = 0; trial < 10; trial++) {
            double entry = (0.9 + 0.09 * random.nextDouble()) / Math.sqrt(size);
            BigDecimal sum = new BigDecimal(entry).pow(2).multiply(BigDecimal.valueOf(size));
            double corner = leastCorner(size, entry, sum.doubleValue());
            Matrix arrow = arrow(size, entry, corner);
            for (double slack : new double[] {BLAS.slackBelow(arrow, 0), BLAS.slackAbove(arrow.map(v -> -v), 0)}) {
                assertThat(product(1, corner, slack)).isGreaterThanOrEqualTo(sum);
            }
            beyondTheShift += product(1, corner, 2 * Upward.UNIT).compareTo(sum) < 0 ? 1 : 0;
        }
        assertThat(beyondTheShift).isPositive();
    }

    /** The least g, to a unit, that Cholesky lets through. */
    private static double leastCorner(int size, double entry, double sum) {
        int low = -2 * size;
        int high = 2 * size;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            double slack = BLAS.slackBelow(arrow(size, entry, sum + middle * Upward.UNIT), 0);
            low = Double.isFinite(slack) ? low : middle;
            high = Double.isFinite(slack) ? middle : high;
        }
        return sum + high * Upward.UNIT;
    }

    private static Matrix arrow(int size, double entry, double corner) {
        Matrix arrow = Matrix.identity(size + 1);
        for (int i = 0; i < size; i++) {
            arrow.data()[i + size * (size + 1)] = entry;
            arrow.data()[size + i * (size + 1)] = entry;
        }
        arrow.data()[arrow.data().length - 1] = corner;
        return arrow;
    }

    private static BigDecimal product(double a, double b, double slack) {
        BigDecimal more = new BigDecimal(slack);
        return new BigDecimal(a).add(more).multiply(new BigDecimal(b).add(more));
    }

    /** λ_min ≥ s − δ: G − (s − δ) I is semidefinite. */
    private static int below(double a, double b, double c, double slack, double shift) {
        if (Double.isFinite(slack)) {
            BigDecimal least = new BigDecimal(shift).subtract(new BigDecimal(slack));
            assertThat(new BigDecimal(a).subtract(least).multiply(new BigDecimal(c).subtract(least)))
                    .isGreaterThanOrEqualTo(new BigDecimal(b).pow(2));
        }
        return Double.isFinite(slack) ? 1 : 0;
    }

    /** λ_max ≤ s + δ: (s + δ) I − G is semidefinite. */
    private static int above(double a, double b, double c, double slack, double shift) {
        if (Double.isFinite(slack)) {
            BigDecimal most = new BigDecimal(shift).add(new BigDecimal(slack));
            assertThat(most.subtract(new BigDecimal(a)).multiply(most.subtract(new BigDecimal(c))))
                    .isGreaterThanOrEqualTo(new BigDecimal(b).pow(2));
        }
        return Double.isFinite(slack) ? 1 : 0;
    }

    /** Entries that vanish when the largest is scaled to one, and no number that is not one. */
    @Test
    void extremeScalesAreBoundedOrGivenUp() {
        for (double scale : new double[] {1e-300, 1e-100, 1, 1e100, 1e300}) {
            Matrix a = Matrix.ofRows(new double[] {3 * scale, 0}, new double[] {0, 4 * scale}, new double[] {0, 0});
            double exact = 3 * scale; // rounded
            assertThat(BLAS.least(a)).isBetween(Math.abs(Math.getExponent(scale)) > 890 ? 0 : exact / 2, exact);
            assertThat(BLAS.norm(a)).isBetween(4 * scale, 8 * scale);
        }
        assertThat(BLAS.least(Matrix.ofRows(new double[] {1e-320, 0}, new double[] {0, 1})))
                .isLessThanOrEqualTo(1e-320);
        assertThat(BLAS.least(Matrix.identity(2).map(v -> v * Double.NaN))).isZero();
        assertThat(BLAS.norm(Matrix.identity(2).map(v -> v / 0.0))).isNaN();
    }
}
