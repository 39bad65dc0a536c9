package dev.nadir.flow.landscape;

import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;

/** The entries of θ that belong to chosen layers, as ranges. */
record ParameterSelection(List<int[]> ranges, int size, int fullSize) {

    static ParameterSelection of(Network network, LayerSelection layers) {
        int count = network.layers().size();
        List<int[]> ranges = new ArrayList<>();
        int at = 0;
        int size = 0;
        for (int l = 1; l <= count; l++) {
            int length = Math.toIntExact(network.layers().get(l - 1).parameterCount());
            if (layers.includes(l)) {
                ranges.add(new int[] {at, length});
                size += length;
            }
            at += length;
        }
        if (size == 0) {
            throw new IllegalArgumentException("layers: got none, expected at least one of 1 to " + count);
        }
        return new ParameterSelection(ranges, size, at);
    }

    double[] pick(double[] full) {
        if (size == fullSize) {
            return full;
        }
        double[] part = new double[size];
        int to = 0;
        for (int[] range : ranges) {
            System.arraycopy(full, range[0], part, to, range[1]);
            to += range[1];
        }
        return part;
    }

    /** Writes the part into the full vector, which it returns. */
    double[] put(double[] full, double[] part) {
        if (part.length != size) {
            throw new IllegalArgumentException("state: got " + part.length + " entries, expected K = " + size);
        }
        int from = 0;
        for (int[] range : ranges) {
            System.arraycopy(part, from, full, range[0], range[1]);
            from += range[1];
        }
        return full;
    }

    Matrix pickRows(Matrix full) {
        if (size == fullSize) {
            return full;
        }
        Matrix part = Matrix.zeros(size, full.columns());
        for (int j = 0; j < full.columns(); j++) {
            System.arraycopy(pick(full.columnArray(j)), 0, part.data(), j * size, size);
        }
        return part;
    }
}
