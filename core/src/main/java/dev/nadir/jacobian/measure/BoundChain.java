package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.ChainFactor;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why σ_min(D) is small, factor by factor.
 *
 * <p>The block of layer l alone gives σ_min(D) ≥ σ_min(ã^{l-1}) · min_i σ_min(δ_i^l) ([CM] Lemma 1), and δ_i^l = Σ'_l
 * W_{l+1}ᵀ Σ'_{l+1} ⋯ is a chain. The layer with the best such bound is the pivot; each link of its chain is charged
 * with the factor by which it reduces σ_min, relative to its own largest stretch. The smallest factor is responsible. A
 * bound is not the thing itself: the factors explain λ_min, they do not predict it.
 *
 * @param pivot the layer l of the best bound; 0 if no trained layer has as many features as there are samples
 * @param bound the bound itself
 * @param factors of the pivot's chain, from the features up
 */
public record BoundChain(int pivot, double bound, List<ChainFactor> factors) {

    /** Freezes the list. */
    public BoundChain {
        factors = List.copyOf(factors);
    }

    /**
     * Over the given samples (all of them, or those that matter).
     *
     * @param samples indices from 0; small singular value problems of size M_l x Q are solved for each and each layer
     */
    public static BoundChain of(TrainingJacobian jacobian, int[] samples) {
        BoundChain best = new BoundChain(0, 0, List.of());
        for (int layer : jacobian.selection().layers()) {
            Matrix features = jacobian.features(layer);
            if (features.rows() < features.columns()
                    || jacobian.network().layers().get(layer - 1).outputDim() < jacobian.outputDim()) {
                continue;
            }
            BoundChain chain = chain(jacobian, layer, samples);
            if (best.pivot == 0 || chain.bound > best.bound) {
                best = chain;
            }
        }
        return best;
    }

    private static BoundChain chain(TrainingJacobian jacobian, int pivot, int[] samples) {
        double[] values = jacobian.featureSingularValues(pivot);
        double smallest = values[values.length - 1];
        List<ChainFactor> factors = new ArrayList<>();
        factors.add(
                new ChainFactor(ChainFactor.Part.FEATURES, pivot - 1, -1, values[0] == 0 ? 0 : smallest / values[0]));
        Links links = new Links(jacobian, pivot);
        double least = Double.POSITIVE_INFINITY;
        for (int sample : samples) {
            least = Math.min(least, links.add(sample));
        }
        factors.addAll(links.factors());
        return new BoundChain(pivot, smallest * least, factors);
    }

    /** The smallest factor. */
    public Optional<ChainFactor> weakest() {
        return factors.stream().min(Comparator.comparingDouble(ChainFactor::value));
    }

    /** The factors of the weights and slopes above the pivot, the smallest over the samples added so far. */
    private static final class Links {
        private final TrainingJacobian jacobian;
        private final int pivot;
        private final int top;
        private final ChainFactor[] weights;
        private final ChainFactor[] slopes;
        private final double[] norms;

        Links(TrainingJacobian jacobian, int pivot) {
            this.jacobian = jacobian;
            this.pivot = pivot;
            this.top = jacobian.network().layers().size();
            this.weights = new ChainFactor[top + 1];
            this.slopes = new ChainFactor[top + 1];
            this.norms = new double[top + 1];
            for (int l = pivot + 1; l <= top; l++) {
                Layer layer = jacobian.network().layers().get(l - 1);
                norms[l] = Math.abs(layer.parametrization().factor()) * norm(jacobian.weightSingularValues(l));
            }
        }

        /** Adds one sample; returns σ_min(δ_i) at the pivot. */
        double add(int sample) {
            Matrix delta = Matrix.identity(jacobian.outputDim());
            double sigma = 1;
            for (int l = top; l >= pivot; l--) {
                if (l < top) {
                    delta = Products.transposedTimes(
                            jacobian.network().layers().get(l).jacobianWeight(), delta);
                    double after = BroadcastProduct.smallestForColumns(delta);
                    record(
                            weights,
                            new ChainFactor(ChainFactor.Part.WEIGHT, l + 1, sample, ratio(after, sigma, norms[l + 1])));
                    sigma = meaningful(after, delta);
                }
                delta = scaled(delta, jacobian.slopes(l).columnArray(sample));
                double after = BroadcastProduct.smallestForColumns(delta);
                double largest = jacobian.slopes(l).maxAbs();
                record(slopes, new ChainFactor(ChainFactor.Part.SLOPES, l, sample, ratio(after, sigma, largest)));
                sigma = meaningful(after, delta);
            }
            return sigma;
        }

        /** 0 for a σ_min that is only rounding, so that nothing is charged for what is left of it. */
        private static double meaningful(double sigma, Matrix delta) {
            return sigma > 16 * Math.ulp(1.0) * delta.frobeniusNorm() ? sigma : 0;
        }

        /** 1 where an earlier link has already lost everything: it is not this one's doing. */
        private static double ratio(double after, double before, double stretch) {
            if (before == 0) {
                return 1;
            }
            return stretch == 0 ? 0 : Math.min(1, after / before / stretch);
        }

        private static void record(ChainFactor[] smallest, ChainFactor factor) {
            int l = factor.layer();
            if (smallest[l] == null || factor.value() < smallest[l].value()) {
                smallest[l] = factor;
            }
        }

        private static Matrix scaled(Matrix delta, double[] slopes) {
            Matrix product = delta.copy();
            for (int at = 0; at < product.data().length; at++) {
                product.data()[at] *= slopes[at % slopes.length];
            }
            return product;
        }

        List<ChainFactor> factors() {
            List<ChainFactor> all = new ArrayList<>();
            for (int l = pivot; l <= top; l++) {
                if (l > pivot && weights[l] != null) {
                    all.add(weights[l]);
                }
                if (slopes[l] != null) {
                    all.add(slopes[l]);
                }
            }
            return all;
        }

        private static double norm(double[] values) {
            return values.length == 0 ? 0 : values[0];
        }
    }
}
