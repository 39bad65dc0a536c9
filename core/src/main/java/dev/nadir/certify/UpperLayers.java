package dev.nadir.certify;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layers k … L+1 without the units that no path of nonzero weights joins to an output: in real arithmetic they change nothing.
 *
 * @param first k
 * @param layers the rest of them; only the activation of the first counts here, for its pre-activations are what is moved
 * @param units which units of each layer are kept, ascending
 */
record UpperLayers(int first, List<Layer> layers, List<int[]> units) {

    /** Of a network, from layer k on. */
    static UpperLayers of(Network network, int first) {
        List<Layer> layers = new ArrayList<>();
        List<int[]> units = new ArrayList<>();
        int[] kept = IntStream.range(0, network.outputDim()).toArray();
        for (int l = network.layers().size(); l >= first; l--) {
            Layer layer = network.layers().get(l - 1);
            int[] above = kept;
            int[] below = l == first
                    ? IntStream.range(0, layer.inputDim()).toArray()
                    : IntStream.range(0, layer.inputDim())
                            .filter(v -> joined(layer.weight(), v, above))
                            .toArray();
            layers.add(0, restricted(layer, above, below));
            units.add(0, above);
            kept = below;
        }
        return new UpperLayers(first, List.copyOf(layers), List.copyOf(units));
    }

    private static boolean joined(Matrix weight, int column, int[] rows) {
        for (int row : rows) {
            if (weight.get(row, column) != 0) {
                return true;
            }
        }
        return false;
    }

    private static Layer restricted(Layer layer, int[] rows, int[] columns) {
        Matrix weight = layer.weight()
                .selectColumns(columns)
                .transpose()
                .selectColumns(rows)
                .transpose();
        double[] bias = IntStream.of(rows).mapToDouble(u -> layer.bias()[u]).toArray();
        Parametrization own = layer.parametrization();
        return new Layer(weight, bias, layer.activation(), own);
    }

    /** The kept rows of the pre-activations of layer first + level. */
    WideMatrix select(PreciseForward forward, int level) {
        WideMatrix z = forward.preActivations().get(first - 1 + level);
        int[] rows = units.get(level);
        return rows.length == z.rows()
                ? z
                : new WideMatrix(
                        chosen(z.hi(), rows), chosen(z.lo(), rows), z.error().clone());
    }

    private static Matrix chosen(Matrix matrix, int[] rows) {
        return matrix.transpose().selectColumns(rows).transpose();
    }

    /** Whether every output depends on a unit of layer k of its own, through one unit of each layer between. */
    boolean coordinatewise() {
        for (Layer layer : layers.subList(1, layers.size())) {
            Matrix weight = layer.weight();
            if (weight.rows() != weight.columns() || !singleEntries(weight) || !singleEntries(weight.transpose())) {
                return false;
            }
        }
        return true;
    }

    private static boolean singleEntries(Matrix weight) {
        for (int j = 0; j < weight.columns(); j++) {
            int column = j;
            if (IntStream.range(0, weight.rows())
                            .filter(i -> weight.get(i, column) != 0)
                            .count()
                    != 1) {
                return false;
            }
        }
        return true;
    }

    /** For each output, the unit of layer k that it depends on; where {@link #coordinatewise}. */
    int[] unitOfOutput() {
        int[] unit =
                IntStream.range(0, layers.get(layers.size() - 1).outputDim()).toArray();
        for (int level = layers.size() - 1; level > 0; level--) {
            Matrix weight = layers.get(level).weight();
            for (int q = 0; q < unit.length; q++) {
                int row = unit[q];
                unit[q] = IntStream.range(0, weight.columns())
                        .filter(v -> weight.get(row, v) != 0)
                        .findFirst()
                        .orElseThrow();
            }
        }
        return unit;
    }
}
