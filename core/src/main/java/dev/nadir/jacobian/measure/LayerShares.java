package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.JacobianFactors;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.model.BroadcastProduct;

/** How much every trained layer contributes to DDᵀ, in all and along one direction. */
final class LayerShares {
    private final double[] kernel;
    private final double[] least;

    /** Of the trace of DDᵀ, and of |Dᵀu|² for a unit vector u of length QN. */
    LayerShares(TrainingJacobian jacobian, double[] u) {
        int layers = jacobian.network().layers().size();
        this.kernel = new double[layers + 1];
        this.least = new double[layers + 1];
        JacobianFactors factors = jacobian.factors();
        for (int k = 0; k < factors.layers().length; k++) {
            BroadcastProduct block = factors.products().get(k);
            double moved =
                    dev.nadir.matrix.Matrix.column(block.transposedTimes(u)).frobeniusNorm();
            kernel[factors.layers()[k]] = block.squaredNorm();
            least[factors.layers()[k]] = moved * moved;
        }
        normalize(kernel);
        normalize(least);
    }

    double kernel(int layer) {
        return kernel[layer];
    }

    double least(int layer) {
        return least[layer];
    }

    private static void normalize(double[] shares) {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int l = 0; l < shares.length; l++) {
            shares[l] = sum == 0 ? 0 : shares[l] / sum;
        }
    }
}
