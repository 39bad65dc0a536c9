package dev.nadir.io.plot;

/** A picture that can be written as a standalone SVG document. */
public sealed interface Chart
        permits LineChart, BarChart, BoxPlot, Histogram, HistogramGrid, ScatterChart, ImageGrid, HeatMap {

    /** What the picture shows; also its accessible name. */
    String title();

    /**
     * The picture as a standalone SVG 1.1 document without references to anything outside.
     *
     * @param width in pixels, at least 160
     * @param height in pixels, at least 120
     * @throws IllegalArgumentException if the picture would be smaller than that
     */
    String toSvg(int width, int height);
}
