package dev.nadir.certify.rank;

import dev.nadir.linalg.exact.Residues;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The columns of D of a piecewise linear network modulo a prime, and how large its minors can be. */
final class RationalJacobian {
    private final Network network;
    private final Matrix inputs;
    private final SignPattern pattern;
    private final List<Integer> moved;

    RationalJacobian(Network network, Matrix inputs, SignPattern pattern, List<Integer> moved) {
        this.network = network;
        this.inputs = inputs;
        this.pattern = pattern;
        this.moved = moved;
    }

    int rows() {
        return Matrix.length(network.outputDim(), inputs.columns());
    }

    long columns() {
        return moved.stream()
                .mapToLong(l -> network.layers().get(l - 1).parameterCount())
                .sum();
    }

    /** Hands over column after column, each a new array, until no more is wanted. */
    void columns(Residues residues, Predicate<long[]> wanted) {
        List<long[][]> features = features(residues);
        List<long[][][]> deltas = deltas(residues);
        int outputs = network.outputDim();
        for (int layer : moved) {
            long[][] feature = features.get(layer - 1);
            long[][][] delta = deltas.get(layer - 1);
            int units = network.layers().get(layer - 1).outputDim();
            for (int v = 0; v < feature[0].length; v++) {
                for (int u = 0; u < units; u++) {
                    long[] column = new long[rows()];
                    for (int row = 0; row < column.length; row++) {
                        int sample = row / outputs;
                        column[row] = delta[row % outputs][sample][u] * feature[sample][v] % residues.prime();
                    }
                    if (!wanted.test(column)) {
                        return;
                    }
                }
            }
        }
    }

    /** y − x, as a column of D. */
    long[] shortfall(Residues residues, Matrix labels) {
        List<long[][]> all = features(residues);
        long[][] outputs = all.get(all.size() - 1);
        long[] column = residues.column(labels.data());
        for (int row = 0; row < column.length; row++) {
            long output = outputs[row / labels.rows()][row % labels.rows()];
            column[row] = (column[row] + residues.prime() - output) % residues.prime();
        }
        return column;
    }

