package dev.nadir.io.plot;

/** Marks for points, and what stands before a name in the legend. */
enum Glyph {
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    LINE,
    BROKEN_LINE,
    DOTTED_LINE,
    BAR,
    EDGE,
    DASH,
    NOTE;

    private static final Glyph[] POINTS = {CIRCLE, SQUARE, DIAMOND, TRIANGLE};

    /** Shapes change where colours repeat. */
    static Glyph ofClass(int k) {
        return POINTS[(k / Palette.size() + k) % POINTS.length];
    }

    /** Lines are broken where colours repeat. */
    static Glyph ofLine(int k) {
        return k < Palette.size() ? LINE : k < 2 * Palette.size() ? BROKEN_LINE : DOTTED_LINE;
    }

    /** The attribute that breaks the line; empty for a whole one. */
    String dashes() {
        return this == BROKEN_LINE
                ? " stroke-dasharray=\"6 4\""
                : this == DOTTED_LINE ? " stroke-dasharray=\"2 4\"" : "";
    }

    /** The outline of a mark of radius r at a point. */
    String outline(double x, double y, double r) {
        return switch (this) {
            case SQUARE -> "M" + pair(x - r, y - r) + "h" + n(2 * r) + "v" + n(2 * r) + "h" + n(-2 * r) + "z";
            case DIAMOND -> polygon(new double[] {x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y});
            case TRIANGLE -> polygon(new double[] {x, y - 1.2 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r});
            case EDGE -> polygon(new double[] {x - r, y - r, x + r, y - r, x, y + 0.8 * r});
            default ->
                "M" + pair(x - r, y) + "a" + n(r) + " " + n(r) + " 0 1 0 " + n(2 * r) + " 0a" + n(r) + " " + n(r)
                        + " 0 1 0 " + n(-2 * r) + " 0z";
        };
    }

    void legend(Svg svg, double x, double y, String colour) {
        switch (this) {
            case LINE, BROKEN_LINE, DOTTED_LINE ->
                svg.path(Svg.segment(x, y, x + 15, y), "stroke=\"" + colour + "\" stroke-width=\"2\"" + dashes());
            case DASH -> svg.path(Svg.segment(x, y, x + 15, y), "class=\"np-mark\"");
            case BAR -> svg.rect(new Box(x + 2, y - 5, 11, 11), "fill=\"" + colour + "\"");
            case EDGE -> svg.path(outline(x + 8, y, 4), "class=\"np-axis\"");
            case NOTE -> svg.path(outline(x + 8, y, 1.5), "class=\"np-dim\"");
            default -> svg.path(outline(x + 8, y, 3.5), "fill=\"" + colour + "\"");
        }
    }

    private static String polygon(double[] points) {
        StringBuilder out = new StringBuilder("M");
        for (int i = 0; i < points.length; i += 2) {
            out.append(i == 0 ? "" : "L").append(pair(points[i], points[i + 1]));
        }
        return out.append('z').toString();
    }

    private static String pair(double x, double y) {
        return n(x) + " " + n(y);
    }

    private static String n(double value) {
        return Svg.number(value);
    }
}
