package dev.nadir.graph.op.composed;

/**
 * x̂ = r (x − mean), r = 1/√(var + ε), for every row of a fixed length; or without the mean, r = 1/√(mean of squares + ε).
 *
 * <p>The derivative is symmetric: r (t − mean(t) − x̂ mean(x̂ t)), mean(t) only where x is centred.
 */
final class StandardRows implements Normalizations.Standardized {
    private final int length;
    private final boolean centred;
    private final double[] value;
    private final double[] factors; // r of each row

    StandardRows(double[] x, int length, double epsilon, boolean centred) {
        this.length = length;
        this.centred = centred;
        this.value = x.clone();
        this.factors = new double[x.length / length];
        for (int row = 0; row < factors.length; row++) {
            int start = row * length;
            double mean = centred ? mean(value, value, start, false) : 0;
            for (int i = start; i < start + length; i++) {
                value[i] -= mean;
            }
            factors[row] = 1 / Math.sqrt(mean(value, value, start, true) + epsilon);
            for (int i = start; i < start + length; i++) {
                value[i] *= factors[row];
            }
        }
    }

    /** The mean over a row of a, or of a times b. */
    private double mean(double[] a, double[] b, int start, boolean product) {
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += product ? a[i] * b[i] : a[i];
        }
        return sum / length;
    }

    @Override
    public double[] value() {
        return value;
    }

    @Override
    public double[] derivative(double[] t) {
        double[] result = new double[t.length];
        for (int row = 0; row < factors.length; row++) {
            int start = row * length;
            double mean = centred ? mean(t, t, start, false) : 0;
            double along = mean(value, t, start, true);
            for (int i = start; i < start + length; i++) {
                result[i] = factors[row] * (t[i] - mean - value[i] * along);
            }
        }
        return result;
    }
}
