package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the codes of a decision-list network come out exactly 0 and 1 in whatever order a machine adds up.
 *
 * <p>The first layer computes a_j, meant to be at most −0.5 on one side and at least 1.5 on the other. If the computed
 * values keep to −0.25 and 1.25 and the error bound 2(M + 2) ε max(|W||x| + |b|) of any order of summation is below
 * 0.25, then 1 − σ(a_j), clipped at 0, is exactly 1 or 0 in any evaluation.
 *
 * @param low the largest computed a_j on the low side, over all samples and units that decide them
 * @param high the smallest computed a_j on the high side
 * @param bound the error bound
 * @param epsilon ε of the arithmetic: 2⁻⁵² or 2⁻²³
 */
public record RoundingCertificate(double low, double high, double bound, double epsilon) {
    private static final int BLOCK = 4096;

    /** Whether all three conditions hold. */
    public boolean holds() {
        return low <= -0.25 && high >= 1.25 && bound < 0.25;
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
                        String.format(
                                Locale.ROOT,
                                "in float32 the codes are no longer certain: error bound %.2g (must be below 0.25), bands"
                                        + " %.3g and %.3g (must reach -0.25 and 1.25)",
                                single.bound(),
                                single.low(),
                                single.high()),
                        "write the model in float64 (--precision float64)"));
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

        double size(int from, int to) {
            double[] biases = Matrix.column(layer.bias()).map(Math::abs).data();
            Matrix block = inputs.columns(from, to).map(Math::abs);
            return Products.affine(layer.weight().map(Math::abs), block, biases).maxAbs();
        }
    }

    private static RoundingCertificate of(Stage meant, Stage rounded, double epsilon, boolean everyUnit) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double size = 0;
        int samples = meant.inputs().columns();
        for (int from = 0; from < samples; from += BLOCK) {
            int to = Math.min(samples, from + BLOCK);
            Matrix side = meant.values(from, to);
            Matrix a = rounded.values(from, to);
            size = Math.max(size, rounded.size(from, to));
            for (int j = 0; j < a.columns(); j++) {
                boolean decided = false;
                for (int i = 0; i < a.rows() && !(decided && !everyUnit); i++) {
                    decided = !(side.get(i, j) >= 0.5); // NaN counts as low and fails there
                    low = decided ? Math.max(low, a.get(i, j)) : low;
                    high = decided ? high : Math.min(high, a.get(i, j));
                }
            }
        }
        return new RoundingCertificate(low, high, 2.0 * (meant.layer().inputDim() + 2) * epsilon * size, epsilon);
    }
}
