package dev.nadir.app.study;

import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.Band;
import dev.nadir.io.plot.BoxPlot;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.HeatMap;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Marker;
import dev.nadir.io.plot.Series;
import dev.nadir.io.plot.SeriesStyle;
import dev.nadir.study.Picture;

/** Draws what a study wants to show. */
final class StudyPictures {
    /** Legible where a page shows it 500 pixels wide. */
    static final int WIDTH = 560;

    static final int HEIGHT = 350;

    private StudyPictures() {}

    /** The picture as a chart. */
    static Chart chart(Picture picture) {
        if (picture instanceof Picture.Lines lines) {
            return chart(lines);
        } else if (picture instanceof Picture.Heat heat) {
            return new HeatMap(heat.title(), heat.rows(), heat.columns(), heat.values());
        } else if (picture instanceof Picture.Boxes boxes) {
            return new BoxPlot(boxes.title(), axis(boxes.y()), boxes.names(), boxes.samples());
        }
        throw new IllegalArgumentException("picture: got " + picture.getClass() + ", which nobody draws");
    }

    /** The picture as a document. */
    static String svg(Picture picture) {
        return chart(picture).toSvg(WIDTH, HEIGHT);
    }

    private static Chart chart(Picture.Lines lines) {
        LineChart chart = LineChart.of(lines.title(), axis(lines.x()), axis(lines.y()));
        for (int k = 0; k < lines.curves().size(); k++) {
            Picture.Curve curve = lines.curves().get(k);
            SeriesStyle style = SeriesStyle.valueOf(curve.form().name());
            chart = chart.withSeries(new Series(curve.name(), curve.x(), curve.y(), style));
            if (curve.low().length > 0) {
                chart = chart.withBand(new Band(k, curve.x(), curve.low(), curve.high()));
            }
        }
        for (Picture.Mark mark : lines.marks()) {
            chart = chart.withMarker(new Marker(mark.label(), mark.value(), mark.horizontal()));
        }
        return chart;
    }

    private static Axis axis(Picture.Axis axis) {
        return axis.log() ? Axis.log(axis.label()) : Axis.linear(axis.label());
    }
}
