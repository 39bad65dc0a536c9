package dev.nadir.assess;

import dev.nadir.assess.TheoremRow.Hypothesis;
import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.structure.ClassNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hypotheses of the theorems, measured.
 *
 * @param rank of [X; 1ᵀ] over the distinct samples
 * @param data the distinct samples
 * @param structure of their labels
 * @param conflicts whether equal inputs carry different labels
 */
record TheoremRows(RankReport rank, TrainingSet data, StructureReport structure, boolean conflicts) {

    List<TheoremRow> all(Optional<NetworkInQuestion> network, Attainability answer, Optional<DescentOutlook> outlook) {
        List<TheoremRow> rows = new ArrayList<>();
        rows.add(new TheoremRow(AssessClaim.PROPOSITION_1, "[CM] Proposition 1", List.of(fullRank())));
        network.ifPresent(wanted -> {
            rows.add(theorem21(wanted));
            rows.add(theorem22(wanted));
            rows.add(theorem12(wanted, outlook.orElseThrow()));
            rows.add(theorem13(wanted, answer));
            rows.add(lift(wanted));
        });
        if (structure.classLike()) {
            rows.add(separability());
            rows.add(clusters());
        }
        return rows;
    }

    private Hypothesis fullRank() {
        boolean tooFew = data.inputDim() + 1 < data.samples();
        String measured =
                (tooFew ? "at most M + 1 = " + (data.inputDim() + 1) : rank.words()) + "; N = " + data.samples();
        return new Hypothesis(
                "rank [X; 1ᵀ] = N",
                measured,
                tooFew ? Answer.NO : rank.decided() ? Answer.of(rank.rank() == data.samples()) : Answer.UNDECIDED);
    }

    private TheoremRow theorem21(NetworkInQuestion network) {
        return new TheoremRow(
                AssessClaim.THEOREM_2_1,
                "[CM] Theorem 2.1",
                List.of(fullRank(), wideEnough(network), affineOutput(network), curved(network)));
    }

    private static Hypothesis curved(NetworkInQuestion network) {
        return new Hypothesis("σ is a local diffeomorphism somewhere", sigma(network), Answer.YES);
    }

    private TheoremRow theorem22(NetworkInQuestion network) {
        return new TheoremRow(
                AssessClaim.THEOREM_2_2,
                "[CM] Theorem 2.2",
                List.of(
                        fullRank(),
                        wideEnough(network),
                        affineOutput(network),
                        new Hypothesis(
                                "σ is a diffeomorphism of ℝ onto the positive numbers",
                                sigma(network),
                                Answer.of(network.hiddenActivations().stream().allMatch(TheoremRows::ontoPositive))),
                        weights(network)));
    }

    private static boolean ontoPositive(Activation sigma) {
        return sigma instanceof Softplus || sigma instanceof Exp;
    }

    /** W_l of full row rank for l ≥ 2: impossible where a layer widens, measured on a given model. */
    private static Hypothesis weights(NetworkInQuestion network) {
        String statement = "W_2 … W_{L+1} of full row rank";
        List<Layer> layers = network.network().layers();
        Answer answer = Answer.YES;
        for (int l = 1; l < layers.size(); l++) {
            Matrix weight = layers.get(l).weight();
            if (weight.rows() > weight.columns()) {
                return new Hypothesis(
                        statement, "W_" + (l + 1) + " is " + weight.rows() + " x " + weight.columns(), Answer.NO);
            }
            if (network.given()) {
                RankReport rank = RankReport.of(Svd.valuesOf(weight), weight.rows(), weight.columns());
                answer = answer.and(rank.decided() ? Answer.of(rank.rank() == weight.rows()) : Answer.UNDECIDED);
            }
        }
        return new Hypothesis(
                statement,
                network.given() ? "of the given model" : "layers do not widen, so W can be chosen so",
                answer);
    }

    private static Hypothesis wideEnough(NetworkInQuestion network) {
        return new Hypothesis(
                "at least one hidden layer, none narrower than Q",
                network.hidden().isEmpty()
                        ? "no hidden layer"
                        : "narrowest " + network.narrowest() + ", Q = " + network.outputDim(),
                Answer.of(!network.hidden().isEmpty() && network.narrowest() >= network.outputDim()));
    }

    private static Hypothesis affineOutput(NetworkInQuestion network) {
        int last = network.hidden().size();
        return new Hypothesis(
                "an affine output, and every layer has a bias",
                network.network().layers().get(last).activation().name() + (network.biased() ? "" : ", without bias"),
                Answer.of(network.affineOutput() && network.biased()));
    }

