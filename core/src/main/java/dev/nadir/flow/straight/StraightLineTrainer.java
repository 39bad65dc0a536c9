package dev.nadir.flow.straight;

import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.straight.StraightLineResult.Status;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Model;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.Locale;
import java.util.Objects;

/**
 * Moves a network along the straight line x_0 + t (y − x_0) in output space until the data are fitted, [LI]: Euler
 * predictor and Newton corrector, both θ ← θ + D⁺(target − x).
 *
 * <p>A move is accepted when it contracts ‖target − x‖ below 0.7 of what it was, measured before the next Jacobian is
 * paid for; otherwise the knot is taken back and the step halved. Steps double after success. Needs distinct inputs and
 * rank D = QN at the start, both tested first. Cost per Jacobian: one tangent kernel and its Cholesky factor, or a QR of
 * Dᵀ where σ_min/σ_max is below 1e-7.
 */
public final class StraightLineTrainer {
    private final StraightLineOptions options;
    private final Progress progress;

    /** With the given options, telling its progress. */
    public StraightLineTrainer(StraightLineOptions options, Progress progress) {
        this.options = Objects.requireNonNull(options, "options");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Trains all layers of a perceptron.
     *
     * @throws IllegalArgumentException if the data do not fit the network
     */
    public StraightLineResult train(Network network, TrainingSet data) {
        return train(new NetworkModel(network), data);
    }

    /** Trains the trained parameters of a model. */
    public StraightLineResult train(Model model, TrainingSet data) {
        Duplicates duplicates = Duplicates.of(data);
        LossLandscape whole = new LossLandscape(model, data);
        if (duplicates.hasConflicts()) {
            Duplicates.Pair pair = duplicates.conflicts().get(0);
            return stoppedAtStart(
                    whole,
                    Status.CONFLICTING_DUPLICATES,
                    "samples " + (pair.first() + 1) + " and " + (pair.second() + 1)
                            + " have the same inputs and different labels" + " ("
                            + duplicates.conflicts().size() + " such pairs, counted from 1)",
                    "remove or merge the conflicting samples; no network of this kind fits both");
        }
        LossLandscape landscape = new LossLandscape(model, duplicates.merged(data));
        progress.stage("rank of the Jacobian at the start");
        Evaluation start = landscape.jacobian(landscape.forward(landscape.start()));
        JacobianSpectrum spectrum = JacobianSpectrum.of(start);
        RankReport rank = spectrum.rank();
        if (rank.rank() < start.rows()) {
            return stoppedAtStart(
                            whole,
                            Status.RANK_DEFICIENT,
                            String.format(
                                    Locale.ROOT,
                                    "rank D = %d of QN = %d with K = %d at the start (σ_max %.2e, last value above the cut %.2e,"
                                            + " below it %.2e)",
                                    rank.rank(),
                                    start.rows(),
                                    start.columns(),
                                    rank.sigmaMax(),
                                    rank.sigmaAbove(),
                                    rank.sigmaBelow()),
                            start.columns() < start.rows()
                                    ? "K < QN: use wider layers, at least " + start.rows()
                                            + " parameters, or fewer samples"
                                    : "use wider hidden layers or another seed; features constant in all but a few samples add"
                                            + " parameters without adding rank")
                    .withRank(rank);
        }
        return new StraightLineWalk(landscape, options, progress)
                .walk()
                .finish(whole)
                .withRank(rank);
    }

    private static StraightLineResult stoppedAtStart(
            LossLandscape landscape, Status status, String message, String wayOut) {
        StraightLineWalk.Summary summary = StraightLineWalk.Summary.atStart(landscape, status, message, wayOut);
        return summary.finish(landscape);
    }

    /** max |x − y| of a state. */
    static double residual(LossLandscape landscape, double[] state) {
        Matrix outputs = landscape.outputs(state);
        return outputs.minus(landscape.data().labels()).maxAbs();
    }
}
