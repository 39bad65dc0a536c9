package dev.nadir.ode;

/**
 * pexprb54s4 in the eigenbasis of the exact Jacobian, with z = hλ, d_i = (F(u + w_i) − F(u)) − L w_i:
 *
 * <pre>
 * w_2 = h/4 φ_1(z/4) F                             w_3 = h/2 φ_1(z/2) F + 4h φ_3(z/2) d_2
 * w_4 = 9h/10 φ_1(9z/10) F + 2916h/125 φ_3(9z/10) d_2
 * w   = h φ_1 F + h (18φ_3 − 60φ_4) d_3 + h (−250/81 φ_3 + 500/27 φ_4) d_4         order 5
 * ŵ   = h φ_1 F + h (64φ_3 − 384φ_4) d_2 + h (−8φ_3 + 96φ_4) d_3                   order 4
 * </pre>
 */
final class RosenbrockScheme implements ExponentialScheme {
    @Override
    public int estimateOrder() {
        return 5;
    }

    /** The accumulated estimate exceeds the true error by a factor of 25 and more on softplus 5-8-8-1. */
    @Override
    public double globalMargin() {
        return 15;
    }

    @Override
    public Trial attempt(Origin origin, double h) {
        LinearPart linear = origin.linear();
        double[] rates = linear.rates();
        double[] f = linear.coordinates(origin.slope());
        double[] none = new double[f.length];
        double[][] quarter = PhiFunctions.of(rates, h / 4, 1);
        double[] d2 = difference(origin, combine(h, new double[][] {quarter[1]}, new double[] {0.25}, f));
        double[][] half = PhiFunctions.of(rates, h / 2, 3);
        double[] w3 = combine(h, new double[][] {half[1]}, new double[] {0.5}, f);
        double[] d3 = difference(origin, plus(w3, combine(h, new double[][] {half[3]}, new double[] {4}, d2)));
        double[][] late = PhiFunctions.of(rates, 0.9 * h, 3);
        double[] w4 = combine(h, new double[][] {late[1]}, new double[] {0.9}, f);
        double[] d4 =
                difference(origin, plus(w4, combine(h, new double[][] {late[3]}, new double[] {2916.0 / 125}, d2)));
        double[][] full = PhiFunctions.of(rates, h, 4);
        double[][] last = {full[3], full[4]};
        double[] base = combine(h, new double[][] {full[1]}, new double[] {1}, f);
        double[] fifth = plus(
                combine(h, last, new double[] {18, -60}, d3),
                combine(h, last, new double[] {-250.0 / 81, 500.0 / 27}, d4));
        double[] fourth =
                plus(combine(h, last, new double[] {64, -384}, d2), combine(h, last, new double[] {-8, 96}, d3));
        double[] error = none;
        for (int i = 0; i < error.length; i++) {
            error[i] = fifth[i] - fourth[i];
        }
        return new Trial(linear.combine(plus(base, fifth)), linear.combine(error));
    }

    /** The coordinates of g(w) − g(0) for w given in coordinates. */
    private static double[] difference(Origin origin, double[] w) {
        LinearPart linear = origin.linear();
        double[] change = origin.at(linear.combine(w));
        for (int i = 0; i < change.length; i++) {
            change[i] -= origin.slope()[i];
        }
        double[] d = linear.coordinates(change);
        for (int i = 0; i < d.length; i++) {
            d[i] -= linear.rates()[i] * w[i];
        }
        return d;
    }

    /** h (Σ weight_k φ_k) v. */
    private static double[] combine(double h, double[][] phi, double[] weights, double[] v) {
        double[] result = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * phi[k][i];
            }
            result[i] = h * sum * v[i];
        }
        return result;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
