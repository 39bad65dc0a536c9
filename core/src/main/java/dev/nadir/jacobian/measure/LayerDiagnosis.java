package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Activation;
import java.util.stream.IntStream;

/**
 * What one layer looks like on the data.
 *
 * @param layer its number l, from 1
 * @param inputDim M_{l-1}
 * @param units M_l
 * @param activation the activation's name
 * @param trained whether its parameters have columns in D
 * @param parameterCount M_l M_{l-1} + M_l
 * @param weightRank rank of W_l
 * @param slopes σ'(z^l)
 * @param kernelShare the share of this layer's part in the trace of DDᵀ; 0 if it is not trained
 * @param leastShare the share of this layer in |Dᵀu|² for the direction u of the least σ above the cut; 0 if it is not trained
 * @param deadUnits units with σ' = 0 on every sample, from 0; only of activations that are constant somewhere (ReLU): where σ'
 *     only rounds to 0 (tanh at 20) the unit is saturated
 * @param saturatedUnits units, not dead, with |σ'| at most 1e-3 of σ' at the window's centre on every sample, from 0
 */
public record LayerDiagnosis(
        int layer,
        int inputDim,
        int units,
        String activation,
        boolean trained,
        long parameterCount,
        RankReport weightRank,
        SlopeDistribution slopes,
        double kernelShare,
        double leastShare,
        int[] deadUnits,
        int[] saturatedUnits) {
    private static final double SATURATED = 1e-3;

    /** Of layer l; one SVD of W_l and one pass over the slopes. */
    static LayerDiagnosis of(TrainingJacobian jacobian, int layer, LayerShares shares) {
        Layer weights = jacobian.network().layers().get(layer - 1);
        Matrix slopes = jacobian.slopes(layer);
        double[] largest = largestPerUnit(slopes);
        double usual = usualSlope(weights.activation());
        boolean flat = constantSomewhere(weights.activation());
        int[] dead = flat ? unitsWhere(largest, 0, 0) : new int[0];
        int[] saturated = unitsWhere(largest, flat ? Double.MIN_VALUE : 0, SATURATED * usual);
        double[] singular = jacobian.weightSingularValues(layer);
        return new LayerDiagnosis(
                layer,
                weights.inputDim(),
                weights.outputDim(),
                weights.activation().name(),
                jacobian.selection().includes(layer),
                weights.parameterCount(),
                RankReport.of(singular, weights.outputDim(), weights.inputDim()),
                SlopeDistribution.of(slopes),
                shares.kernel(layer),
                shares.least(layer),
                dead,
                saturated);
    }

    /** Whether σ is constant on an interval: σ' is 0 at 8 or −8, where no smooth activation's derivative rounds to 0. */
    private static boolean constantSomewhere(Activation activation) {
        return activation.derivative(-8) == 0 || activation.derivative(8) == 0;
    }

    public static double usualSlope(Activation activation) {
        return Math.abs(activation.derivative(activation.window().centre()));
    }

    private static double[] largestPerUnit(Matrix slopes) {
        double[] largest = new double[slopes.rows()];
        for (int at = 0; at < slopes.data().length; at++) {
            int unit = at % slopes.rows();
            largest[unit] = Math.max(largest[unit], Math.abs(slopes.data()[at]));
        }
        return largest;
    }

    private static int[] unitsWhere(double[] largest, double from, double to) {
        return IntStream.range(0, largest.length)
                .filter(unit -> largest[unit] >= from && largest[unit] <= to)
                .toArray();
    }
}
