package dev.nadir.construct.plan;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.DataFacts;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Network;
import dev.nadir.network.ZeroLoss;
import dev.nadir.progress.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From raw data to a measured zero-loss network: merge identical samples, standardize, plan, construct, evaluate.
 *
 * @param standardize whether the network carries a standardization of the features in front
 * @param seed for every random choice
 */
public record Fitting(boolean standardize, long seed) {
    private static final int LISTED_PAIRS = 5;

    /** Above this size the condition of a weight is not computed for a message. */
    private static final int SVD_LIMIT = 1000;

    /** Standardized, seed 1. */
    public static Fitting defaults() {
        return new Fitting(true, 1);
    }

    /**
     * Fits the data or says why not.
     *
     * @throws IllegalArgumentException if the wishes contradict each other or the data
     */
    public Attempt fit(TrainingSet data, Wishes wishes, Progress progress) {
        progress.stage("looking for identical samples");
        return fit(DataFacts.of(data), wishes, progress);
    }

    /** The same where the data are known already. */
    public Attempt fit(DataFacts facts, Wishes wishes, Progress progress) {
        Duplicates duplicates = facts.duplicates();
        if (duplicates.hasConflicts()) {
            return new Attempt(List.of(), conflict(duplicates), Optional.empty(), duplicates.representatives().length);
        }
        TrainingSet distinct = facts.distinct();
        Optional<RowScaling> scaling = standardize ? Optional.of(facts.standardization()) : Optional.empty();
        Problem problem = new Problem(distinct, scaling, seed, progress);
        Plan plan = Planner.plan(problem, wishes);
        Outcome outcome = plan.construction().construct(problem);
        if (outcome instanceof Constructed constructed) {
            progress.stage("evaluating the network");
            Accuracy accuracy = Accuracy.of(constructed.network(), facts.data());
            return new Attempt(
                    plan.reasons(),
                    plan.construction().promisesZeroLoss() ? judged(constructed, accuracy) : constructed,
                    Optional.of(accuracy),
                    distinct.samples());
        }
        return new Attempt(plan.reasons(), outcome, Optional.empty(), distinct.samples());
    }

    private static Refusal conflict(Duplicates duplicates) {
        String pairs = duplicates.conflicts().stream()
                .limit(LISTED_PAIRS)
                .map(pair -> (pair.first() + 1) + " and " + (pair.second() + 1))
                .collect(Collectors.joining(", "));
        int more = duplicates.conflicts().size() - LISTED_PAIRS;
        return new Refusal(
                "conflicting-duplicates",
                "identical inputs with different labels: samples " + pairs
                        + (more > 0 ? " and " + more + (more == 1 ? " more pair" : " more pairs") : "")
                        + " (counted from 1, without a header line); no function of the inputs fits both, whatever the network",
                "correct the labels or remove one sample of each pair");
    }

    private static Outcome judged(Constructed constructed, Accuracy accuracy) {
        if (accuracy.zeroLoss()) {
            return constructed;
        }
        return new Refusal(
                "accuracy",
                String.format(
                        Locale.ROOT,
                        "%s reached a cost of %.3g (relative %.3g), above the zero-loss limit %.0e: %s",
                        constructed.construction(),
                        accuracy.cost(),
                        accuracy.relativeCost(),
                        ZeroLoss.RELATIVE_COST,
                        culprit(constructed)),
                "lift the data, use the centring shift, or give better conditioned weights",
                Map.of("construction", "pivot-lift"));
    }

    /** What loses the digits: the solve, or the worst conditioned weight behind the pivot. */
    private static String culprit(Constructed constructed) {
        Network network = constructed.network();
        String worst = "the inputs of the pivot layer have condition "
                + String.format(Locale.ROOT, "%.3g", constructed.rank().condition());
        double worstCondition = constructed.rank().condition();
        for (int l = Math.max(1, constructed.pivot()); l < network.layers().size(); l++) {
            Matrix weight = network.layers().get(l).weight();
            if (Math.max(weight.rows(), weight.columns()) > SVD_LIMIT) {
                continue;
            }
            double condition = RankReport.of(Svd.valuesOf(weight), weight.rows(), weight.columns())
                    .condition();
            if (condition > worstCondition) {
                worstCondition = condition;
                worst = String.format(Locale.ROOT, "layer %d has a weight of condition %.3g", l + 1, condition);
            }
        }
        return worst;
    }
}
