package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;

/** y(n, c, o) = Σ_t x(n, c, met(o, t)) / count(o); the count is that of the taps in the image, or in the image and its padding. */
final class MeanPool implements Applied {
    private final Tensor input;
    private final Windows windows;
    private final int[][] taps;
    private final double[] weights; // one over the count, for every window
    private final Tensor output;

    MeanPool(Tensor input, Windows windows, boolean countPadding) {
        this.input = input;
        this.windows = windows;
        this.taps = Arrays.stream(windows.tapsAlong(windows.rank()))
                .map(windows::met)
                .toArray(int[][]::new);
        this.weights = countPadding ? paddedWeights() : weights(taps, windows.positions());
        this.output = Tensor.floats(Pooling.shape(input, windows), mean(input.values()));
    }

    private static double[] weights(int[][] taps, int positions) {
        double[] weights = new double[positions];
        for (int[] tap : taps) {
            for (int o = 0; o < positions; o++) {
                weights[o] += tap[o] < 0 ? 0 : 1;
            }
        }
        return Arrays.stream(weights).map(count -> 1 / count).toArray();
    }

    /** As for an image with its padding; what ceil_mode adds beyond it does not count. */
    private double[] paddedWeights() {
        int rank = windows.rank();
        int[] padded = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            padded[axis] = windows.image()[axis] + windows.before()[axis] + windows.after()[axis];
        }
        Windows all = new Windows(
                padded,
                windows.kernel(),
                windows.strides(),
                windows.dilations(),
                new int[rank],
                new int[rank],
                windows.result());
        int[][] met = Arrays.stream(all.tapsAlong(rank)).map(all::met).toArray(int[][]::new);
        return weights(met, windows.positions());
    }

    private double[] mean(double[] x) {
        int positions = windows.positions();
        double[] mean = new double[Shapes.size(Pooling.shape(input, windows))];
        for (int start = 0, plane = 0; start < mean.length; start += positions, plane += windows.pixels()) {
            for (int[] tap : taps) {
                for (int o = 0; o < positions; o++) {
                    mean[start + o] += tap[o] < 0 ? 0 : x[plane + tap[o]];
                }
            }
            for (int o = 0; o < positions; o++) {
                mean[start + o] *= weights[o];
            }
        }
        return mean;
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return new Tensor[] {tangents[0] == null ? null : output.with(mean(tangents[0].values()))};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        if (!wanted[0] || cotangents[0] == null) {
            return new Tensor[1];
        }
        int positions = windows.positions();
        double[] u = cotangents[0].values();
        double[] spread = new double[input.size()];
        for (int start = 0, plane = 0; start < u.length; start += positions, plane += windows.pixels()) {
            for (int[] tap : taps) {
                for (int o = 0; o < positions; o++) {
                    if (tap[o] >= 0) {
                        spread[plane + tap[o]] += weights[o] * u[start + o];
                    }
                }
            }
        }
        return new Tensor[] {input.with(spread)};
    }
}
