package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/** c = (x − y)²/2, so that C = 1/(2N) Σ |x_i − y_i|². */
record SquareLoss() implements EntrywiseLoss {
    @Override
    public String name() {
        return "square";
    }

    @Override
    public void check(Matrix labels) {
        // every finite number is a label
    }

    /** By the scaled norm, which does not overflow before C does. */
    @Override
    public double value(Matrix outputs, Matrix labels) {
        double norm = outputs.minus(labels).frobeniusNorm();
        return norm * (norm / (2.0 * labels.columns()));
    }

    @Override
    public double value(double x, double y) {
        return (x - y) * ((x - y) / 2);
    }

    @Override
    public double slope(double x, double y) {
        return x - y;
    }

    @Override
    public double bend(double x, double y) {
        return 1;
    }

    @Override
    public double conjugate(double w, double y) {
        return w * (w / 2 + y);
    }

    @Override
    public double intoDomain(double w, double y) {
        return w;
    }

    @Override
    public double floor(double y) {
        return 0;
    }
}
