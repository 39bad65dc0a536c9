package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why the codes of a decision-list network come out exactly 0 and 1 in whatever order a machine adds up.
 *
 * <p>The first layer computes a_j, meant to be at most 0 on one side and at least 1 on the other. In any order of
 * summation a_j is off by at most 2(M + 2) ε (|W||x| + |b|)_j. Where that is less than the distance of the computed a_j from
 * the interval [0, 1], for every sample and unit, 1 − σ(a_j), clipped at 0, is exactly 1 or 0 in any evaluation.
 *
 * @param low the largest computed a_j on the low side, over all samples and units that decide them
 * @param high the smallest computed a_j on the high side
 * @param share the largest error bound as a share of the distance from [0, 1]; not finite if a value is inside
 * @param epsilon ε of the arithmetic: 2⁻⁵² or 2⁻²³
 */
public record RoundingCertificate(double low, double high, double share, double epsilon) {
    private static final int BLOCK = 4096;

    /** Whether every error stays below its distance. */
    public boolean holds() {
        return low < 0 && high > 1 && share < 1;
    }

    /** What was measured. */
    public String words() {
        return low < 0 && high > 1
                ? String.format(
                        Locale.ROOT, "errors may take up %.3g of the distance to the edge (must be below 1)", share)
                : String.format(
                        Locale.ROOT, "the values come to %.3g and %.3g (must stay below 0 and above 1)", low, high);
    }

    /** For evaluation in double precision of a network built as a decision list. */
    public static RoundingCertificate doublePrecision(Network network, Matrix inputs) {
        Stage stage = new Stage(network.layers().get(0), inputs);
        return of(stage, stage, Math.ulp(1.0), false);
    }

    /** For the same network with weights, biases and inputs rounded to single precision and evaluated in it. */
    public static RoundingCertificate singlePrecision(Network network, Matrix inputs) {
        Layer layer = network.layers().get(0);
        Matrix weight = layer.weight().map(value -> (float) value);
        double[] bias = Matrix.column(layer.bias()).map(value -> (float) value).data();
        Stage rounded = new Stage(new Layer(weight, bias, layer.activation()), inputs.map(value -> (float) value));
        return of(new Stage(layer, inputs), rounded, Math.ulp(1.0f), false);
    }

    /**
     * Why an exact network may not be exported in single precision: its certificate fails there. Empty for networks that
     * promise no exactness.
     *
     * @param inputs the raw training inputs
     */
    public static Optional<Refusal> againstSinglePrecision(Constructed built, Matrix inputs) {
        String name = built.construction();
        if (!name.equals(new DecisionList().name()) && !name.equals(new PeeledDecisionList().name())) {
            return Optional.empty();
        }
        RoundingCertificate single = singlePrecision(built.network(), inputs);
        return single.holds()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "single-precision",
                        String.format(Locale.ROOT, "in float32 the codes are no longer certain: %s", single.words()),
                        "write the model in float64",
                        Map.of("precision", "float64")));
    }

    /** For a network where every unit of the first layer must be decided on every sample, a staircase. */
    static RoundingCertificate ofEveryUnit(Network network, Matrix inputs) {
        Stage stage = new Stage(network.layers().get(0), inputs);
        return of(stage, stage, Math.ulp(1.0), true);
    }

    /** A first layer and its inputs. */
    private record Stage(Layer layer, Matrix inputs) {
        Matrix values(int from, int to) {
            return Products.affine(layer.weight(), inputs.columns(from, to), layer.bias());
        }

        Matrix sizes(int from, int to) {
            double[] biases = Matrix.column(layer.bias()).map(Math::abs).data();
            Matrix block = inputs.columns(from, to).map(Math::abs);
            return Products.affine(layer.weight().map(Math::abs), block, biases);
        }
    }

    private static RoundingCertificate of(Stage meant, Stage rounded, double epsilon, boolean everyUnit) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double share = 0;
        double unit = 2.0 * (meant.layer().inputDim() + 2) * epsilon;
        int samples = meant.inputs().columns();
        for (int from = 0; from < samples; from += BLOCK) {
            int to = Math.min(samples, from + BLOCK);
            Matrix side = meant.values(from, to);
            Matrix a = rounded.values(from, to);
            Matrix sizes = rounded.sizes(from, to);
            for (int j = 0; j < a.columns(); j++) {
                boolean decided = false;
                for (int i = 0; i < a.rows() && !(decided && !everyUnit); i++) {
                    decided = !(side.get(i, j) >= 0.5); // NaN counts as low and fails there
                    low = decided ? Math.max(low, a.get(i, j)) : low;
                    high = decided ? high : Math.min(high, a.get(i, j));
                    double distance = decided ? -a.get(i, j) : a.get(i, j) - 1;
                    share = Math.max(share, unit * sizes.get(i, j) / distance);
                }
            }
        }
        return new RoundingCertificate(low, high, share, epsilon);
    }
}
