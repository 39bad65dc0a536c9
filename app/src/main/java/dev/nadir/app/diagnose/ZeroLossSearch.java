package dev.nadir.app.diagnose;

import dev.nadir.app.shell.LossSummary;
import dev.nadir.assess.Assessor;
import dev.nadir.assess.Attainability;
import dev.nadir.assess.Question;
import dev.nadir.assess.Witness;
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
 * Whether weights of zero loss are known for the very network: its own, those at the end of the straight line from it, those
 * that assess constructs, or none, because samples conflict or a proof forbids them; else it is not decided.
 *
 * @param network with the weights that were found
 * @param cost measured with them
 * @param impossible whether conflicting samples or another proof forbid them
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
        if (rows > EASY && !start.wanted()) {
            return open("not tried, for " + rows + " numbers are to be fitted; --fix tries");
        }
        if (!start.spectrum().rank().decided() || rank < rows) {
            String known = start.spectrum().rank().decided() ? "rank D = " + rank : "the rank of D is undecided";
            return constructed(start, known + ", and the straight line needs rank " + rows, progress);
        }
        return walked(start, progress);
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
            String ended = String.format(
                    Locale.ROOT,
                    "the straight line from here ended at C = %.3g: %s",
                    accuracy.cost(),
                    result.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            return constructed(start, ended, progress);
        }
        return found(reached, accuracy.cost(), ", at the end of the straight line from here");
    }

    private static ZeroLossSearch found(Network network, double cost, String how) {
        String words = DiagnoseClaim.ZERO_LOSS_FOUND.with(cost, how).words();
        return new ZeroLossSearch(Optional.of(network), OptionalDouble.of(cost), false, words);
    }

    /** By what assess knows, where all layers are trained: constructions, other straight lines, proofs. */
    private static ZeroLossSearch constructed(Start start, String line, Progress progress) {
        Network network = start.summary().subject().network();
        if (start.trained().layers().length < network.layers().size()) {
            return open(line);
        }
        Attainability answer = Assessor.attainability(new Question(
                start.facts(),
                Optional.empty(),
                Optional.of(network),
                start.summary().subject().seed(),
                progress));
        if (answer.witness().isPresent()) {
            Witness witness = answer.witness().get();
            return found(
                    witness.network(),
                    witness.accuracy().cost(),
                    ": " + witness.stated().words());
        }
        return switch (answer.answer()) {
            case YES -> said("weights of zero loss exist for this network: ", answer, false);
            case NO -> said("no weights of this network reach zero loss: ", answer, true);
            case UNDECIDED -> open(line + "; no construction gave any");
        };
    }

    private static ZeroLossSearch said(String words, Attainability answer, boolean impossible) {
        return new ZeroLossSearch(
                Optional.empty(),
                OptionalDouble.empty(),
                impossible,
                words + answer.stated().words());
    }

    /** Whether weights of zero loss are known. */
    boolean found() {
        return network.isPresent();
    }
}
