package dev.nadir.io.plot;

/** How values become positions along an axis. */
public enum AxisScale {
    /** Position proportional to the value. */
    LINEAR,
    /** Position proportional to the decimal logarithm; only positive values have a position. */
    LOG
}
