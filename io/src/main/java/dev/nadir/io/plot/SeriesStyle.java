package dev.nadir.io.plot;

/** How a series is drawn. */
public enum SeriesStyle {
    /** Straight segments between neighbours. */
    LINE,
    /** Segments, with a mark at each point. */
    MARKED_LINE,
    /** One mark per point. */
    POINTS,
    /** Constant from each x to the next. */
    STEPS
}
