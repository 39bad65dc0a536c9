package dev.nadir.assess;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.Duplicates;
import dev.nadir.data.Genericity;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts both sides of the dichotomy behind one question: which data and networks allow zero loss, and by which weights. */
public final class Assessor {
    /** A lift costs O(N³); beyond this it is built only where nothing else reached zero loss. */
    private static final int LARGEST_LIFT = 3000;

    private final Question question;
    private final Duplicates duplicates;
    private final TrainingSet data;
    private final RankReport rank;
    private final Optional<Subject> subject;
    private final List<Attainment> attainments = new ArrayList<>();
    private boolean affineFit;

    private Assessor(Question question) {
        this.question = question;
        question.progress().stage("looking for identical samples");
        this.duplicates = Duplicates.of(question.data());
        this.data = duplicates.merged(question.data());
        question.progress().stage("rank of the inputs");
        this.rank = Genericity.of(data.inputs()).judged();
        this.subject = Subject.of(question, data.inputs(), Optional.of(Standardization.of(data.inputs())));
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
    static Assessment assess(Question question, Optional<Findings> known) {
        return new Assessor(question).run(known);
    }

    private Assessment run(Optional<Findings> known) {
        if (duplicates.hasConflicts()) {
            return verdict(Attainability.IMPOSSIBLE, StructureReport.ofNumbers(0));
        }
        Findings findings = Findings.of(new Problem(data, Optional.empty(), question.seed(), question.progress()));
        attainments.addAll(findings.attainments());
        Attainability answer = subject.map(network -> about(network, findings)).orElseGet(this::aboutTheData);
        attainments.sort((a, b) ->
                a.reached() == b.reached() ? Findings.byParameters(a, b) : Boolean.compare(b.reached(), a.reached()));
        return verdict(answer, findings.report());
    }

    /** Distinct inputs suffice for some network; it is built. */
    private Attainability aboutTheData() {
        boolean reached = attainments.stream().anyMatch(Attainment::reached);
        if (!reached || data.samples() <= LARGEST_LIFT) {
            question.progress().stage("constructing weights for any labels");
            boolean direct = rank.decided() && rank.rank() == data.samples();
            addFitting(Wishes.none().withConstruction(direct ? "linear-regression" : "pivot-lift"));
        }
        return attainments.stream().anyMatch(Attainment::reached) ? Attainability.ATTAINABLE : Attainability.OPEN;
    }

    private Attainability about(Subject network, Findings findings) {
        question.progress().stage("constructing weights for this architecture");
        boolean fitted =
                network.uniform().map(this::wishes).map(this::addFitting).orElse(false);
        boolean fewer = network.effective() < network.equations();
        if (fitted) {
            return fewer ? Attainability.ATTAINABLE_BY_STRUCTURE : Attainability.ATTAINABLE;
        }
        if (network.containsAffineMaps() && AffineFit.residual(data, network) <= AffineFit.ZERO) {
            affineFit = true;
            return fewer ? Attainability.ATTAINABLE_BY_STRUCTURE : Attainability.ATTAINABLE;
        }
        if (network.affine()) {
            return Attainability.IMPOSSIBLE_FOR_AFFINE;
        }
        boolean structured = network.activation() instanceof Relu
                && findings.fittingInto(network.hidden()).isPresent();
        if (structured) {
            return fewer ? Attainability.ATTAINABLE_BY_STRUCTURE : Attainability.ATTAINABLE;
        }
        return fewer ? Attainability.GENERICALLY_IMPOSSIBLE : Attainability.OPEN;
    }

    private Wishes wishes(Architecture architecture) {
        return Wishes.none().withHidden(architecture.hidden()).withActivation(architecture.activation());
    }

    private boolean addFitting(Wishes wishes) {
        Attempt attempt;
        try {
            attempt = new Fitting(true, question.seed()).fit(data, wishes, question.progress());
        } catch (IllegalArgumentException unfit) {
            return false; // widths that no pivot admits
        }
        String name = attempt.outcome() instanceof Constructed built ? built.construction() : "affine solve";
        attainments.add(Attainment.of(name, attempt.outcome(), data));
        return attempt.outcome() instanceof Constructed;
    }

    private Assessment verdict(Attainability answer, StructureReport structure) {
        question.progress().stage("what gradient descent will meet");
        Optional<DescentOutlook> outlook =
                subject.map(network -> new OutlookMeasurement(data, network, rank.rank()).run());
        Recommendation recommendation = new Recommendation(answer, attainments, subject, duplicates, affineFit);
        return new Assessment(
                question.data().samples(),
                data.samples(),
                data.inputDim(),
                data.outputDim(),
                subject.map(network ->
                                Regime.of(network.effective(), network.equations(), data.inputDim(), data.samples()))
                        .orElse(Regime.NONE),
                rank,
                duplicates.conflicts(),
                structure,
                new TheoremChecks(rank, data.samples(), structure, subject).all(duplicates),
                attainments,
                answer,
                recommendation.why(),
                outlook,
                recommendation.command());
    }
}
