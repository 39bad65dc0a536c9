package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures what gradient descent will meet. */
final class OutlookMeasurement {
    private static final long LARGEST_RANK_PROBLEM = 1500;

    /** λ_max/λ_min from which a direction is called slow: the squared ratio of singular values of 1e4. */
    private static final double SLOW = 1e8;

    private final TrainingSet data;
    private final NetworkInQuestion network;
    private final RankReport inputRank;
    private final List<Stated> obstacles = new ArrayList<>();

    /**
     * Prepares the measurement.
     *
     * @param inputRank rank [X; 1ᵀ]
     */
    OutlookMeasurement(TrainingSet data, NetworkInQuestion network, RankReport inputRank) {
        this.data = data;
        this.network = network;
        this.inputRank = inputRank;
    }

    DescentOutlook run() {
        long bound = rankBound();
        countingObstacles(bound);
        Optional<RankReport> rank = Optional.empty();
        double smallest = Double.NaN;
        ForwardPass pass = network.network().forward(data.inputs());
        if (pass.isFinite() && network.equations() <= LARGEST_RANK_PROBLEM) {
            TrainingJacobian jacobian = TrainingJacobian.of(pass);
            JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
            rank = Optional.of(spectrum.rank());
            smallest = spectrum.smallestEigenvalue();
            measuredObstacles(jacobian, spectrum);
        }
        symmetries();
        return new DescentOutlook(
                network.parameters(), network.effective(), network.equations(), bound, rank, smallest, obstacles);
    }

    /**
     * Σ_l M_l min(M_{l−1} + 1, N), and rank [X; 1ᵀ] for the first layer: the block of layer l is a sum of M_l products
     * of a diagonal with the layer's inputs.
     */
    private long rankBound() {
        long bound = 0;
        for (int l = 0; l < network.network().layers().size(); l++) {
            var layer = network.network().layers().get(l);
            long features =
                    l == 0 && inputRank.decided() ? inputRank.rank() : Math.min(layer.inputDim() + 1L, data.samples());
            bound += layer.outputDim() * features;
        }
        return Math.min(bound, network.effective());
    }

    private void countingObstacles(long bound) {
        long anywhere = network.effectiveAnywhere();
        if (anywhere < network.equations()) {
            say(AssessClaim.DIRECTIONS_BLOCKED.with(anywhere, network.equations(), network.equations() - anywhere));
        } else if (bound < network.equations() && inputRank.decided()) {
            say(AssessClaim.RANK_BOUNDED_BY_INPUTS.with(
                    bound, network.equations(), network.parameters(), inputRank.rank()));
        }
    }

    private void measuredObstacles(TrainingJacobian jacobian, JacobianSpectrum spectrum) {
        RankReport rank = spectrum.rank();
        if (!rank.decided()) {
            return;
        }
        String where = network.given() ? "at the given parameters" : "at a random initialization";
        double ratio = Math.pow(spectrum.largestSingularValue() / spectrum.leastSingularValue(), 2);
        if (rank.rank() < network.equations()) {
            say(AssessClaim.RANK_TOO_SMALL.with(rank.rank(), network.equations(), where));
        } else if (ratio > SLOW) {
            say(AssessClaim.SLOW_DIRECTION.with(ratio, where));
        }
        if (network.given()) {
            LossSplit split = LossSplit.of(jacobian, spectrum, data.labels());
            say(AssessClaim.LOSS_BLOCKED.with(split.cost(), split.blocked()));
        }
    }

    private void symmetries() {
        network.hiddenActivations().stream()
                .filter(Activation::positivelyHomogeneous)
                .map(Activation::name)
                .distinct()
                .forEach(name -> say(AssessClaim.SCALING_SYMMETRIES.with(name)));
    }

    private void say(Stated stated) {
        obstacles.add(stated);
    }
}