    /** For each layer and sample, ã; behind them the outputs. */
    private List<long[][]> features(Residues residues) {
        long p = residues.prime();
        int samples = inputs.columns();
        long[][] a = new long[samples][];
        for (int i = 0; i < samples; i++) {
            a[i] = residues.column(inputs.columnArray(i));
            for (int v = 0; v < a[i].length && network.inputScaling().isPresent(); v++) {
                long offset = residues.of(network.inputScaling().get().offset()[v]);
                long factor = residues.of(network.inputScaling().get().factor()[v]);
                a[i][v] = (a[i][v] + p - offset) % p * factor % p;
            }
        }
        List<long[][]> features = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            long c = residues.of(layer.parametrization().factor());
            long d = residues.of(layer.parametrization().shift());
            long beta = residues.of(layer.parametrization().biasFactor());
            long[][] weights = rows(residues, layer.weight());
            long[] bias = residues.column(layer.bias());
            long[][] feature = new long[samples][layer.featureDim()];
            long[][] above = new long[samples][layer.outputDim()];
            for (int i = 0; i < samples; i++) {
                for (int v = 0; v < layer.inputDim(); v++) {
                    feature[i][v] = (a[i][v] + d) % p * c % p;
                }
                if (layer.biased()) {
                    feature[i][layer.inputDim()] = beta;
                }
                for (int u = 0; u < layer.outputDim(); u++) {
                    long sum = beta * bias[u] % p;
                    for (int v = 0; v < layer.inputDim(); v++) {
                        sum = (sum + weights[u][v] * feature[i][v]) % p;
                    }
                    above[i][u] = sum * slope(residues, l, u, i) % p;
                }
            }
            features.add(feature);
            a = above;
        }
        features.add(a);
        return features;
    }

    /** For each layer, output and sample, δ. */
    private List<long[][][]> deltas(Residues residues) {
        long p = residues.prime();
        int last = network.layers().size() - 1;
        int samples = inputs.columns();
        long[][][] delta = new long[network.outputDim()][samples][network.outputDim()];
        for (int q = 0; q < delta.length; q++) {
            for (int i = 0; i < samples; i++) {
                delta[q][i][q] = slope(residues, last, q, i);
            }
        }
        List<long[][][]> deltas = new ArrayList<>();
        deltas.add(delta);
        for (int l = last; l > 0; l--) {
            Layer layer = network.layers().get(l);
            long c = residues.of(layer.parametrization().factor());
            long[][] columns = rows(residues, layer.weight().transpose());
            long[][][] below = new long[delta.length][samples][layer.inputDim()];
            for (int q = 0; q < delta.length; q++) {
                for (int i = 0; i < samples; i++) {
                    for (int v = 0; v < columns.length; v++) {
                        long sum = 0;
                        for (int u = 0; u < columns[v].length; u++) {
                            sum = (sum + columns[v][u] * delta[q][i][u]) % p;
                        }
                        below[q][i][v] = sum * c % p * slope(residues, l - 1, v, i) % p;
                    }
                }
            }
            deltas.add(0, below);
            delta = below;
        }
        return deltas;
    }

    private long slope(Residues residues, int l, int unit, int sample) {
        Layer layer = network.layers().get(l);
        return pattern.positive().get(l)[unit + sample * layer.outputDim()]
                ? 1
                : residues.of(layer.activation().derivative(-1));
    }

    private static long[][] rows(Residues residues, Matrix matrix) {
        long[][] rows = new long[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = residues.column(matrix.rowArray(i));
        }
        return rows;
    }

    /**
     * log₂ of a number not below any minor of so many rows, D scaled by the power of two that makes it whole: Hadamard's
     * (√n · largest entry)^n.
     *
     * @param labels whose y − x is a column too; empty for D alone
     */
    double minorBits(int size, Optional<Matrix> labels) {
        Dyadic forward = Dyadic.of(inputs.data());
        if (network.inputScaling().isPresent()) {
            forward = forward.plus(Dyadic.of(network.inputScaling().get().offset()))
                    .times(Dyadic.of(network.inputScaling().get().factor()));
        }
        List<Dyadic> features = new ArrayList<>();
        for (Layer layer : network.layers()) {
            double beta = layer.parametrization().biasFactor();
            Dyadic signal = forward.plus(Dyadic.of(layer.parametrization().shift()))
                    .times(Dyadic.of(layer.parametrization().factor()));
            features.add(signal.or(Dyadic.of(beta)));
            forward = Dyadic.of(layer.weight().data())
                    .times(signal)
                    .added(layer.inputDim())
                    .plus(Dyadic.of(layer.bias()).times(Dyadic.of(beta)))
                    .times(slopes(layer));
        }
        Dyadic entries =
                labels.map(Matrix::data).map(Dyadic::of).map(forward::plus).orElse(null);
        Dyadic backward = slopes(network.layers().get(network.layers().size() - 1));
        for (int l = network.layers().size() - 1; l >= 0; l--) {
            if (moved.contains(l + 1)) {
                Dyadic block = backward.times(features.get(l));
                entries = entries == null ? block : entries.or(block);
            }
            Layer layer = network.layers().get(l);
            if (l > 0) {
                backward = Dyadic.of(layer.weight().data())
                        .times(Dyadic.of(layer.parametrization().factor()))
                        .times(backward)
                        .added(layer.outputDim())
                        .times(slopes(network.layers().get(l - 1)));
            }
        }
        return size * (entries.high() - entries.low() + 0.5 * Math.log(Math.max(2, size)) / Math.log(2));
    }

    private static Dyadic slopes(Layer layer) {
        return Dyadic.of(1, layer.activation().derivative(-1));
    }

    /** Numbers that are whole multiples of 2^low and below 2^high in size. */
    private record Dyadic(int low, int high) {
        static Dyadic of(double... values) {
            int low = Integer.MAX_VALUE;
            int high = Integer.MIN_VALUE;
            for (double value : values) {
                if (value != 0) {
                    low = Math.min(
                            low, Residues.exponent(value) + Long.numberOfTrailingZeros(Residues.mantissa(value)));
                    high = Math.max(high, Math.getExponent(value) + 1);
                }
            }
            return low > high ? new Dyadic(0, 0) : new Dyadic(low, high);
        }

        Dyadic times(Dyadic other) {
            return new Dyadic(low + other.low, high + other.high);
        }

        Dyadic plus(Dyadic other) {
            return new Dyadic(Math.min(low, other.low), Math.max(high, other.high) + 1);
        }

        Dyadic or(Dyadic other) {
            return new Dyadic(Math.min(low, other.low), Math.max(high, other.high));
        }

        /** Sums of so many of them. */
        Dyadic added(int count) {
            return new Dyadic(low, high + 32 - Integer.numberOfLeadingZeros(Math.max(1, count)));
        }
    }
}
