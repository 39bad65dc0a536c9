package dev.nadir.graph;

import dev.nadir.graph.FactoredUses.Use;
import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.DenseRows;
import dev.nadir.model.JacobianBlock;
import dev.nadir.model.PositionProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of D of some samples: Q sweeps back per sample. A matrix of parameters that multiplies features at positions, and
 * is used nowhere else, keeps its two factors; the entries of all other parameters are written out.
 */
final class RowSweep {
    private final GraphModel model;
    private final Tape[] tapes;
    private final Tensor[] results;
    private final int group;
    private final int q;
    private final List<Use> uses;
    private final int[] taken; // per step on data the place whose factors are kept

    RowSweep(GraphModel model, Tape[] tapes, Tensor[] results) {
        this.model = model;
        this.tapes = tapes;
        this.results = results;
        this.group = model.groupSize();
        this.q = model.outputDim();
        // in a group the positions of all its samples stand together: there rows are written out
        this.uses = group == 1 ? FactoredUses.of(model, tapes[0]) : List.of();
        this.taken = new int[model.program().ofData().size()];
        Arrays.fill(taken, Step.NONE);
        uses.forEach(use -> taken[use.step()] = use.place());
    }

    /** D transposed, K x Q(to − from), every entry written out. */
    Matrix rows(int from, int to) {
        int k = model.parameters().count();
        Matrix rows = Matrix.zeros(k, Math.multiplyExact(q, to - from));
        int[] none = new int[taken.length];
        Arrays.fill(none, Step.NONE);
        IntStream.range(from, to).parallel().forEach(i -> {
            for (int row = 0; row < q; row++) {
                double[] gradient = model.gradient(pulled(i, row, none, new Tensor[none.length]));
                System.arraycopy(gradient, 0, rows.data(), ((i - from) * q + row) * k, k);
            }
        });
        return rows;
    }

    private Tensor[] pulled(int sample, int row, int[] places, Tensor[] kept) {
        Tensor result = results[sample / group];
        double[] unit = new double[result.size()];
        unit[sample % group * q + row] = 1;
        Tensor[] cotangents = new Tensor[model.program().active().length];
        cotangents[model.program().output()] = result.with(unit);
        tapes[sample / group].pull(cotangents, places, kept);
        return cotangents;
    }

    /** One block per product, then the entries of all other parameters. */
    List<JacobianBlock> blocks(int from, int to) {
        int rows = Math.multiplyExact(q, to - from);
        int[] others = others();
        Matrix written = Matrix.zeros(others.length, rows);
        Matrix[] deltas = new Matrix[uses.size()];
        Matrix[] features = new Matrix[uses.size()];
        for (int u = 0; u < deltas.length; u++) {
            Matrix one = features(from, u);
            int size = size(u);
            boolean out = writesOut(u, one);
            features[u] = out ? null : Matrix.zeros(one.rows(), Math.multiplyExact(one.columns(), to - from));
            deltas[u] = out
                    ? Matrix.zeros(size, rows)
                    : Matrix.zeros(size / one.rows(), Math.multiplyExact(one.columns(), rows));
        }
        IntStream.range(from, to).parallel().forEach(i -> fill(i, i - from, others, written, deltas, features));
        List<JacobianBlock> blocks = new ArrayList<>();
        for (int u = 0; u < deltas.length; u++) {
            blocks.add(
                    features[u] == null
                            ? new DenseRows(deltas[u])
                            : PositionProduct.cheapest(deltas[u], features[u], features[u].columns() / (to - from)));
        }
        if (others.length > 0) {
            blocks.add(new DenseRows(written));
        }
        return blocks;
    }

    private Matrix features(int sample, int use) {
        return factors(sample, use).features(uses.get(use).place());
    }

    private int size(int use) {
        return model.started()[model.trainedRoots()[uses.get(use).parameter()]].size();
    }

    /** Where its rows are cheaper written out, that is done sample by sample, while the factors are at hand. */
    private boolean writesOut(int use, Matrix features) {
        return PositionProduct.writingOutIsCheaper(size(use) / features.rows(), features.rows(), q, features.columns());
    }

    private PositionFactors factors(int sample, int use) {
        return (PositionFactors) tapes[sample].applied(uses.get(use).step());
    }

    private void fill(int sample, int at, int[] others, Matrix written, Matrix[] deltas, Matrix[] features) {
        Matrix[] here = new Matrix[deltas.length];
        for (int u = 0; u < deltas.length; u++) {
            here[u] = features(sample, u);
            if (features[u] != null) {
                put(here[u], features[u], at);
            }
        }
        for (int row = 0; row < q; row++) {
            Tensor[] kept = new Tensor[taken.length];
            Tensor[] cotangents = pulled(sample, row, taken, kept);
            for (int u = 0; u < deltas.length; u++) {
                Use use = uses.get(u);
                if (kept[use.step()] != null) {
                    Matrix delta = factors(sample, u).delta(use.place(), kept[use.step()]);
                    put(
                            features[u] == null ? Products.timesTransposed(delta, here[u]) : delta,
                            deltas[u],
                            at * q + row);
                }
            }
            double[] gradient = model.gradient(cotangents);
            for (int k = 0; k < others.length; k++) {
                written.data()[(at * q + row) * others.length + k] = gradient[others[k]];
            }
        }
    }

    private static void put(Matrix part, Matrix into, int at) {
        System.arraycopy(part.data(), 0, into.data(), at * part.data().length, part.data().length);
    }

    /** The places in θ of the entries that are written out. */
    private int[] others() {
        int[] roots = model.trainedRoots();
        List<int[]> ranges = new ArrayList<>();
        int at = 0;
        for (int k = 0; k < roots.length; k++) {
            int parameter = k;
            int size = model.started()[roots[k]].size();
            if (uses.stream().noneMatch(use -> use.parameter() == parameter)) {
                ranges.add(IntStream.range(at, at + size).toArray());
            }
            at += size;
        }
        return ranges.stream().flatMapToInt(Arrays::stream).toArray();
    }

    long numbersPerSample() {
        long numbers = (long) q * others().length;
        for (int u = 0; u < uses.size(); u++) {
            Matrix one = features(0, u);
            numbers += writesOut(u, one)
                    ? (long) q * size(u)
                    : one.data().length + (long) q * one.columns() * (size(u) / one.rows());
        }
        return numbers;
    }
}
