package dev.nadir.jacobian.spectrum;

import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.network.Cost;

/**
 * The cost split into what descent can still remove to first order and what it cannot (mathematics §3.4).
 *
 * <p>C = C_reach + C_block with C_reach = N/2 ‖P∇_xC‖² and C_block = N/2 ‖P⊥∇_xC‖². The parts per sample and per output
 * sum up to these two; for a single sample the two parts need not sum up to its share of the cost, because P mixes
 * samples. At a stationary point C = C_block ([CE] (1.7)); a small ‖∇_θC‖ alone does not mean stationarity.
 *
 * @param cost C
 * @param gradientNorm ‖∇_θC‖ over the trained parameters
 * @param reachable C_reach
 * @param blocked C_block
 * @param error a bound, up to a small factor, of how far rounding may have moved C_reach and C_block against each other
 * @param reachableParts |(P(x - y))_{iq}|²/2N, Q x N
 * @param blockedParts |(P⊥(x - y))_{iq}|²/2N, Q x N
 */
public record LossSplit(
        double cost,
        double gradientNorm,
        double reachable,
        double blocked,
        double error,
        Matrix reachableParts,
        Matrix blockedParts) {

    /**
     * Splits the cost at the parameters of the Jacobian.
     *
     * @param labels Y, Q x N
     * @throws IllegalArgumentException if the labels do not fit
     */
    public static LossSplit of(Evaluation jacobian, JacobianSpectrum spectrum, Matrix labels) {
        RangeProjector projector = spectrum.projector();
        Matrix outputs = jacobian.outputs();
        Matrix residual = outputs.minus(labels);
        double[] gradient =
                jacobian.transposedTimes(Cost.outputGradient(outputs, labels).data());
        Matrix reachable = parts(projector.apply(residual.data()), residual);
        Matrix blocked = parts(projector.complement(residual.data()), residual);
        double cost = Cost.of(outputs, labels);
        return new LossSplit(
                cost,
                Matrix.column(gradient).frobeniusNorm(),
                sum(reachable.data()),
                sum(blocked.data()),
                cost * spectrum.rangeError(),
                reachable,
                blocked);
    }

    private static Matrix parts(double[] projected, Matrix shape) {
        double samples = shape.columns();
        return new Matrix(shape.rows(), shape.columns(), projected).map(value -> value * (value / (2 * samples)));
    }

    /** The share of the cost that is blocked, C_block/C; 0 for zero cost. */
    public double blockedShare() {
        return cost == 0 ? 0 : blocked / cost;
    }

    /** C_reach per sample, N entries. */
    public double[] reachablePerSample() {
        return columnSums(reachableParts);
    }

    /** C_block per sample, N entries. */
    public double[] blockedPerSample() {
        return columnSums(blockedParts);
    }

    /** C_reach per output, Q entries. */
    public double[] reachablePerOutput() {
        return columnSums(reachableParts.transpose());
    }

    /** C_block per output, Q entries. */
    public double[] blockedPerOutput() {
        return columnSums(blockedParts.transpose());
    }

    /**
     * A split per sample gathered by class.
     *
     * @param perSample N entries
     * @param codes the class of every sample, 0 … classes - 1
     */
    public static double[] perClass(double[] perSample, int[] codes, int classes) {
        if (perSample.length != codes.length) {
            throw new IllegalArgumentException(
                    "class codes: got " + codes.length + ", expected one per sample = " + perSample.length);
        }
        double[] sums = new double[classes];
        for (int i = 0; i < codes.length; i++) {
            sums[codes[i]] += perSample[i];
        }
        return sums;
    }

    private static double[] columnSums(Matrix matrix) {
        double[] sums = new double[matrix.columns()];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = sum(matrix.columnArray(j));
        }
        return sums;
    }

    private static double sum(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }
}
