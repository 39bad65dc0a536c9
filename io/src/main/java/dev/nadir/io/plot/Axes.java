package dev.nadir.io.plot;

import java.util.List;

/**
 * A plot area with its two ranges.
 *
 * @param area where the data go
 * @param x horizontal range
 * @param y vertical range
 */
record Axes(Box area, Range x, Range y) {
    private static final String END = "text-anchor=\"end\" class=\"np-dim\"";
    private static final String MIDDLE = "text-anchor=\"middle\" class=\"np-dim\"";

    /** What stands at the axes; null x ticks are not allowed, an empty list draws none. */
    record Labels(String x, String y) {}

    /** Draws grid, tick labels and axis labels into the outer box and returns the area within. */
    static Axes draw(Svg svg, Box outer, Labels labels, Range[] ranges) {
        Box area = area(outer, labels, ranges[1]);
        Axes axes = new Axes(area, ranges[0], ranges[1]);
        axes.drawY(svg);
        axes.drawX(svg, Ticks.of(ranges[0], ticksAcross(ranges[0], area)));
        axes.drawLabels(svg, labels, outer);
        return axes;
    }

    /** The same with given ticks on the horizontal axis, for categories. */
    static Axes drawWithTicks(Svg svg, Box outer, Labels labels, Range[] ranges, List<Tick> ticks) {
        Axes axes = new Axes(area(outer, labels, ranges[1]), ranges[0], ranges[1]);
        axes.drawY(svg);
        axes.drawX(svg, ticks);
        axes.drawLabels(svg, labels, outer);
        return axes;
    }

    static Box area(Box outer, Labels labels, Range y) {
        double bottom = labels.x().isEmpty() ? 24 : 42;
        List<Tick> ticks = Ticks.of(y, ticksUp(outer.height() - bottom));
        double widest = ticks.stream()
                .mapToDouble(t -> Text.width(t.label(), Svg.SMALL))
                .max()
                .orElse(0);
        return outer.inside(widest + (labels.y().isEmpty() ? 14 : 32), bottom);
    }

    private static int ticksUp(double height) {
        return (int) Math.max(2, Math.min(12, height / 32));
    }

    private static int ticksAcross(Range range, Box area) {
        double widest = Ticks.of(range, 6).stream()
                .mapToDouble(t -> Text.width(t.label(), Svg.SMALL))
                .max()
                .orElse(20);
        return (int) Math.max(2, Math.min(14, area.width() / (widest + 22)));
    }

    private void drawY(Svg svg) {
        StringBuilder grid = new StringBuilder();
        for (Tick tick : Ticks.of(y, ticksUp(area.height() + 6))) {
            double at = area.bottom() - (tick.unit() - y.low()) / (y.high() - y.low()) * area.height();
            grid.append(Svg.segment(area.x(), at, area.right(), at));
            svg.text(area.x() - 6, at + 4, tick.label(), END);
        }
        svg.path(grid, "class=\"np-grid\"");
    }

    private void drawX(Svg svg, List<Tick> ticks) {
        StringBuilder grid = new StringBuilder();
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double at = area.x() + (tick.unit() - x.low()) / (x.high() - x.low()) * area.width();
            grid.append(Svg.segment(at, area.bottom(), at, area.bottom() + 4));
            double half = Text.width(tick.label(), Svg.SMALL) / 2;
            if (at - half > free) {
                svg.text(at, area.bottom() + 17, tick.label(), MIDDLE);
                free = at + half + 6;
            }
        }
        svg.path(grid, "class=\"np-axis\"");
        svg.path(Svg.segment(area.x(), area.bottom(), area.right(), area.bottom()), "class=\"np-axis\"");
    }

    private void drawLabels(Svg svg, Labels labels, Box outer) {
        String along = Text.fit(labels.x(), Svg.SMALL, outer.width() - 8);
        double half = Text.width(along, Svg.SMALL) / 2;
        double centre = area.x() + area.width() / 2;
        double shifted = Math.max(outer.x() + half + 4, Math.min(centre, outer.right() - half - 4));
        if (!along.isEmpty()) {
            svg.text(shifted, area.bottom() + 34, along, MIDDLE);
        }
        if (!labels.y().isEmpty()) {
            double at = outer.x() + 15;
            double middle = area.y() + area.height() / 2;
            String turn = " transform=\"rotate(-90 " + Svg.number(at) + " " + Svg.number(middle) + ")\"";
            svg.text(at, middle, Text.fit(labels.y(), Svg.SMALL, area.height()), MIDDLE + turn);
        }
    }

    double px(double value) {
        return area.x() + clamp(x.fraction(value)) * area.width();
    }

    double py(double value) {
        return area.bottom() - clamp(y.fraction(value)) * area.height();
    }

    boolean shows(double atX, double atY) {
        return inside(x.fraction(atX)) && inside(y.fraction(atY));
    }

    static boolean inside(double fraction) {
        return fraction >= 0 && fraction <= 1;
    }

    private static double clamp(double fraction) {
        return Math.max(0, Math.min(1, fraction));
    }
}
