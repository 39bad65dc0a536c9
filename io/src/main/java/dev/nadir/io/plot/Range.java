package dev.nadir.io.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What an axis covers, in axis units: the value itself, or its decimal logarithm.
 *
 * @param low smallest position shown
 * @param high largest, above low
 * @param log whether units are decades
 */
record Range(double low, double high, boolean log) {
    /** Beyond this, differences of two ends could overflow. */
    private static final double LARGEST = 1e300;

    static Range of(Axis axis, Stream<double[]> values) {
        double[] all = values.flatMapToDouble(Arrays::stream).toArray();
        return axis.scale() == AxisScale.LOG ? logarithmic(all) : linear(all);
    }

    /** The range with a margin on both sides, so that no mark sits on the frame; whole decades for a log axis. */
    private static Range linear(double[] all) {
        double[] shown = Arrays.stream(all).filter(v -> Math.abs(v) <= LARGEST).toArray();
        double low = DoubleStream.of(shown).min().orElse(0);
        double high = DoubleStream.of(shown).max().orElse(1);
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low <= 1e-10 * size || high - low < 1e-290) {
            double half = size < 1e-290 ? 1 : 0.5 * size;
            return new Range(low - half, high + half, false);
        }
        double margin = 0.03 * (high - low);
        return new Range(low - margin, high + margin, false);
    }

    /** Whole decades around the positive values, one more below if there are values without a logarithm. */
    private static Range logarithmic(double[] all) {
        double[] shown = Arrays.stream(all).filter(v -> v > 0 && v <= LARGEST).toArray();
        double low = Math.floor(Math.log10(DoubleStream.of(shown).min().orElse(0.1)));
        double high = Math.ceil(Math.log10(DoubleStream.of(shown).max().orElse(1)));
        if (high <= low) {
            high = low + 1;
        }
        boolean floorNeeded = Arrays.stream(all).anyMatch(v -> v <= 0);
        double extra = floorNeeded ? Math.max(1, Math.round((high - low) / 12)) : 0;
        return new Range(low - extra, high, true);
    }

    /** Position in axis units: NaN for NaN, infinite for what has no position. */
    double unit(double value) {
        if (!log) {
            return value;
        }
        return value <= 0 ? Double.NEGATIVE_INFINITY : Math.log10(value);
    }

    /** Fraction of the way from low to high. */
    double fraction(double value) {
        return (unit(value) - low) / (high - low);
    }
}
