package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * c = r²/2 for |r| ≤ δ and δ(|r| − δ/2) beyond, with r = x − y: the square loss in which large residuals pull with no more than
 * δ.
 *
 * @param delta δ, positive
 */
public record HuberLoss(double delta) implements EntrywiseLoss {

    /** Checks δ. */
    public HuberLoss {
        if (!(delta > 0) || Double.isInfinite(delta)) {
            throw new IllegalArgumentException("huber: got δ = " + delta + ", expected a positive number");
        }
    }

    @Override
    public String name() {
        return "huber=" + delta;
    }

    @Override
    public void check(Matrix labels) {
        // every finite number is a label
    }

    @Override
    public double value(double x, double y) {
        double r = Math.abs(x - y);
        return r <= delta ? r * (r / 2) : delta * (r - delta / 2);
    }

    @Override
    public double slope(double x, double y) {
        return Math.max(-delta, Math.min(delta, x - y));
    }

    @Override
    public double bend(double x, double y) {
        return Math.abs(x - y) <= delta ? 1 : 0;
    }

    @Override
    public double conjugate(double w, double y) {
        return Math.abs(w) <= delta ? w * (w / 2 + y) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double intoDomain(double w, double y) {
        return Math.max(-delta, Math.min(delta, w));
    }

    @Override
    public double floor(double y) {
        return 0;
    }
}
