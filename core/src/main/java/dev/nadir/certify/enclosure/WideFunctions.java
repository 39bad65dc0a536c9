package dev.nadir.certify.enclosure;

/**
 * Elementary functions of {@link Wide} numbers to 2⁻⁹⁰ of their value: few operations of 2⁻¹⁰² each, with the
 * errors that each formula lets grow counted beside it.
 */
final class WideFunctions {
    private static final double LOG2_E = 1.4426950408889634;
    // ln 2 and π/2 as sums of doubles, from mpmath with 60 digits
    private static final double[] LN2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111};
    private static final double[] HALF_PI = {0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};
    private static final Wide HALF_LOG = new Wide(0.5, 0);
    private static final Wide INVERSE_ROOT_TWO_PI = new Wide(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56);
    private static final Wide[] RECIPROCALS = reciprocals(600);
    private static final int HALVINGS = 6;
    private static final int TERMS = 12;
    /** Below it an exponential is taken for 0: e^−600 is less than 2⁻⁸⁰⁰. */
    private static final double VANISHES = -600;

    private WideFunctions() {}

    private static Wide[] reciprocals(int count) {
        Wide[] reciprocals = new Wide[count];
        for (int k = 1; k < count; k++) {
            reciprocals[k] = Wide.ONE.over(Wide.of(k));
        }
        return reciprocals;
    }

    /** e^z; 0 below −600, infinite where it overflows. */
    static Wide exp(Wide z) {
        if (!(z.hi() > VANISHES)) {
            return z.hi() <= VANISHES ? Wide.of(0) : Wide.of(Double.NaN);
        }
        if (z.hi() > 700) {
            return Wide.of(Double.POSITIVE_INFINITY);
        }
        double k = Math.rint(z.hi() * LOG2_E);
        return expm1Near0(reduced(z, k, LN2)).plus(1).scaled((int) k);
    }

    /** e^z − 1, relatively as accurate near 0. */
    static Wide expm1(Wide z) {
        return Math.abs(z.hi()) <= 0.34 ? expm1Near0(z) : exp(z).plus(-1);
    }

    /** z − k times a constant in three parts: the products are exact but for the last. */
    private static Wide reduced(Wide z, double k, double[] constant) {
        return z.minus(Wide.product(k, constant[0]))
                .minus(Wide.product(k, constant[1]))
                .plus(-k * constant[2]);
    }

    /**
     * For |z| ≤ 0.35: Taylor's series at y = z/64, whose terms after y¹² are below 2⁻¹²⁰ y, then six times
     * e^{2y} − 1 = t (t + 2). Each doubling adds two errors and enlarges those before by less than 1 + t/2.
     */
    private static Wide expm1Near0(Wide z) {
        Wide y = z.scaled(-HALVINGS);
        Wide sum = Wide.ONE;
        for (int k = TERMS; k > 1; k--) {
            sum = sum.times(y).times(RECIPROCALS[k]).plus(1);
        }
        Wide t = sum.times(y);
        for (int i = 0; i < HALVINGS; i++) {
            t = t.times(t.plus(2));
        }
        return t;
    }

    /** ln(1 + x) for x ≥ 0: y = its double, then ln(1 + q) with q = (x − (e^y − 1))/e^y, |q| below 2⁻⁴⁹, by q − q²/2. */
    static Wide log1p(Wide x) {
        double first = Math.log1p(x.hi());
        Wide grown = expm1(Wide.of(first));
        Wide q = x.minus(grown).over(grown.plus(1));
        return q.minus(q.times(q).times(HALF_LOG)).plus(first);
    }

    /** sin z for |z| below 10⁵: reduced by multiples of π/2, then Taylor's series; absolute error 2⁻⁹⁰. */
    static Wide sin(Wide z) {
        if (!(Math.abs(z.hi()) < 1e5)) {
            return Wide.of(Double.NaN);
        }
        double k = Math.rint(z.hi() / HALF_PI[0]);
        Wide r = reduced(z, k, HALF_PI);
        int quadrant = (int) k & 3;
        Wide value = series(r, (quadrant & 1) == 0 ? 1 : 0);
        return quadrant < 2 ? value : value.negative();
    }

    /** Σ (−1)^n r^{2n+start}/(2n+start)!: sine from 1, cosine from 0, |r| ≤ 0.8; r³⁴/34! is below 2⁻¹³⁰. */
    private static Wide series(Wide r, int start) {
        Wide square = r.times(r);
        Wide sum = Wide.ONE;
        for (int k = 34 - start; k > 1; k -= 2) {
            sum = sum.times(square)
                    .times(RECIPROCALS[k])
                    .times(RECIPROCALS[k - 1])
                    .negative()
                    .plus(1);
        }
        return start == 1 ? sum.times(r) : sum;
    }

    /** e^{−z²/2}/√(2π). */
    static Wide normalDensity(Wide z) {
        return exp(z.times(z).scaled(-1).negative()).times(INVERSE_ROOT_TWO_PI);
    }

    /**
     * Φ(z) with an absolute error below 2⁻⁹⁰: 1/2 + φ(z) Σ z^{2n+1}/(2n+1)!! (all terms of one sign) up to |z| = 13, where
     * 1 − Φ is below 2⁻¹²⁰.
     */
    static Wide normalCdf(Wide z) {
        if (!(Math.abs(z.hi()) < 13)) {
            return Wide.of(z.hi() >= 13 ? 1 : z.hi() <= -13 ? 0 : Double.NaN);
        }
        Wide square = z.times(z);
        Wide term = z;
        Wide sum = z;
        for (int n = 3; n < RECIPROCALS.length && Math.abs(term.hi()) > 0x1p-110 * Math.abs(sum.hi()); n += 2) {
            term = term.times(square).times(RECIPROCALS[n]);
            sum = sum.plus(term);
        }
        return sum.times(normalDensity(z)).plus(0.5);
    }
}
