package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How slowly descent removes the reachable loss, in the linearized model.
 *
 * <p>Where D stays what it is, the flow θ' = −∇_θC gives x' = −DDᵀ(x − y)/N, so the loss in the direction of the
 * eigenvector of λ_k falls like e^{−2λ_k t/N}, and descent θ ← θ − η∇_θC multiplies it by (1 − ηλ_k/N)² in every step. Beyond
 * ηλ_k/N = 2 it grows: η = 2N/λ_max is the edge of stability of the linearized model. D changes on the way; this is how long
 * it would take from here if it did not.
 *
 * @param learningRate η; where none is given, N/λ_max, half of the edge, with which the fastest direction takes one step
 * @param given whether the learning rate was given
 * @param largestStable 2N/λ_max; infinity if D = 0
 * @param rates λ_k/N of the directions that count as reachable, descending
 * @param losses the loss in each of these directions; they sum up to C_reach
 * @param blocked C_block
 */
public record TimeScales(
        double learningRate, boolean given, double largestStable, double[] rates, double[] losses, double blocked) {
    private static final double TENTH = Math.log(0.1);
    private static final int DECADES = 18;

    /** Checks the learning rate. */
    public TimeScales {
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learning rate: got " + learningRate + ", expected a positive number");
        }
    }

    /**
     * Of the residual x − y, Q x N, at the parameters of the spectrum.
     *
     * @param rank how many directions count as reachable
     */
    public static TimeScales of(JacobianSpectrum spectrum, int rank, Matrix residual, OptionalDouble learningRate) {
        int samples = residual.columns();
        double[] along = Products.transposedTimes(spectrum.left().columns(0, rank), residual.data());
        double[] rates = new double[rank];
        double[] losses = new double[rank];
        double reachable = 0;
        for (int k = 0; k < rank; k++) {
            rates[k] = spectrum.singularValues()[k] * (spectrum.singularValues()[k] / samples);
            losses[k] = along[k] * (along[k] / (2.0 * samples));
            reachable += losses[k];
        }
        double norm = residual.frobeniusNorm();
        double cost = norm * (norm / (2.0 * samples));
        double fastest = rank == 0 ? 0 : rates[0];
        return new TimeScales(
                learningRate.orElse(fastest > 0 ? 1 / fastest : 1),
                learningRate.isPresent(),
                2 / fastest,
                rates,
                losses,
                Math.max(0, cost - reachable));
    }

    /** The number of steps until a tenth of the loss is left in direction k: ln 0.1 / (2 ln |1 − ηλ_k/N|). */
    public double steps(int k) {
        double move = learningRate * rates[k];
        if (move >= 2 || move == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double perStep = move < 1 ? 2 * Math.log1p(-move) : 2 * Math.log(move - 1);
        return Math.max(1, Math.ceil(TENTH / perStep));
    }

    /** Whether descent with this learning rate leaves the loss of direction k no smaller: ηλ_k/N ≥ 2. */
    public boolean unstable(int k) {
        return learningRate * rates[k] >= 2;
    }

    /** The loss in directions that are unstable. */
    public double unstableLoss() {
        double sum = 0;
        for (int k = 0; k < rates.length; k++) {
            sum += unstable(k) ? losses[k] : 0;
        }
        return sum;
    }

    /** Whether direction k is stable and more than a tenth of its loss is left after so many steps. */
    public boolean slower(int k, double steps) {
        return !unstable(k) && steps(k) > steps;
    }

    /** The reachable loss in directions that need more than the given number of steps. */
    public double lossBeyond(double steps) {
        double sum = 0;
        for (int k = 0; k < rates.length; k++) {
            sum += slower(k, steps) ? losses[k] : 0;
        }
        return sum;
    }

    /** The cost that the linearized model predicts after so many steps, C_block + Σ_k c_k (1 − ηλ_k/N)^{2 steps}. */
    public double predicted(double steps) {
        double sum = blocked;
        for (int k = 0; k < rates.length; k++) {
            double move = learningRate * rates[k];
            double factor = Math.abs(1 - move);
            double logarithm = move < 0.5 ? Math.log1p(-move) : Math.log(factor);
            sum += steps == 0 ? losses[k] : losses[k] * Math.exp(2 * steps * logarithm);
        }
        return sum;
    }

    /** The reachable loss by decades of steps, from 1 to the slowest; what is unstable or beyond 1e18 under infinity. */
    public List<TimeScale> scales() {
        double[] sums = new double[DECADES + 2];
        for (int k = 0; k < rates.length; k++) {
            double steps = steps(k);
            int decade = steps > 1e18 ? DECADES + 1 : (int) Math.ceil(Math.log10(steps) - 1e-12);
            sums[decade] += losses[k];
        }
        int last = DECADES;
        while (last > 0 && sums[last] == 0) {
            last--;
        }
        List<TimeScale> scales = new ArrayList<>();
        for (int decade = 0; decade <= last; decade++) {
            scales.add(new TimeScale(Math.pow(10, decade), sums[decade]));
        }
        if (sums[DECADES + 1] > 0) {
            scales.add(new TimeScale(Double.POSITIVE_INFINITY, sums[DECADES + 1]));
        }
        return scales;
    }
}
