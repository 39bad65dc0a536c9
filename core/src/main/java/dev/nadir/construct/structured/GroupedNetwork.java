package dev.nadir.construct.structured;

import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.structure.Hyperplane;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The gated network of {@link GroupedHyperplanes} for given groups. */
final class GroupedNetwork {
    /** s times the strip; groups stay below 1 and all others above 2. */
    private static final double STEEPNESS = 2.5;

    private final StructuredProblem data;
    private final RandomGroups groups;
    private final int count;
    private final int dimension;
    /** κ: larger than any label, so that a piece is positive on its group. */
    private final double floor;

    private final Layer gatesIn;
    private final Matrix states;

    GroupedNetwork(StructuredProblem data, PrincipalCoordinates coordinates, RandomGroups groups) {
        this.data = data;
        this.groups = groups;
        this.count = groups.hyperplanes().size();
        this.dimension = coordinates.dimension();
        this.floor = 1 + 2 * data.labels().maxAbs();
        this.gatesIn = first(coordinates);
        this.states = new Network(List.of(gatesIn, gates())).evaluate(data.raw());
    }

    RandomGroups groups() {
        return groups;
    }

    /** Whether every gate is exactly 1 on its group and exactly 0 elsewhere, with room for any rounding. */
    Optional<Refusal> gateObstacle() {
        Matrix magnitudes = gatesIn.weight().map(Math::abs).rows(0, 2 * count);
        double size = Products.times(magnitudes, data.raw().map(Math::abs)).maxAbs()
                + Matrix.column(gatesIn.bias()).rows(0, 2 * count).maxAbs();
        double bound = 2.0 * (data.raw().rows() + 2) * Math.ulp(1.0) * size;
        boolean exact = true;
        for (int g = 0; g < count; g++) {
            boolean[] inside = new boolean[states.columns()];
            for (int j : groups.members().get(g)) {
                inside[j] = true;
            }
            for (int j = 0; j < inside.length; j++) {
                exact &= states.get(g, j) == (inside[j] ? 1 : 0);
            }
        }
        return exact && bound < 0.25
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "strip-too-narrow",
                        String.format(
                                Locale.ROOT,
                                "some sample lies within %.2e of the hyperplane of a group it does not belong to"
                                        + " (rounding bound %.2g, must be below 0.25)",
                                groups.narrowest(),
                                bound),
                        "use staircase or pivot-lift"));
    }

    Network network() {
        return new Network(List.of(gatesIn, gates(), pieces(), output()));
    }

    private Layer first(PrincipalCoordinates coordinates) {
        Matrix into = coordinates.fromRaw();
        Matrix weight = Matrix.zeros(2 * count + dimension, into.columns());
        double[] bias = new double[weight.rows()];
        for (int g = 0; g < count; g++) {
            Hyperplane plane = groups.hyperplanes().get(g);
            double[] normal = Products.transposedTimes(into, plane.normal());
            double steepness = groups.strips().get(g) == 0
                    ? 1
                    : STEEPNESS / Math.min(groups.strips().get(g), 1);
            Hyperplane steep = new Hyperplane(normal, 0).affine(steepness, 0);
            // the offset is taken from the rounded normal at a member of the group
            double at = steep.values(data.raw().selectColumns(groups.members().get(g)[0]))[0];
            for (int i = 0; i < normal.length; i++) {
                weight.data()[2 * g + i * weight.rows()] = steep.normal()[i];
                weight.data()[2 * g + 1 + i * weight.rows()] = -steep.normal()[i];
            }
            bias[2 * g] = -at - 1;
            bias[2 * g + 1] = at - 1;
        }
        passThrough(into, coordinates.shift(), weight, bias);
        return new Layer(weight, bias, new Relu());
    }

    /** The coordinates, shifted so that the ReLU leaves them alone. */
    private void passThrough(Matrix into, double[] shift, Matrix weight, double[] bias) {
        double lift = 1 + 2 * Products.affine(into, data.raw(), shift).maxAbs();
        for (int k = 0; k < dimension; k++) {
            bias[2 * count + k] = shift[k] + lift;
            for (int i = 0; i < into.columns(); i++) {
                weight.data()[2 * count + k + i * weight.rows()] = into.get(k, i);
            }
        }
    }

    private Layer gates() {
        Matrix weight = Matrix.zeros(count + dimension, 2 * count + dimension);
        double[] bias = new double[weight.rows()];
        for (int g = 0; g < count; g++) {
            weight.data()[g + 2 * g * weight.rows()] = -1;
            weight.data()[g + (2 * g + 1) * weight.rows()] = -1;
            bias[g] = 1;
        }
        for (int k = 0; k < dimension; k++) {
            weight.data()[count + k + (2 * count + k) * weight.rows()] = 1;
        }
        return new Layer(weight, bias, new Relu());
    }

    private Layer pieces() {
        int outputs = data.labels().rows();
        Matrix passed = states.rows(count, count + dimension);
        Matrix weight = Matrix.zeros(count * outputs, count + dimension);
        double[] bias = new double[weight.rows()];
        for (int g = 0; g < count; g++) {
            int[] group = groups.members().get(g);
            Matrix affine = Qr.of(passed.selectColumns(group).appendRow(1))
                    .leastNormRight(data.labels().selectColumns(group));
            Matrix linear = affine.columns(0, dimension);
            Matrix values = Products.affine(linear, passed, affine.columnArray(dimension));
            for (int q = 0; q < outputs; q++) {
                int row = g * outputs + q;
                double shut = floor;
                for (int j = 0; j < values.columns(); j++) {
                    shut = Math.max(shut, 1 + values.get(q, j) + floor);
                }
                weight.data()[row + g * weight.rows()] = shut;
                bias[row] = affine.get(q, dimension) + floor - shut;
                for (int k = 0; k < dimension; k++) {
                    weight.data()[row + (count + k) * weight.rows()] = linear.get(q, k);
                }
            }
        }
        return new Layer(weight, bias, new Relu());
    }

    private Layer output() {
        int outputs = data.labels().rows();
        Matrix weight = Matrix.zeros(outputs, count * outputs);
        double[] bias = new double[outputs];
        for (int q = 0; q < outputs; q++) {
            bias[q] = -floor;
            for (int g = 0; g < count; g++) {
                weight.data()[q + (g * outputs + q) * outputs] = 1;
            }
        }
        return new Layer(weight, bias, new Identity());
    }
}
