package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of truncation cones in R^n as a network of C hidden layers of width n (structured.md §2).
 *
 * <p>W_l = W^(l) (W^(l−1))⁻¹ with the inverse in closed form and b_l = −W^(l) (p_l − p_{l−1}), which does not cancel. The
 * output layer maps what one representative per class has really become to its label, because theoretical apexes
 * differ from it by rounding.
 *
 * @param cones in the order of the layers
 * @param into the affine map from raw inputs to R^n: A
 * @param shift and its constant: c
 */
record ConeNetwork(List<TruncationCone> cones, Matrix into, double[] shift) {
    private static final double WORST_RECIPROCAL = 1e-12;

    /** In input space itself. */
    ConeNetwork(List<TruncationCone> cones, int dimension) {
        this(cones, Matrix.identity(dimension), new double[dimension]);
    }

    /** The hidden layers. */
    List<Layer> hidden() {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < cones.size(); l++) {
            TruncationCone cone = cones.get(l);
            Matrix cumulative = cone.weight();
            Matrix weight = l == 0
                    ? Products.times(cumulative, into)
                    : Products.times(cumulative, cones.get(l - 1).inverseWeight());
            double[] from = l == 0 ? shift.clone() : cones.get(l - 1).apex().clone();
            for (int i = 0; i < from.length; i++) {
                from[i] -= cone.apex()[i];
            }
            layers.add(new Layer(weight, Products.times(cumulative, from), new Relu()));
        }
        return layers;
    }

    /**
     * The whole network, or R5 where the collapsed classes are not affinely independent.
     *
     * @param representatives one raw sample per class, M x C
     * @param targets their labels, Q x C
     */
    Outcome finish(Matrix representatives, Matrix targets, String construction) {
        List<Layer> layers = new ArrayList<>(hidden());
        Matrix states = new Network(layers).evaluate(representatives).appendRow(1);
        if (states.rows() < states.columns()) {
            return dependent(0, states);
        }
        RankReport rank = RankReport.of(Svd.valuesOf(states), states.rows(), states.columns());
        if (!(rank.condition() <= 1 / WORST_RECIPROCAL)) {
            return dependent(rank.condition(), states);
        }
        Matrix solution = Qr.of(states).leastNormRight(targets);
        int n = states.rows() - 1;
        layers.add(new Layer(solution.columns(0, n), solution.columnArray(n), new Identity()));
        return new Constructed(new Network(layers), construction, layers.size(), rank, List.of());
    }

    private static Refusal dependent(double condition, Matrix states) {
        return new Refusal(
                "apexes-dependent",
                "the " + states.columns() + " collapsed classes are not affinely independent in dimension "
                        + (states.rows() - 1)
                        + (condition > 0 ? ": condition of [p; 1] is " + String.format("%.1e", condition) : ""),
                "use score-space-cones or decision-list, which have no such limit");
    }
}
