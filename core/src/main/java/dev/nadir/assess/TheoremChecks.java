package dev.nadir.assess;

import dev.nadir.assess.TheoremCheck.Hypothesis;
import dev.nadir.data.Duplicates;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.Activation;
import dev.nadir.network.Exp;
import dev.nadir.network.Softplus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The hypotheses of the theorems, measured. */
final class TheoremChecks {
    private final RankReport rank;
    private final int samples;
    private final StructureReport structure;
    private final Optional<Subject> subject;

    /**
     * Collects what was measured.
     *
     * @param rank of [X; 1ᵀ] over the distinct samples
     * @param samples N, distinct
     * @param subject the network in question, if any
     */
    TheoremChecks(RankReport rank, int samples, StructureReport structure, Optional<Subject> subject) {
        this.rank = rank;
        this.samples = samples;
        this.structure = structure;
        this.subject = subject;
    }

    List<TheoremCheck> all(Duplicates duplicates) {
        List<TheoremCheck> checks = new ArrayList<>();
        checks.add(new TheoremCheck(
                "[CM] Proposition 1", "linear regression reaches zero loss for every Y", List.of(fullRank())));
        subject.ifPresent(network -> {
            checks.add(theorem21(network));
            checks.add(theorem22(network));
            checks.add(theorem13(network));
        });
        checks.add(lift(duplicates));
        if (structure.classLike()) {
            checks.add(separability());
            checks.add(clusters());
        }
        return checks;
    }

    private Hypothesis fullRank() {
        return new Hypothesis(
                "rank [X; 1ᵀ] = N",
                String.format(
                        Locale.ROOT,
                        "rank %d, N = %d, condition %.3g%s",
                        rank.rank(),
                        samples,
                        rank.condition(),
                        rank.decided() ? "" : ", undecided"),
                rank.decided() && rank.rank() == samples);
    }

    private TheoremCheck theorem21(Subject network) {
        return new TheoremCheck(
                "[CM] Theorem 2.1",
                "explicit zero-loss weights for every Y, solved for in the first layer",
                List.of(fullRank(), wideEnough(network), hidden(network)));
    }

    private TheoremCheck theorem22(Subject network) {
        Activation activation = network.activation();
        boolean positive = activation instanceof Softplus || activation instanceof Exp;
        return new TheoremCheck(
                "[CM] Theorem 2.2",
                "the same with the later weights given",
                List.of(
                        fullRank(),
                        wideEnough(network),
                        new Hypothesis("σ maps ℝ onto the positive numbers", "σ = " + activation.name(), positive)));
    }

    private static Hypothesis wideEnough(Subject network) {
        int narrowest = network.hidden().stream().mapToInt(width -> width).min().orElse(Integer.MAX_VALUE);
        return new Hypothesis(
                "every hidden layer has at least Q units",
                network.hidden().isEmpty()
                        ? "no hidden layer"
                        : "narrowest " + narrowest + ", Q = " + network.outputDim(),
                narrowest >= network.outputDim());
    }

    private static Hypothesis hidden(Subject network) {
        return new Hypothesis(
                "σ is a local diffeomorphism somewhere",
                "σ = " + network.activation().name(),
                true);
    }

    private TheoremCheck theorem13(Subject network) {
        return new TheoremCheck(
                "[CE] Theorem 1.3",
                "for generic data gradient descent cannot reach zero loss",
                List.of(new Hypothesis(
                        "K < QN",
                        "K = " + network.parameters() + " (effective " + network.effective() + "), QN = "
                                + network.equations(),
                        network.effective() < network.equations())));
    }

    private TheoremCheck lift(Duplicates duplicates) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        hypotheses.add(new Hypothesis(
                "distinct inputs",
                duplicates.conflicts().isEmpty()
                        ? samples + " distinct samples"
                        : duplicates.conflicts().size() + " pairs of equal inputs with different labels",
                duplicates.conflicts().isEmpty()));
        subject.ifPresent(network -> hypotheses.add(new Hypothesis(
                "a hidden layer of at least N − 1 units",
                network.hidden().isEmpty()
                        ? "no hidden layer"
                        : "widest "
                                + network.hidden().stream()
                                        .mapToInt(w -> w)
                                        .max()
                                        .orElse(0) + ", N = " + samples,
                network.hidden().stream().anyMatch(width -> width >= samples - 1))));
        return new TheoremCheck(
                "lift theorem", "random features of analytic σ make a linear solve possible for every Y", hypotheses);
    }

    private TheoremCheck separability() {
        return new TheoremCheck(
                "sequential linear separability (arXiv 2405.07098)",
                "C − 1 hyperplanes give zero loss, whatever N",
                List.of(new Hypothesis(
                        "the classes can be separated one after the other",
                        structure.separable()
                                ? String.format(
                                        Locale.ROOT,
                                        "order %s, smallest gap %.3g",
                                        structure.order(),
                                        structure.smallestGap())
                                : "stuck at the classes " + structure.stuck()
                                        + (structure.refuted() ? ", proved" : ", not decided in doubles"),
                        structure.separable())));
    }

    private TheoremCheck clusters() {
        return new TheoremCheck(
                "clustered data (arXiv 2309.10639)",
                "C truncation cones give zero loss, whatever N",
                List.of(new Hypothesis(
                        "radius δ below δ*",
                        String.format(Locale.ROOT, "δ = %.4g, δ* = %.4g", structure.radius(), structure.radiusBound()),
                        structure.radius() < structure.radiusBound())));
    }
}
