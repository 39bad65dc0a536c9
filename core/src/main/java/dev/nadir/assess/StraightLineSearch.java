package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.straight.StraightLineOptions;
import dev.nadir.flow.straight.StraightLineResult;
import dev.nadir.flow.straight.StraightLineTrainer;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The straight line of [LI] from the given parameters and from fresh draws, with bounded work: at most {@value
 * #MOST_JACOBIANS} Jacobians from each of at most {@value #DRAWS} + 1 starts, for QN up to {@value #MOST_EQUATIONS} and K
 * up to {@value #MOST_PARAMETERS}.
 */
final class StraightLineSearch {
    static final int MOST_JACOBIANS = 80;
    static final int DRAWS = 2;
    static final int MOST_EQUATIONS = 500;
    static final int MOST_PARAMETERS = 20_000;

    private final NetworkInQuestion network;
    private final TrainingSet data;
    private final Progress progress;
    private final List<String> tried;

    /** Reports what was tried to the list. */
    StraightLineSearch(NetworkInQuestion network, TrainingSet data, Progress progress, List<String> tried) {
        this.network = network;
        this.data = data;
        this.progress = progress;
        this.tried = tried;
    }

    Optional<Witness> run(long seed) {
        if (network.effective() < network.equations()) {
            return notTried("rank D cannot reach QN = " + network.equations());
        }
        if (network.equations() > MOST_EQUATIONS || network.parameters() > MOST_PARAMETERS) {
            return notTried("QN = " + network.equations() + " or K = " + network.parameters() + " is above "
                    + MOST_EQUATIONS + " or " + MOST_PARAMETERS + "; walked as a construction it has no such limit");
        }
        List<String> stopped = new ArrayList<>();
        for (Map.Entry<String, Network> start : starts(seed).entrySet()) {
            if (!start.getValue().forward(data.inputs()).isFinite()) {
                stopped.add("from " + start.getKey() + ": a layer overflows");
                continue;
            }
            StraightLineResult end = walk(start.getValue());
            Optional<Witness> found = Witness.measured(
                    start.getValue().withParameters(end.theta()), data, AssessClaim.WEIGHTS_TRAINED, start.getKey());
            if (found.isPresent()) {
                return found;
            }
            stopped.add("from " + start.getKey() + ": " + end.message());
        }
        tried.add("the straight line, at most " + MOST_JACOBIANS + " Jacobians each, " + String.join("; ", stopped));
        return Optional.empty();
    }

    private Optional<Witness> notTried(String why) {
        tried.add("the straight line was not tried: " + why);
        return Optional.empty();
    }

    private Map<String, Network> starts(long seed) {
        Map<String, Network> starts = new LinkedHashMap<>();
        if (network.given()) {
            starts.put("the given parameters", network.network());
        }
        Optional<RowScaling> own = network.network().inputScaling();
        Optional<RowScaling> scaling =
                own.isPresent() || !network.network().layers().get(0).biased()
                        ? own
                        : Optional.of(Standardization.of(data.inputs()));
        for (int k = 0; k < DRAWS; k++) {
            Network drawn = Initialization.of(Initialization.Scheme.KAIMING)
                    .redraw(network.network(), new SplittableRandom(seed + k));
            starts.put("a draw of seed " + (seed + k), new Network(scaling, drawn.layers()));
        }
        return starts;
    }

    private StraightLineResult walk(Network start) {
        double residual = Math.max(Double.MIN_NORMAL, 1e-10 * data.labels().maxAbs());
        return new StraightLineTrainer(new StraightLineOptions(residual, MOST_JACOBIANS), progress).train(start, data);
    }
}
