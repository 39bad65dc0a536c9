package dev.nadir.assess;

import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.construct.Problem;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.DataFacts;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts both sides of the dichotomy behind one question: which data and networks allow zero loss, and by which weights.
 *
 * <p>A yes has weights that were measured, or a theorem; a no has a proof. In this order: the model at its own parameters;
 * proofs of no; constructions; the straight line; theorems by the widths alone.
 */
public final class Assessor {
    /** A lift costs O(N³); beyond this it is built only where nothing else reached zero loss. */
    private static final int LARGEST_LIFT = 3000;

    private final Question question;
    private final Duplicates duplicates;
    private final Obstructions obstructions;
    private final Problem problem;
    private final RankReport rank;
    private final Optional<NetworkInQuestion> network;
    private final List<Trial> trials = new ArrayList<>();

    private Assessor(Question question) {
        this.question = question;
        DataFacts facts = question.facts();
        this.duplicates = facts.duplicates();
        this.obstructions = new Obstructions(question.data(), duplicates);
        TrainingSet distinct = facts.distinct();
        this.problem = new Problem(distinct, Optional.empty(), question.seed(), question.progress());
        question.progress().stage("rank of the inputs");
        this.rank = facts.genericity().judged();
        this.network = NetworkInQuestion.of(question, distinct.inputs(), Optional.of(facts.standardization()));
    }

    /**
     * Assesses. Builds every network it speaks of and measures it, so this costs as much as constructing them.
     *
     * @throws IllegalArgumentException if architecture or model do not fit the data
     */
    public static Assessment assess(Question question) {
        return assess(question, Optional.empty());
    }

    /** With the structure of the data where it is known already. */
    static Assessment assess(Question question, Optional<StructuredTrials> known) {
        return new Assessor(question).run(known);
    }

    /**
     * The answer alone, as {@link #assess} gives it, without theorems and what descent will meet.
     *
     * @throws IllegalArgumentException if architecture or model do not fit the data
     */
    public static Attainability attainability(Question question) {
        Assessor assessor = new Assessor(question);
        assessor.structured(Optional.empty());
        return assessor.answer();
    }

    private Optional<StructuredTrials> structured(Optional<StructuredTrials> known) {
        Optional<StructuredTrials> structured = duplicates.hasConflicts()
                ? Optional.empty()
                : Optional.of(known.orElseGet(() -> StructuredTrials.of(problem)));
        structured.ifPresent(found -> trials.addAll(found.trials()));
        return structured;
    }

    private Attainability answer() {
        return network.map(this::about).orElseGet(this::aboutTheData);
    }

    private Assessment run(Optional<StructuredTrials> known) {
        Optional<StructuredTrials> structured = structured(known);
        Attainability answer = answer();
        trials.sort(Comparator.comparing(Trial::reached).reversed().thenComparing(Trial::byParameters));
        StructureReport report = structured.map(StructuredTrials::report).orElseGet(() -> StructureReport.ofNumbers(0));
        return assessment(answer.with(remarks(answer)), report);
    }

    /** Distinct inputs suffice for some network; it is built. */
    private Attainability aboutTheData() {
        if (duplicates.hasConflicts()) {
            return obstructions
                    .ofTheData()
                    .map(Attainability::no)
                    .orElseGet(() -> Attainability.undecided(
                            List.of("equal inputs carry labels that differ by rounding only; merge or correct them")));
        }
        boolean reached = trials.stream().anyMatch(Trial::reached);
        if (!reached || problem.data().samples() <= LARGEST_LIFT) {
            question.progress().stage("constructing weights for any labels");
            Trial regression = fitted("linear-regression");
            trials.add(regression.reached() ? regression : fitted("pivot-lift"));
        }
        return trials.stream()
                .filter(Trial::reached)
                .min(Trial::byParameters)
                .map(Assessor::byConstruction)
                .map(Attainability::yes)
                .orElseGet(() -> Attainability.yes(
                        AssessClaim.DISTINCT_SAMPLES.with(problem.data().samples() - 1)));
    }

    private static Stated byConstruction(Trial best) {
        return AssessClaim.SOME_NETWORK_FITS.with(
                best.construction(),
                best.counts().orElseThrow().dense(),
                best.accuracy().orElseThrow().relativeCost(),
                best.accuracy().orElseThrow().maxResidual());
    }

    private Trial fitted(String construction) {
        Attempt attempt = new Fitting(true, question.seed())
                .fit(question.facts(), Wishes.none().withConstruction(construction), question.progress());
        return Trial.of(construction, attempt.outcome(), problem.data());
    }

    private Attainability about(NetworkInQuestion wanted) {
        WitnessSearch search = new WitnessSearch(wanted, question, problem);
        Optional<Attainability> known = search.given()
                .map(Attainability::yes)
                .or(() -> obstructions
                        .ofTheData()
                        .or(() -> obstructions.of(wanted))
                        .map(Attainability::no));
        if (known.isPresent()) {
            return known.get();
        }
        if (duplicates.hasConflicts()) {
            return Attainability.undecided(List.of("equal inputs carry labels that differ by rounding only"));
        }
        Optional<Witness> witness = search.search(List.copyOf(trials));
        trials.addAll(search.trials());
        return witness.map(Attainability::yes)
                .or(() -> new Existence(wanted, problem.data()).proved().map(Attainability::yes))
                .orElseGet(() -> Attainability.undecided(search.tried()));
    }

    private List<Stated> remarks(Attainability answer) {
        if (network.isEmpty()) {
            return List.of();
        }
        List<Stated> remarks = new ArrayList<>();
        NetworkInQuestion wanted = network.get();
        boolean few = wanted.effective() < wanted.equations();
        if (few && answer.witness().isPresent()) {
            remarks.add(AssessClaim.LABELS_NOT_GENERIC.with(wanted.effective(), wanted.equations()));
        } else if (few && answer.answer() == Answer.UNDECIDED) {
            remarks.add(AssessClaim.ALMOST_NO_LABELS.with(wanted.effective(), wanted.equations()));
        }
        if (!answer.yes()) {
            trials.stream()
                    .filter(Trial::reached)
                    .min(Trial::byParameters)
                    .map(trial -> AssessClaim.ANOTHER_NETWORK_FITS.with(
                            trial.construction(), trial.counts().orElseThrow().dense()))
                    .ifPresent(remarks::add);
        }
        return remarks;
    }

    private Assessment assessment(Attainability answer, StructureReport structure) {
        question.progress().stage("what gradient descent will meet");
        TrainingSet data = problem.data();
        Optional<DescentOutlook> outlook = network.map(wanted -> new OutlookMeasurement(data, wanted, rank).run());
        TheoremRows rows = new TheoremRows(rank, data, structure, duplicates.hasConflicts());
        return new Assessment(
                question.data().samples(),
                data.samples(),
                data.inputDim(),
                data.outputDim(),
                network.map(wanted -> Regime.of(wanted.network(), data.inputs()))
                        .orElse(Regime.NONE),
                rank,
                duplicates.conflicts(),
                structure,
                rows.all(network, answer, outlook),
                trials,
                answer,
                outlook,
                new Recommendation(answer, trials, network).step());
    }
}
