package dev.nadir.construct.pivot;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The scheme all pivot constructions share (mathematics §2.1): lift, pull back, one affine solve in between.
 *
 * @param architecture hidden widths and activation
 * @param pivot k in 1 … L+1
 */
public record PivotLayer(Architecture architecture, int pivot) {
    private static final String WAY_OUT =
            "lift the data first with a layer of at least N - 1 units and a curved activation such as tanh";

    public PivotLayer {
        architecture.requirePivot(pivot);
    }

    /** What stands in the way before any work is done: a narrow layer, too few features, too little memory. */
    public Optional<Refusal> obstacle(Problem problem) {
        return narrowLayer(problem.data().outputDim())
                .or(() -> tooFewFeatures(problem.data()))
                .or(() -> MemoryNeed.of(architecture, pivot, problem.data()).refusal());
    }

    /** The lift, drawn with pre-activations of standard deviation s. */
    Lift lift(Problem problem, double deviation) {
        if (pivot > 1) {
            problem.progress()
                    .stage("lifting " + problem.data().samples() + " samples to "
                            + architecture.featuresAt(pivot, problem.data().inputDim()) + " features");
        }
        return Lift.of(
                problem.scaledInputs(),
                architecture.hidden().subList(0, pivot - 1),
                architecture.activation(),
                deviation,
                new SplittableRandom(problem.seed()));
    }

    /** Pull back, solve, and put the layers together; refuses if the features do not have rank N. */
    Outcome join(Problem problem, Lift lift, AffineSolve solve, String name) {
        Optional<Refusal> deficiency = deficiency(solve.rank());
        if (deficiency.isPresent()) {
            return deficiency.get();
        }
        problem.progress().stage("pulling the labels back");
        List<Integer> above = architecture.hidden().subList(pivot - 1, architecture.depth());
        SplittableRandom random = new SplittableRandom(problem.seed() + 1);
        PullBack pulled = PullBack.through(problem.data().labels(), above, architecture.activation(), random);
        problem.progress().stage("solving for layer " + pivot);
        AffineSolve.Affine affine = solve.solve(pulled.target());
        List<Layer> layers = new ArrayList<>(lift.layers());
        layers.add(pivotLayer(affine, pulled, above, random));
        layers.addAll(pulled.layers());
        Network network = new Network(problem.inputScaling(), layers);
        return new Constructed(network, name, pivot, solve.rank(), List.of());
    }

    private Layer pivotLayer(AffineSolve.Affine affine, PullBack pulled, List<Integer> above, SplittableRandom random) {
        if (above.isEmpty()) {
            return new Layer(affine.weight(), affine.bias(), new Identity());
        }
        FreeUnits free = new FreeUnits(pulled.window(), random);
        int units = above.get(0);
        return new Layer(
                free.below(affine.weight(), units), free.bias(affine.bias(), units), architecture.activation());
    }

    private Optional<Refusal> narrowLayer(int outputDim) {
        for (int l = pivot; l <= architecture.depth(); l++) {
            int width = architecture.hidden().get(l - 1);
            if (width < outputDim) {
                return Optional.of(new Refusal(
                        "narrow-layer",
                        "hidden layer " + l + " has " + width + (width == 1 ? " unit" : " units")
                                + ", fewer than the Q = " + outputDim
                                + " outputs that must pass through every layer from the pivot " + pivot + " on",
                        "make hidden layer " + l + " at least " + outputDim + " wide, or move the pivot behind it"));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> tooFewFeatures(TrainingSet data) {
        int features = architecture.featuresAt(pivot, data.inputDim());
        if (features + 1 >= data.samples()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "rank",
                "rank [A; 1ᵀ] ≤ " + (features + 1) + " < N = " + data.samples() + " at pivot " + pivot + ": it sees "
                        + features + " features for " + data.samples() + " distinct samples",
                WAY_OUT,
                lifted(data.samples())));
    }

    /** The refusal if the features do not have rank N. */
    Optional<Refusal> deficiency(RankReport rank) {
        if (rank.rank() == rank.size()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "rank",
                "rank [A; 1ᵀ] = " + rank.rank() + " < N = " + rank.size() + " at pivot " + pivot
                        + String.format(
                                java.util.Locale.ROOT,
                                " (singular values around the cut %.3g and %.3g, tolerance %.3g)",
                                rank.sigmaAbove(),
                                rank.sigmaBelow(),
                                rank.tolerance()),
                WAY_OUT,
                lifted(rank.size())));
    }

    private static Map<String, String> lifted(int samples) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hidden", Integer.toString(Widths.lift(samples)));
        settings.put("pivot", "2");
        return settings;
    }
}
