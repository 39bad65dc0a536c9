package dev.nadir.assess;

import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.DataFacts;
import dev.nadir.network.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dichotomy over widths and depths: for each architecture K/QN, whether zero loss is attainable and by what, the cost
 * reached, and rank D at a random initialization.
 *
 * @param rows one per architecture
 */
public record DichotomySweep(List<Row> rows) {

    /** Freezes the list. */
    public DichotomySweep {
        rows = List.copyOf(rows);
    }

    /**
     * One architecture.
     *
     * @param hidden widths
     * @param parameters K
     * @param ratio effective K / QN
     * @param answer the verdict, with the witness if there is one
     * @param rank of D at a random initialization; −1 where QN was too large
     * @param equations QN
     */
    public record Row(
            List<Integer> hidden, long parameters, double ratio, Attainability answer, int rank, long equations) {}

    /**
     * Sweeps. The data are looked at once; every architecture is constructed for and measured.
     *
     * @param question its architecture and model are ignored
     * @param activation of all hidden layers
     * @param architectures the hidden widths to try
     */
    public static DichotomySweep of(Question question, Activation activation, List<List<Integer>> architectures) {
        List<Row> rows = new ArrayList<>();
        Optional<StructuredTrials> findings = findings(question);
        for (int k = 0; k < architectures.size(); k++) {
            question.progress().report("architecture " + architectures.get(k), (double) k / architectures.size());
            Question one = question.withArchitecture(new Architecture(architectures.get(k), activation));
            rows.add(row(one, findings));
        }
        return new DichotomySweep(rows);
    }

    private static Optional<StructuredTrials> findings(Question question) {
        DataFacts facts = question.facts();
        return facts.duplicates().hasConflicts()
                ? Optional.empty()
                : Optional.of(StructuredTrials.of(
                        new Problem(facts.distinct(), Optional.empty(), question.seed(), question.progress())));
    }

    private static Row row(Question question, Optional<StructuredTrials> known) {
        Assessment assessment = Assessor.assess(question, known);
        DescentOutlook outlook = assessment.descent().orElseThrow();
        return new Row(
                question.architecture().orElseThrow().hidden(),
                outlook.parameters(),
                (double) outlook.effective() / outlook.equations(),
                assessment.attainability(),
                outlook.rank().map(report -> report.rank()).orElse(-1),
                outlook.equations());
    }
}
