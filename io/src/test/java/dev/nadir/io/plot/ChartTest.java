package dev.nadir.io.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
    private static final double[] HARD = {
        Double.NaN, 0, -1, 1e308, -1e308, 4.9e-324, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 1
    };

    static Stream<Chart> hardCharts() {
        return Stream.of(new double[0], new double[] {Double.NaN}, new double[] {3}, HARD)
                .flatMap(v -> Stream.of(
                        lines(Axis.linear("<x>"), v),
                        lines(Axis.log("x & y"), v),
                        BarChart.of("bars", "x", "y").withSeries("a", v).withSeries("b", v),
                        new Histogram("histogram", "v", v, 7),
                        new HistogramGrid("grid", List.of(new Histogram("h", "v", v, 1))),
                        ScatterChart.of("scatter", "x", "y")
                                .withClass(new PointClass("c", v, v))
                                .withHyperplane(new Hyperplane("h", 1e-300, 1e300, -1)),
                        new ImageGrid("images", v.length == 0 ? List.of() : List.of(new Tile("t", v.length, 1, v))),
                        new HeatMap("map", v.length == 0 ? List.of() : List.of("r"), names(v.length), v)));
    }

    private static LineChart lines(Axis axis, double[] v) {
        return LineChart.of("a <b> & \"c\"", axis, axis)
                .withSeries(Series.line("l", v, v))
                .withSeries(Series.indexed("s", v, SeriesStyle.STEPS))
                .withMarker(Marker.horizontal("m", 0));
    }

    private static List<String> names(int n) {
        return Stream.iterate(0, i -> i < n, i -> i + 1).map(i -> "c" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("hardCharts")
    void hardInputsGiveWellFormedPicturesWithoutNaN(Chart chart) throws Exception {
        for (int[] size : new int[][] {{160, 120}, {800, 400}}) {
            String svg = chart.toSvg(size[0], size[1]);
            assertThat(Xml.parse(svg).getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(chart.title());
            assertThat(svg.replaceAll("base64,[^\"]*", "").replaceAll(">[^<]*<", "><"))
                    .doesNotContain("NaN", "Infinity", "9223372036854775807");
        }
    }

    @Test
    void zeroOnALogAxisIsMarkedAtTheFloorAndSaid() {
        LineChart chart = LineChart.of("t", Axis.linear("i"), Axis.log("s"))
                .withSeries(Series.indexed("s", new double[] {1, 0.1, 0}, SeriesStyle.POINTS));
        assertThat(chart.toSvg(400, 300)).contains("≤ floor");
        LineChart positive = LineChart.of("t", Axis.linear("i"), Axis.log("s"))
                .withSeries(Series.indexed("s", new double[] {1, 0.1}, SeriesStyle.POINTS));
        assertThat(positive.toSvg(400, 300)).doesNotContain("≤ floor");
    }

    @Test
    void nanBreaksTheLineInTwo() {
        Axes axes = new Axes(new Box(0, 0, 100, 100), new Range(0, 4, false), new Range(0, 4, false));
        Series series = Series.line("l", new double[] {0, 1, 2, 3, 4}, new double[] {0, 1, Double.NaN, 3, 4});
        Svg svg = new Svg(200, 200, "t");
        new Curve(axes, series).draw(svg, 0);
        assertThat(svg.finish()).contains("d=\"M0 100L25 75M75 25L100 0\"");
    }

    @Test
    void countsOfAHistogramAddUp() {
        int[] counts = new Histogram("h", "v", new double[] {0, 0.1, 0.5, 0.99, 1, Double.NaN}, 2).counts();
        assertThat(counts).containsExactly(2, 3);
    }

    @Test
    void aHyperplaneEndsWhereItMeetsTheArea() {
        // x range of {0, 100} with 3 % margin is [-3, 103], so x = 50 is the middle
        String svg = ScatterChart.of("t", "", "")
                .withClass(new PointClass("c", new double[] {0, 100}, new double[] {0, 100}))
                .withHyperplane(new Hyperplane("", 1, 0, -50))
                .toSvg(400, 300);
        String[] clip = svg.split("viewBox=\"")[2].split("\"")[0].split(" ");
        double middle = Double.parseDouble(clip[0]) + Double.parseDouble(clip[2]) / 2;
        String line = svg.split("overflow=\"hidden\">\n<path d=\"M")[1].split(" ")[0];
        // both are printed with two decimals
        assertThat(Double.parseDouble(line)).isCloseTo(middle, within(0.02));
    }

    @Test
    void pngHoldsThePixelsThatWerePut() throws Exception {
        String base64 = Png.base64(3, 2, i -> new int[] {40 * i, 255 - i, 7});
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        assertThat(image.getWidth()).isEqualTo(3);
        for (int i = 0; i < 6; i++) {
            assertThat(image.getRGB(i % 3, i / 3) & 0xffffff).isEqualTo(40 * i << 16 | 255 - i << 8 | 7);
        }
    }

    @Test
    void thousandsOfBarsAreAveragedAndTheAxisSaysSo() {
        double[] loss = Gallery.values(5000, i -> 1);
        assertThat(BarChart.of("t", "sample", "y").withSeries("a", loss).toSvg(800, 300))
                .contains("each bar the mean of 14")
                .hasSizeLessThan(40_000);
    }

    @Test
    void numbersUseAPointWhateverTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Svg.number(1.5) + Svg.number(-0.001)).isEqualTo("1.50");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void callersMistakesAreNamed() {
        assertThatThrownBy(() -> new Histogram("h", "v", HARD, 1).toSvg(10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("picture size: got 10 x 10, expected at least 160 x 120");
        assertThatThrownBy(() -> Series.line("s", new double[2], new double[3]))
                .hasMessage("y: got 3 values, expected one per x = 2");
        assertThatThrownBy(() -> new Hyperplane("h", 0, 0, 1)).hasMessageContaining("normal other than zero");
        assertThatThrownBy(() -> Marker.vertical("m", Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new Tile("t", 2, 2, new double[3])).hasMessageContaining("got 3, expected 2 x 2");
    }
}
