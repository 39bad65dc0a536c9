package dev.nadir.study;

import java.util.ArrayList;
import java.util.List;

/** What a picture shows; how it is drawn is not known here. */
public sealed interface Picture {
    /** What it shows. */
    String title();

    /**
     * An axis.
     *
     * @param label the quantity, with its unit if it has one
     * @param log whether decades are equally wide
     */
    record Axis(String label, boolean log) {
        /** A linear axis. */
        public static Axis linear(String label) {
            return new Axis(label, false);
        }

        /** A logarithmic axis. */
        public static Axis log(String label) {
            return new Axis(label, true);
        }
    }

    /** How a curve is drawn. */
    enum Form {
        /** Joined. */
        LINE,
        /** Joined, with a mark at each point. */
        MARKED_LINE,
        /** Marks only. */
        POINTS,
        /** Constant from each point to the next. */
        STEPS
    }

    /**
     * Points (x, y); NaN makes a gap.
     *
     * @param name for the legend
     * @param x abscissae
     * @param y ordinates
     * @param form how to draw them
     * @param low lower edge of the band around them; empty where there is none
     * @param high upper edge
     */
    record Curve(String name, double[] x, double[] y, Form form, double[] low, double[] high) {
        /** Checks the lengths. */
        public Curve {
            if (x.length != y.length || low.length != high.length || low.length > 0 && low.length != x.length) {
                throw new IllegalArgumentException("curve " + name + ": got " + x.length + ", " + y.length + ", "
                        + low.length + " and " + high.length + " numbers, expected as many");
            }
        }

        /** A curve without a band. */
        public static Curve of(String name, double[] x, double[] y, Form form) {
            return new Curve(name, x, y, form, new double[0], new double[0]);
        }

        /** The curve with a band around it. */
        public Curve withBand(double[] lower, double[] upper) {
            return new Curve(name, x, y, form, lower, upper);
        }
    }

    /**
     * A dashed line across the picture.
     *
     * @param label at its end
     * @param value where
     * @param horizontal or vertical
     */
    record Mark(String label, double value, boolean horizontal) {}

    /**
     * Curves over common axes.
     *
     * @param title what it shows
     * @param x horizontal axis
     * @param y vertical axis
     * @param curves in the order of their colours
     * @param marks lines across
     */
    record Lines(String title, Axis x, Axis y, List<Curve> curves, List<Mark> marks) implements Picture {
        /** Copies the lists. */
        public Lines {
            curves = List.copyOf(curves);
            marks = List.copyOf(marks);
        }

        /** Axes without curves yet. */
        public static Lines of(String title, Axis x, Axis y) {
            return new Lines(title, x, y, List.of(), List.of());
        }

        /** One curve more. */
        public Lines with(Curve more) {
            List<Curve> all = new ArrayList<>(curves);
            all.add(more);
            return new Lines(title, x, y, all, marks);
        }

        /** One line across more. */
        public Lines with(Mark more) {
            List<Mark> all = new ArrayList<>(marks);
            all.add(more);
            return new Lines(title, x, y, curves, all);
        }
    }

    /**
     * A table of numbers as colours.
     *
     * @param title what it shows, with the unit of the numbers
     * @param rows names of the rows, top to bottom
     * @param columns names of the columns
     * @param values row by row; NaN where there is none
     */
    record Heat(String title, List<String> rows, List<String> columns, double[] values) implements Picture {}

    /**
     * Samples side by side: the box from quartile to quartile, a line at the median, every value as a dot.
     *
     * @param title what it shows
     * @param y the quantity
     * @param names of the samples
     * @param samples as many
     */
    record Boxes(String title, Axis y, List<String> names, List<double[]> samples) implements Picture {
        /** Checks that every sample has its name. */
        public Boxes {
            names = List.copyOf(names);
            samples = List.copyOf(samples);
            if (names.size() != samples.size()) {
                throw new IllegalArgumentException(
                        "names: got " + names.size() + ", expected one per sample = " + samples.size());
            }
        }
    }
}
