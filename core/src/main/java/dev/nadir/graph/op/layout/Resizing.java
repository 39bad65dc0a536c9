package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Resize: along every axis each output position is a weighted sum of input positions near its coordinate, one for nearest, two for
 * linear, four for cubic; positions beyond the ends are those at the ends.
 */
public final class Resizing implements Operator {
    private static final int MODES = 11;
    private static final int SCALES = 2;
    private static final int SIZES = 3;

    private final Node node;
    private final Attributes attributes;
    private final String mode;
    private final String coordinates;

    Resizing(Node node) {
        this.node = node;
        this.attributes = node.attributes();
        this.mode = attributes.text("mode", "nearest");
        this.coordinates =
                attributes.text("coordinate_transformation_mode", node.opset() < MODES ? "asymmetric" : "half_pixel");
        if (!List.of("nearest", "linear", "cubic").contains(mode)) {
            throw new IllegalArgumentException("mode: got \"" + mode + "\", expected nearest, linear or cubic");
        }
        if (attributes.flag("antialias", false) || coordinates.equals("tf_crop_and_resize")) {
            throw new IllegalArgumentException("antialias and tf_crop_and_resize: these are not read");
        }
    }

    public static List<Support> supported() {
        return List.of(
                Support.of("Resize", 10, Resizing::new)
                        .takes(1, 4)
                        .fixes(1, SCALES)
                        .but("antialias, tf_crop_and_resize"),
                Support.of("Upsample", 9, Resizing::new).takes(2, 2).fixes(1));
    }

    @Override
    public Applied at(Tensor... inputs) {
        Tensor x = inputs[0];
        boolean old = node.opset() < MODES;
        Tensor scales = inputs.length <= SIZES ? inputs[1] : old ? inputs[1] : inputs[SCALES];
        Tensor sizes = inputs.length <= SIZES ? null : inputs[SIZES];
        boolean bySizes = sizes != null && sizes.size() > 0;
        if (!bySizes && (scales == null || scales.size() == 0)) {
            throw new IllegalArgumentException("scales: got none and no sizes, expected one of them");
        }
        int[] axes = attributes.has("axes")
                ? Arrays.stream(attributes.integers("axes"))
                        .mapToInt(axis -> Shapes.axis(axis, x.rank()))
                        .toArray()
                : java.util.stream.IntStream.range(0, x.rank()).toArray();
        if ((bySizes ? sizes : scales).size() != axes.length) {
            throw new IllegalArgumentException("scales or sizes: got " + (bySizes ? sizes : scales).size()
                    + ", expected one for each of " + axes.length + " axes");
        }
        AxisWeights[] maps = new AxisWeights[x.rank()];
        double policy = bySizes ? policy(x, sizes.integers("sizes"), axes) : 0;
        for (int k = 0; k < axes.length; k++) {
            int extent = x.extent(axes[k]);
            double scale = policy > 0 ? policy : bySizes ? sizes.values()[k] / extent : scales.values()[k];
            double size = policy > 0
                    ? Math.floor(policy * extent + 0.5)
                    : bySizes ? sizes.values()[k] : Math.floor(extent * scale);
            if (!(size >= 1 && size <= Integer.MAX_VALUE && scale > 0)) {
                throw new IllegalArgumentException("scales or sizes: got an axis of " + size + ", expected at least 1");
            }
            boolean same = size == extent && scale == 1;
            maps[axes[k]] = same ? null : weights(extent, (int) size, scale);
        }
        return new Resampled(x, inputs.length, maps);
    }

    /** The one scale of all axes where their proportions are kept, or 0. */
    private double policy(Tensor x, long[] sizes, int... axes) {
        String kept = attributes.text("keep_aspect_ratio_policy", "stretch");
        if (kept.equals("stretch")) {
            return 0;
        }
        double[] scales = new double[axes.length];
        Arrays.setAll(scales, k -> (double) sizes[k] / x.extent(axes[k]));
        return kept.equals("not_larger")
                ? Arrays.stream(scales).min().orElse(0)
                : Arrays.stream(scales).max().orElse(0);
    }

