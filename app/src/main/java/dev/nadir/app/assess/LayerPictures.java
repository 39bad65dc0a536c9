package dev.nadir.app.assess;

import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.Hyperplane;
import dev.nadir.io.plot.ImageGrid;
import dev.nadir.io.plot.PointClass;
import dev.nadir.io.plot.ScatterChart;
import dev.nadir.io.plot.Tile;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.structure.LabelClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** What every layer does to the samples, in the plane of the two leading directions, and where its hyperplanes lie. */
final class LayerPictures {
    private static final int MOST_POINTS = 2000;
    private static final int MOST_LINES = 12;
    private static final int MOST_LAYERS = 6;
    private static final int MOST_IMAGES = 25;

    private final Network network;
    private final Matrix inputs;
    private final LabelClasses classes;
    private final IntFunction<String> names;

    LayerPictures(Network network, Matrix inputs, Matrix labels, IntFunction<String> names) {
        this.network = network;
        int[] shown = evenly(inputs.columns());
        this.inputs = inputs.selectColumns(shown);
        this.classes = LabelClasses.of(labels.selectColumns(shown));
        this.names = names;
    }

    private static int[] evenly(int samples) {
        int count = Math.min(samples, MOST_POINTS);
        int[] shown = new int[count];
        for (int k = 0; k < count; k++) {
            shown[k] = (int) ((long) k * samples / count);
        }
        return shown;
    }

    /** One picture per layer input, by name; none where the labels are not classes. */
    Map<String, Chart> layers() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        if (classes.count() > 12) {
            return charts;
        }
        ForwardPass pass = network.forward(inputs);
        for (int l = 0; l < Math.min(network.layers().size(), MOST_LAYERS); l++) {
            String title = l == 0 ? "Inputs, and the units of layer 1" : "Behind layer " + l;
            charts.put(
                    "layer-" + l,
                    plane(
                            title,
                            pass.activations().get(l),
                            network.layers().get(l).asOrdinary()));
        }
        return charts;
    }

    /** The normals of the first layer as images, where the features are the pixels of a square. */
    Optional<Chart> normals() {
        int side = (int) Math.round(Math.sqrt(network.inputDim()));
        if (side < 4 || side * side != network.inputDim()) {
            return Optional.empty();
        }
        Matrix weight = network.layers().get(0).weight();
        List<Tile> tiles = new ArrayList<>();
        for (int unit = 0; unit < Math.min(weight.rows(), MOST_IMAGES); unit++) {
            tiles.add(new Tile("unit " + (unit + 1), side, side, weight.rowArray(unit)));
        }
        return Optional.of(new ImageGrid("Normals of the first layer", tiles));
    }

    private Chart plane(String title, Matrix states, Layer next) {
        double[] centre = states.rows() <= 2 ? new double[states.rows()] : states.rowMeans();
        Matrix axes = states.rows() <= 2 ? Matrix.identity(states.rows()) : leading(states, centre);
        boolean two = axes.columns() > 1;
        ScatterChart chart = states.rows() == 2
                ? ScatterChart.of(title, "first coordinate", "second coordinate")
                : ScatterChart.of(title, "leading direction", two ? "second direction" : "");
        for (int c = 0; c < classes.count(); c++) {
            Matrix points = states.selectColumns(classes.members(c));
            chart = chart.withClass(
                    new PointClass(names.apply(c), along(points, centre, axes, 0), along(points, centre, axes, 1)));
        }
        for (int unit = 0; unit < Math.min(next.outputDim(), MOST_LINES); unit++) {
            double[] w = next.weight().rowArray(unit);
            double[] slopes = Products.transposedTimes(axes, w);
            double constant = next.bias()[unit];
            for (int i = 0; i < w.length; i++) {
                constant += w[i] * centre[i];
            }
            double second = two ? slopes[1] : 0;
            if (slopes[0] != 0 || second != 0) {
                chart = chart.withHyperplane(new Hyperplane("units of the next layer", slopes[0], second, constant));
            }
        }
        return chart;
    }

    /** The two leading principal directions, or one if there is no second, as columns. */
    private static Matrix leading(Matrix states, double[] centre) {
        Matrix centred = states.copy();
        for (int k = 0; k < centred.data().length; k++) {
            centred.data()[k] -= centre[k % centre.length];
        }
        Matrix left = Svd.of(centred).left();
        return left.columns(0, Math.min(2, left.columns()));
    }

    private static double[] along(Matrix points, double[] centre, Matrix axes, int axis) {
        if (axis >= axes.columns()) {
            return new double[points.columns()];
        }
        double[] values = Products.transposedTimes(points, axes.columnArray(axis));
        double shift = 0;
        for (int i = 0; i < centre.length; i++) {
            shift += centre[i] * axes.get(i, axis);
        }
        for (int j = 0; j < values.length; j++) {
            values[j] -= shift;
        }
        return values;
    }
}
