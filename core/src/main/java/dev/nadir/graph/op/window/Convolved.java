package dev.nadir.graph.op.window;

import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;

/**
 * Y = X ∗ W + B evaluated, B one number per channel or left out: X is the image and Y the map of a {@link Correlation}, or, of a
 * transposed convolution, the other way round.
 */
final class Convolved implements PositionFactors {
    private final Tensor x;
    private final Tensor w;
    private final Tensor b;
    private final Correlation form;
    private final boolean transposed;
    private final int positions; // of Y, per channel and sample
    private final Tensor y;

    Convolved(Tensor x, Tensor w, Tensor b, Correlation form, boolean transposed) {
        this.x = x;
        this.w = w;
        this.b = b;
        this.form = form;
        this.transposed = transposed;
        Windows windows = form.windows();
        this.positions = transposed ? windows.pixels() : windows.positions();
        int[] spatial = transposed ? windows.image() : windows.result();
        int[] shape = new int[x.rank()];
        shape[0] = x.extent(0);
        shape[1] = Math.multiplyExact(form.groups(), transposed ? form.channels() : form.features());
        System.arraycopy(spatial, 0, shape, 2, spatial.length);
        double[] values = new double[Shapes.size(shape)];
        addProduct(x.values(), w.values(), values);
        ChannelBias.add(b, values, positions);
        this.y = Tensor.floats(shape, values);
    }

    private void addProduct(double[] ofX, double[] ofW, double[] sum) {
        if (transposed) {
            form.addImage(ofX, ofW, sum);
        } else {
            form.addMap(ofX, ofW, sum);
        }
    }

    private void addOfX(double[] u, double[] sum) {
        if (transposed) {
            form.addMap(u, w.values(), sum);
        } else {
            form.addImage(u, w.values(), sum);
        }
    }

    private void addOfW(double[] u, double[] sum) {
        if (transposed) {
            form.addWeights(u, x.values(), sum);
        } else {
            form.addWeights(x.values(), new double[][] {u}, new double[][] {sum});
        }
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {y};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        if (tangents[0] == null && tangents[1] == null && tangents[2] == null) {
            return new Tensor[1];
        }
        double[] sum = new double[y.size()];
        if (tangents[0] != null) {
            addProduct(tangents[0].values(), w.values(), sum);
        }
        if (tangents[1] != null) {
            addProduct(x.values(), tangents[1].values(), sum);
        }
        ChannelBias.add(tangents[2], sum, positions);
        return new Tensor[] {y.with(sum)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[3];
        if (cotangents[0] == null) {
            return result;
        }
        double[] u = cotangents[0].values();
        if (wanted[0]) {
            result[0] = x.with(new double[x.size()]);
            addOfX(u, result[0].values());
        }
        if (wanted[1]) {
            result[1] = w.with(new double[w.size()]);
            addOfW(u, result[1].values());
        }
        if (wanted[2] && b != null) {
            result[2] = ChannelBias.gradient(b, u, positions);
        }
        return result;
    }

    /** The patches of the image serve all cotangents. */
    @Override
    public Tensor[][] vjps(Tensor[][] cotangents, boolean[] wanted) {
        if (transposed || !wanted[1]) {
            return PositionFactors.super.vjps(cotangents, wanted);
        }
        Tensor[][] results = PositionFactors.super.vjps(cotangents, new boolean[] {wanted[0], false, wanted[2]});
        double[][] maps = new double[results.length][];
        double[][] sums = new double[results.length][w.size()];
        for (int r = 0; r < results.length; r++) {
            maps[r] = cotangents[r][0].values();
            results[r][1] = w.with(sums[r]);
        }
        form.addWeights(x.values(), maps, sums);
        return results;
    }

    /** The weights of one group, whose features are the patches of the image. */
    @Override
    public boolean factored(int place) {
        return place == 1 && form.groups() == 1 && !transposed;
    }

    @Override
    public Matrix features(int place) {
        return form.patches(x.values());
    }

    @Override
    public Matrix delta(int place, Tensor cotangent) {
        return form.columns(cotangent.values());
    }
}
