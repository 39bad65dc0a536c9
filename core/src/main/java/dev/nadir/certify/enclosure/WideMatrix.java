package dev.nadir.certify.enclosure;

import dev.nadir.matrix.Matrix;

/**
 * A real matrix known to about thirty digits: entry (i, j) is within {@code error[j]} of hi + lo.
 *
 * @param hi the nearest doubles
 * @param lo what they lack
 * @param error one bound per column
 */
public record WideMatrix(Matrix hi, Matrix lo, double[] error) {

    /** A matrix of doubles, exactly. */
    public static WideMatrix of(Matrix exact) {
        return new WideMatrix(exact, Matrix.zeros(exact.rows(), exact.columns()), new double[exact.columns()]);
    }

    static WideMatrix zeros(int rows, int columns) {
        return new WideMatrix(Matrix.zeros(rows, columns), Matrix.zeros(rows, columns), new double[columns]);
    }

    public int rows() {
        return hi.rows();
    }

    public int columns() {
        return hi.columns();
    }

    public Wide get(int at) {
        return new Wide(hi.data()[at], lo.data()[at]);
    }

    public void set(int at, Wide value) {
        hi.data()[at] = value.hi();
        lo.data()[at] = value.lo();
    }

    /** How far the exact entry may be from {@code hi}. */
    public double radius(int at) {
        return Upward.plus(Math.abs(lo.data()[at]), error[at / hi.rows()]);
    }

    /** All that the exact entry may be. */
    public Interval interval(int at) {
        return Interval.around(hi.data()[at], radius(at));
    }

    /** ‖exact − hi‖_F. */
    public double distance() {
        double[] radii = new double[hi.data().length];
        for (int at = 0; at < radii.length; at++) {
            radii[at] = radius(at);
        }
        return Upward.norm(radii);
    }

    boolean isFinite() {
        return hi.isFinite() && lo.isFinite() && Double.isFinite(Upward.sum(error));
    }

    public WideMatrix columns(int... indices) {
        double[] chosen = new double[indices.length];
        for (int j = 0; j < chosen.length; j++) {
            chosen[j] = error[indices[j]];
        }
        return new WideMatrix(hi.selectColumns(indices), lo.selectColumns(indices), chosen);
    }
}
