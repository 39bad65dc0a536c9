package dev.nadir.io.plot;

/** A rectangle in pixels, y downwards. */
record Box(double x, double y, double width, double height) {

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    /** The box without a strip of the given height at its top. */
    Box below(double strip) {
        return new Box(x, y + strip, width, Math.max(1, height - strip));
    }

    /** The box without strips at its left and bottom, and 8 pixels of air at its right and 6 at its top. */
    Box inside(double left, double bottom) {
        return new Box(x + left, y + 6, Math.max(1, width - left - 10), Math.max(1, height - bottom - 6));
    }

    /** Cell k of a grid of equal cells filled row by row. */
    Box cell(int k, int columns, int rows) {
        double w = width / columns;
        double h = height / rows;
        return new Box(x + (k % columns) * w, y + (k / columns) * h, w, h);
    }
}