    private static String sigma(NetworkInQuestion network) {
        return network.hidden().isEmpty()
                ? "no hidden layer"
                : "σ = "
                        + network.hiddenActivations().stream()
                                .map(Activation::name)
                                .distinct()
                                .collect(Collectors.joining(", "));
    }

    private static Hypothesis fewParameters(NetworkInQuestion network) {
        return new Hypothesis(
                "K < QN",
                "K = " + network.parameters() + ", QN = " + network.equations(),
                Answer.of(network.parameters() < network.equations()));
    }

    private static TheoremRow theorem12(NetworkInQuestion network, DescentOutlook outlook) {
        Answer full = outlook.rank()
                .map(rank -> rank.decided() ? Answer.of(rank.rank() == network.parameters()) : Answer.UNDECIDED)
                .orElse(Answer.UNDECIDED);
        String measured = outlook.rank().map(rank -> "rank D = " + rank.rank()).orElse("rank D not computed");
        boolean fewer = network.effective() < network.parameters();
        return new TheoremRow(
                AssessClaim.THEOREM_1_2,
                "[CE] Theorem 1.2",
                List.of(
                        fewParameters(network),
                        new Hypothesis(
                                "rank D = K at the parameters",
                                fewer
                                        ? "rank D ≤ " + network.effective() + " < K = " + network.parameters()
                                        : measured + ", K = " + network.parameters(),
                                fewer ? Answer.NO : full)));
    }

    /** Genericity cannot be measured, only refuted: by weights of zero loss. */
    private static TheoremRow theorem13(NetworkInQuestion network, Attainability answer) {
        boolean relu = !network.hidden().isEmpty()
                && network.hiddenActivations().stream().allMatch(Relu.class::isInstance);
        return new TheoremRow(
                AssessClaim.THEOREM_1_3,
                "[CE] Theorem 1.3",
                List.of(
                        new Hypothesis("every hidden σ is ReLU", sigma(network), Answer.of(relu)),
                        fewParameters(network),
                        new Hypothesis(
                                "generic data",
                                answer.yes() ? "weights of zero loss exist, so they are not" : "cannot be measured",
                                answer.yes() ? Answer.NO : Answer.UNDECIDED)));
    }

    private TheoremRow lift(NetworkInQuestion network) {
        int layer = new Existence(network, data).layer(Existence::analytic);
        return new TheoremRow(
                AssessClaim.LIFT_THEOREM,
                "lift theorem",
                List.of(
                        new Hypothesis(
                                "distinct samples",
                                conflicts ? "equal inputs with different labels" : data.samples() + " distinct samples",
                                Answer.of(!conflicts)),
                        new Hypothesis(
                                "a hidden layer of at least N - 1 units, σ analytic and no polynomial, none behind it"
                                        + " narrower than Q",
                                layer > 0
                                        ? "layer " + layer
                                        : "widths " + network.hidden() + ", N = " + data.samples() + ", Q = "
                                                + network.outputDim() + ", " + sigma(network),
                                Answer.of(layer > 0))));
    }

    private TheoremRow separability() {
        String stuck = "stuck at " + ClassNumbers.of(structure.stuck());
        return new TheoremRow(
                AssessClaim.SEQUENTIAL_SEPARABILITY,
                "sequential linear separability",
                List.of(new Hypothesis(
                        "the classes can be separated one after the other",
                        switch (structure.separability()) {
                            case YES ->
                                String.format(
                                        Locale.ROOT,
                                        "order %s, smallest gap %.3g",
                                        ClassNumbers.of(structure.order()),
                                        structure.smallestGap());
                            case NO -> stuck + ", proved";
                            case UNDECIDED -> stuck;
                        },
                        structure.separability())));
    }

    private TheoremRow clusters() {
        double radius = structure.radius();
        double bound = structure.radiusBound();
        double size = Math.max(data.inputs().maxAbs(), Math.max(Math.abs(bound), radius));
        double error = 8 * (data.inputDim() + data.samples()) * Math.ulp(1.0) * size;
        boolean clear = Math.abs(bound - radius) > error;
        return new TheoremRow(
                AssessClaim.CLUSTERED_DATA,
                "clustered data",
                List.of(new Hypothesis(
                        "radius δ below δ*",
                        String.format(Locale.ROOT, "δ = %.4g, δ* = %.4g", radius, bound),
                        clear ? Answer.of(radius < bound) : Answer.UNDECIDED)));
    }
}
