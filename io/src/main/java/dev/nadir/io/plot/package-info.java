/**
 * Pictures (SVG) and one-page reports (HTML) of what the other packages measured.
 *
 * <p>Why an own SVG writer: XChart writes SVG only through VectorGraphics2D (LGPL) and AWT, JFree SVG is GPL, Smile is
 * GPL, and everything on AWT needs fontconfig and fonts on servers. Text, lines and rectangles need none of them.
 *
 * <pre>{@code
 * Chart spectrum = LineChart.of("Singular values of D", Axis.linear("index"), Axis.log("singular value"))
 *         .withSeries(Series.indexed("sigma", sigma, SeriesStyle.POINTS))
 *         .withMarker(Marker.horizontal("rank cut", tolerance));
 * String svg = spectrum.toSvg(800, 400);
 *
 * String page = HtmlReport.of("golub.csv", "analyze")
 *         .withSection(Section.of("Reachability")
 *                 .withVerdict(Verdict.GOOD, "Zero loss is reachable.")
 *                 .withFacts(Map.of("rank D", "72"))
 *                 .withChart(spectrum, "The cut is drawn dashed."))
 *         .toHtml();
 * }</pre>
 *
 * <p>Every chart shares these rules: NaN is a gap, a value an axis cannot show (zero or negative on a log axis,
 * infinite, beyond 1e300) is a hollow triangle at the edge and the legend says so, colours follow Okabe and Ito, and
 * the page's light or dark scheme is followed.
 */
package dev.nadir.io.plot;
