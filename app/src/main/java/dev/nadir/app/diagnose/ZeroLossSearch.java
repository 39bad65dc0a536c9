package dev.nadir.app.diagnose;

import dev.nadir.app.shell.LossSummary;
import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.construct.Accuracy;
import dev.nadir.data.DataFacts;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.straight.StraightLineOptions;
import dev.nadir.flow.straight.StraightLineResult;
import dev.nadir.flow.straight.StraightLineTrainer;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether weights of zero loss are known for the very network: its own, those at the end of the straight line from it, or
 * none, because samples conflict; else it is not decided.
 *
 * @param network with the weights that were found
 * @param cost measured with them
 * @param impossible whether conflicting samples forbid them
 * @param words a clause for the headline; empty if the network itself has zero loss
 */
record ZeroLossSearch(Optional<Network> network, OptionalDouble cost, boolean impossible, String words) {
    /** Beyond this many outputs the straight line is walked only when its end is asked for. */
    private static final int EASY = 2000;

    /** What the search starts from. */
    record Start(
            LossSummary summary, DataFacts facts, JacobianSpectrum spectrum, LayerSelection trained, boolean wanted) {}

    static ZeroLossSearch from(Start start, Progress progress) {
        LossSummary summary = start.summary();
        if (summary.measures().zero()) {
            return new ZeroLossSearch(
                    Optional.of(summary.subject().network()),
                    OptionalDouble.of(summary.diagnosis().cost()),
                    false,
                    "");
        }
        Duplicates duplicates = start.facts().duplicates();
        if (duplicates.hasConflicts()) {
            return impossible(summary, duplicates.conflicts().get(0));
        }
        int rows = summary.diagnosis().distinctRows();
        int rank = start.spectrum().rank().rank();
        if (!start.spectrum().rank().decided() || rank < rows) {
            String known = start.spectrum().rank().decided() ? "rank D = " + rank : "the rank of D is undecided";
            return open(known + ", and the straight line, which finds them, needs rank " + rows);
        }
        return rows > EASY && !start.wanted()
                ? open("not tried, for " + rows + " numbers are to be fitted; --fix tries")
                : walked(start, progress);
    }

    private static ZeroLossSearch impossible(LossSummary summary, Duplicates.Pair pair) {
        double bound = summary.diagnosis().findings().stream()
                .filter(finding -> finding.claim() == DiagnoseClaim.CONFLICTING_DUPLICATES)
                .mapToDouble(finding -> finding.loss())
                .sum();
        String samples = "samples " + (pair.first() + 1) + " and " + (pair.second() + 1);
        String words = DiagnoseClaim.ZERO_LOSS_IMPOSSIBLE.with(samples, bound).words();
        return new ZeroLossSearch(Optional.empty(), OptionalDouble.empty(), true, words);
    }

    private static ZeroLossSearch open(String why) {
        String words = "whether other weights of this network reach zero loss is not decided (" + why + ")";
        return new ZeroLossSearch(Optional.empty(), OptionalDouble.empty(), false, words);
    }

    private static ZeroLossSearch walked(Start start, Progress progress) {
        TrainingSet data = start.summary().subject().data();
        NetworkModel model = new NetworkModel(start.summary().subject().network(), start.trained());
        StraightLineResult result =
                new StraightLineTrainer(StraightLineOptions.defaults(), progress).train(model, data);
        Network reached = model.withParameters(result.theta()).network();
        Accuracy accuracy = Accuracy.of(reached, data);
        if (!accuracy.zeroLoss()) {
            return open(String.format(
                    Locale.ROOT,
                    "the straight line from here ended at C = %.3g: %s",
                    accuracy.cost(),
                    result.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        String words = DiagnoseClaim.ZERO_LOSS_FOUND.with(accuracy.cost()).words();
        return new ZeroLossSearch(Optional.of(reached), OptionalDouble.of(accuracy.cost()), false, words);
    }

    /** Whether weights of zero loss are known. */
    boolean found() {
        return network.isPresent();
    }
}