    private AxisWeights weights(int extent, int size, double scale) {
        int[][] taps = new int[size][];
        double[][] weights = new double[size][];
        for (int o = 0; o < size; o++) {
            double at = coordinate(o, extent, size, scale);
            switch (mode) {
                case "nearest" -> {
                    taps[o] = new int[] {clamp(nearest(at), extent)};
                    weights[o] = new double[] {1};
                }
                case "linear" -> {
                    double inside = Math.max(0, Math.min(extent - 1, at));
                    int low = (int) Math.floor(inside);
                    taps[o] = new int[] {low, clamp(low + 1, extent)};
                    weights[o] = new double[] {1 - (inside - low), inside - low};
                }
                default -> cubic(at, extent, o, taps, weights);
            }
        }
        return new AxisWeights(extent, taps, weights);
    }

    private double coordinate(int o, int extent, int size, double scale) {
        double half = (o + 0.5) / scale - 0.5;
        return switch (coordinates) {
            case "half_pixel" -> half;
            case "pytorch_half_pixel" -> size > 1 ? half : 0;
            case "align_corners" -> size == 1 ? 0 : o * (extent - 1.0) / (size - 1);
            case "asymmetric" -> o / scale;
            case "half_pixel_symmetric" -> extent / 2.0 * (1 - size / (scale * extent)) + half;
            default ->
                throw new IllegalArgumentException("coordinate_transformation_mode: got \"" + coordinates + "\"");
        };
    }

    private double nearest(double at) {
        String rounding = attributes.text("nearest_mode", node.opset() < MODES ? "floor" : "round_prefer_floor");
        return switch (rounding) {
            case "round_prefer_floor" -> Math.ceil(at - 0.5);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            default -> throw new IllegalArgumentException("nearest_mode: got \"" + rounding + "\"");
        };
    }

    private static int clamp(double at, int extent) {
        return (int) Math.max(0, Math.min(extent - 1, at));
    }

    /** Keys' kernel at the distances of four positions. */
    private void cubic(double at, int extent, int o, int[][] taps, double[][] weights) {
        double a = attributes.number("cubic_coeff_a", -0.75);
        boolean exclude = attributes.flag("exclude_outside", false);
        int first = (int) Math.floor(at) - 1;
        taps[o] = new int[4];
        weights[o] = new double[4];
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            double d = Math.abs(at - first - k);
            boolean outside = first + k < 0 || first + k >= extent;
            taps[o][k] = clamp(first + k, extent);
            weights[o][k] = exclude && outside
                    ? 0
                    : d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
            sum += weights[o][k];
        }
        for (int k = 0; exclude && k < 4; k++) {
            weights[o][k] /= sum;
        }
    }

    /**
     * One axis: output o is Σ_k weights[o][k] · input taps[o][k].
     *
     * @param extent of the input
     */
    record AxisWeights(int extent, int[][] taps, double[][] weights) {
        /** Along an axis with so many entries inside it. */
        double[] apply(double[] x, int inner) {
            double[] y = new double[Shapes.size(x.length / (extent * inner), taps.length, inner)];
            run(x, y, inner, false);
            return y;
        }

        double[] transposed(double[] u, int inner) {
            double[] x = new double[Shapes.size(u.length / (taps.length * inner), extent, inner)];
            run(x, u, inner, true);
            return x;
        }

        private void run(double[] x, double[] y, int inner, boolean back) {
            for (int outer = 0; outer < y.length / (taps.length * inner); outer++) {
                for (int o = 0; o < taps.length; o++) {
                    int to = (outer * taps.length + o) * inner;
                    for (int k = 0; k < taps[o].length; k++) {
                        int from = (outer * extent + taps[o][k]) * inner;
                        double weight = weights[o][k];
                        for (int i = 0; i < inner; i++) {
                            if (back) {
                                x[from + i] += weight * y[to + i];
                            } else {
                                y[to + i] += weight * x[from + i];
                            }
                        }
                    }
                }
            }
        }
    }
}
