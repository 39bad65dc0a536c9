package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known about the layers and the rows of D where descent stalls.
 *
 * @param layers every layer on the data
 * @param groups samples with nearly dependent rows of D; empty where the kernel is too large to be formed
 * @param leastDirection unit vector of length QN along which the outputs can be moved with most effort: the left singular
 *     vector of the least σ above the cut; zeros if the rank is 0
 * @param sampleShares the share of each sample in what moves least, N entries that sum up to 1: in the subspace that
 *     cannot be moved at all, where there is one, otherwise in {@code leastDirection}
 * @param chain the factors of the lower bound of σ_min(D)
 */
public record StallDiagnosis(
        List<LayerDiagnosis> layers,
        Optional<DependentRows> groups,
        double[] leastDirection,
        double[] sampleShares,
        BoundChain chain) {
    private static final int KERNEL_ROWS = 6000; // 288 MB
    private static final int CHAIN_SAMPLES = 256;

    /** Freezes the lists. */
    public StallDiagnosis {
        layers = List.copyOf(layers);
    }

    /** Diagnoses; costs an SVD per weight and, for QN up to 6000, one tangent kernel if the spectrum formed none. */
    public static StallDiagnosis of(TrainingJacobian jacobian, JacobianSpectrum spectrum, SpectrumOptions options) {
        double[] least = leastDirection(jacobian, spectrum);
        LayerShares layerShares = new LayerShares(jacobian, least);
        List<LayerDiagnosis> layers = IntStream.rangeClosed(
                        1, jacobian.network().layers().size())
                .mapToObj(layer -> LayerDiagnosis.of(jacobian, layer, layerShares))
                .toList();
        Optional<DependentRows> groups = jacobian.rows() > KERNEL_ROWS || jacobian.columns() == 0
                ? Optional.empty()
                : Optional.of(DependentRows.of(spectrum.kernel()
                        .orElseGet(() -> EmpiricalNtk.of(jacobian, options.blocking(), Progress.NONE))));
        double[] shares = shares(jacobian, spectrum);
        BoundChain chain = BoundChain.of(jacobian, mostAffected(shares));
        return new StallDiagnosis(layers, groups, least, shares, chain);
    }

    private static double[] leastDirection(TrainingJacobian jacobian, JacobianSpectrum spectrum) {
        int rank = spectrum.rank().rank();
        return rank == 0 ? new double[jacobian.rows()] : spectrum.left().columnArray(rank - 1);
    }

    /** |P⊥ e_r|² summed over the rows r of a sample and divided by QN - rank; for full rank the squared entries of u. */
    private static double[] shares(TrainingJacobian jacobian, JacobianSpectrum spectrum) {
        int rank = spectrum.rank().rank();
        boolean full = rank == jacobian.rows();
        Matrix basis = full ? spectrum.left() : spectrum.range().left();
        double[] shares = new double[jacobian.samples()];
        for (int r = 0; r < jacobian.rows(); r++) {
            double reached = 0;
            for (int k = full ? rank - 1 : 0; k < rank; k++) {
                reached += basis.get(r, k) * basis.get(r, k);
            }
            double share = full ? reached : Math.max(0, 1 - reached) / (jacobian.rows() - rank);
            shares[r / jacobian.outputDim()] += share;
        }
        return shares;
    }

    private static int[] mostAffected(double[] shares) {
        return IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -shares[i]))
                .limit(CHAIN_SAMPLES)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The samples with the largest shares, in that order, until they make up the given part of the direction. */
    public int[] samplesCarrying(double part) {
        int[] order = IntStream.range(0, sampleShares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -sampleShares[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = 0;
        int count = 0;
        while (count < order.length && sum < part) {
            sum += sampleShares[order[count++]];
        }
        return Arrays.copyOf(order, count);
    }
}
