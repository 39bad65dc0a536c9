package dev.nadir.io.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxPlotTest {
    @Test
    void everyValueIsADotAndEverySampleABox() {
        BoxPlot plot = new BoxPlot(
                "Costs",
                Axis.log("cost"),
                List.of("tanh", "relu", "none"),
                List.of(new double[] {1e-3, 1, 10, Double.NaN}, new double[] {5}, new double[] {Double.NaN}));
        String svg = plot.toSvg(500, 300);
        assertThat(svg.split("fill-opacity=\"0.22\"", -1)).hasSize(3);
        assertThat(svg.split("0 1 0 3.6 0a", -1)).as("dots").hasSize(5);
        assertThat(svg).contains("tanh", "relu", "none", "cost").doesNotContain("NaN");
    }

    @Test
    void everySampleNeedsItsName() {
        assertThatThrownBy(() -> new BoxPlot("t", Axis.linear("y"), List.of("a"), List.of()))
                .hasMessageContaining("got 1, expected one per sample = 0");
    }

    @Test
    void bandsWidenTheRangeAndBreakAtGaps() {
        double[] x = {1, 2, 3, 4, 5};
        LineChart chart = LineChart.of("t", Axis.linear("x"), Axis.linear("y"))
                .withSeries(new Series("s", x, new double[] {1, 1, 1, 1, 1}, SeriesStyle.MARKED_LINE))
                .withBand(new Band(
                        0, x, new double[] {0, 0, Double.NaN, 0, 0}, new double[] {90, 90, Double.NaN, 90, 90}));
        String svg = chart.toSvg(500, 300);
        String band = svg.substring(0, svg.indexOf("fill-opacity=\"0.18\""));
        assertThat(band.substring(band.lastIndexOf("<path")).split("M", -1)).hasSize(3);
        assertThat(svg).contains(">80<").doesNotContain("NaN");
    }
}
