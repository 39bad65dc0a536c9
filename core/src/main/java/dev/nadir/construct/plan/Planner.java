package dev.nadir.construct.plan;

import dev.nadir.construct.Construction;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.pivot.ChosenWeights;
import dev.nadir.construct.pivot.FixedNonlinearity;
import dev.nadir.construct.pivot.GivenWeights;
import dev.nadir.construct.pivot.LinearRegression;
import dev.nadir.construct.pivot.PivotLayer;
import dev.nadir.construct.pivot.PivotLift;
import dev.nadir.construct.pivot.RandomWeights;
import dev.nadir.construct.pivot.Widths;
import dev.nadir.construct.structured.DecisionList;
import dev.nadir.construct.structured.GroupedHyperplanes;
import dev.nadir.construct.structured.LineInterpolant;
import dev.nadir.construct.structured.PeeledDecisionList;
import dev.nadir.construct.structured.Staircase;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.structure.LabelClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Picks the construction, hidden widths, activation and pivot that the user left open, and says why.
 *
 * <p>Rule: the pivot goes to the first layer whose inputs are wide enough and well conditioned. Raw inputs qualify when
 * rank [X; 1ᵀ] = N with condition at most {@value #DIRECT_CONDITION}; otherwise the data are lifted first.
 */
public final class Planner {
    /** Up to here a direct solve leaves residuals near rounding; beyond, a lift conditions better (mathematics §2.4). */
    private static final double DIRECT_CONDITION = 1e4;

    /** With fewer, half-spaces are no shorter a description than the labels themselves. */
    private static final int SAMPLES_PER_CLASS = 4;

    /** Numbers NM of data up to which half-spaces are looked for unasked; digits has 115,008, MNIST 7.84 million. */
    private static final long SEPARATED_BY_DEFAULT = 2_000_000;

    private final Problem problem;
    private final Wishes wishes;
    private final List<String> reasons = new ArrayList<>();

    private Planner(Problem problem, Wishes wishes) {
        this.problem = problem;
        this.wishes = wishes;
    }

    /**
     * Plans for distinct, standardized data. Factorizes the inputs once where the choice depends on their condition.
     *
     * @throws IllegalArgumentException if the wishes contradict each other or name no construction
     */
    public static Plan plan(Problem problem, Wishes wishes) {
        return new Planner(problem, wishes).plan();
    }

    private Plan plan() {
        Construction construction = wishes.construction().isPresent()
                ? named(wishes.construction().get().toLowerCase(Locale.ROOT))
                : wishes.weights().isPresent() ? givenWeights() : chosen();
        new Contradictions(wishes, construction).requireNone();
        return new Plan(construction, reasons);
    }

    private Construction named(String name) {
        return switch (name) {
            case "linear-regression" -> new LinearRegression();
            case "theorem-2.1" -> new ChosenWeights(architecture(hiddenOr(signalWidth())));
            case "theorem-2.2" -> givenWeights();
            case "fixed-nonlinearity" ->
                new FixedNonlinearity(activation(), hiddenOr(data().inputDim()).get(0));
            case "pivot-lift" -> pivotLift();
            case "line-interpolant" -> new LineInterpolant(wishes.activation().orElseGet(Relu::new));
            default ->
                StructuredConstruction.byName(name)
                        .orElseThrow(() -> new IllegalArgumentException("construction: got " + name
                                + ", expected one of " + String.join(", ", Constructions.names())));
        };
    }

    private Construction givenWeights() {
        Activation activation = wishes.activation().orElseGet(() -> {
            reasons.add("activation softplus: Theorem 2.2 needs a σ that maps onto the positive numbers");
            return new Softplus();
        });
        return new GivenWeights(
                wishes.weights()
                        .orElseGet(() -> RandomWeights.ORTHOGONAL.draw(
                                hiddenOr(data().outputDim()), data().outputDim(), problem.seed())),
                activation,
                wishes.shift());
    }

    private PivotLift pivotLift() {
        List<Integer> hidden = hiddenOr(Widths.lift(data().samples()));
        return new PivotLift(architecture(hidden), wishes.pivot().orElse(hidden.size() + 1));
    }

    private Construction chosen() {
        if (wishes.hidden().isPresent() && wishes.hidden().get().isEmpty()) {
            reasons.add("no hidden layer asked for: linear regression");
            return new LinearRegression();
        }
        if (wishes.pivot().isPresent()) {
            return atPivot(
                    wishes.pivot().getAsInt(),
                    architecture(hiddenForPivot(wishes.pivot().getAsInt())));
        }
        return wishes.hidden().isPresent()
                ? bestPivot(architecture(wishes.hidden().get()))
                : free();
    }

    /** Nothing is given: a hidden layer behind the pivot, else structure in the labels, else a lift. */
    private Construction free() {
        if (directlySolvable()) {
            int width = signalWidth();
            reasons.add("one hidden layer of " + width + " units: any width ≥ Q = " + data().outputDim() + " works");
            return new ChosenWeights(architecture(List.of(width)));
        }
        int width = Widths.lift(data().samples());
        if (wishes.activation().isEmpty() && classLabels()) {
            reasons.add("the labels are classes: a decision list of half-spaces fits them to the last bit with few"
                    + " parameters; peeling if the classes are not separable one after the other");
            return new FirstThatWorks(List.of(
                    new DecisionList(),
                    new PeeledDecisionList(),
                    new PivotLift(new Architecture(List.of(width), new Tanh()), 2)));
        }
        reasons.add("a lift comes first: one random hidden layer of 1.25 N = " + width
                + " units, then the output layer is solved for");
        PivotLift lift = new PivotLift(architecture(List.of(width)), 2);
        if (wishes.activation().isPresent()) {
            return lift;
        }
        reasons.add("if the random features depend on each other to rounding, as with few inputs and many samples,"
                + " ReLU steps along a line or hyperplanes through groups of samples memorize the labels");
        return new FirstThatWorks(List.of(lift, new Staircase(), new GroupedHyperplanes()));
    }

    /** Few different labels, each worn by several samples on average. */
    private boolean classLabels() {
        if ((long) data().samples() * data().inputDim() > SEPARATED_BY_DEFAULT) {
            reasons.add("more than " + SEPARATED_BY_DEFAULT + " numbers: looking for separating half-spaces could take"
                    + " many minutes; ask for the construction decision-list or peeling");
            return false;
        }
        int classes = LabelClasses.of(data().labels()).count();
        return classes <= DecisionList.MOST_CLASSES && SAMPLES_PER_CLASS * classes <= data().samples();
    }

    private Construction bestPivot(Architecture architecture) {
        List<Integer> possible = IntStream.rangeClosed(1, architecture.depth() + 1)
                .filter(k -> new PivotLayer(architecture, k).obstacle(problem).isEmpty())
                .boxed()
                .toList();
        if (possible.isEmpty()) {
            reasons.add("no pivot fits these hidden widths");
            return atPivot(1, architecture);
        }
        boolean canLift = possible.stream().anyMatch(k -> k > 1);
        if (possible.contains(1) && (!canLift || directlySolvable())) {
            return new ChosenWeights(architecture);
        }
        int pivot = possible.stream().filter(k -> k > 1).findFirst().orElseThrow();
        reasons.add("pivot " + pivot + ": the first layer that sees at least N - 1 = " + (data().samples() - 1)
                + " features after a lift");
        return new PivotLift(architecture, pivot);
    }

    private boolean directlySolvable() {
        int samples = data().samples();
        if (data().inputDim() + 1 < samples) {
            reasons.add("M + 1 = " + (data().inputDim() + 1) + " < N = " + samples
                    + ": the inputs alone cannot have rank N");
            return false;
        }
        RankReport rank = problem.inputSolve().rank();
        boolean direct = rank.full() && rank.condition() <= DIRECT_CONDITION;
        reasons.add(
                direct
                        ? String.format(
                                Locale.ROOT,
                                "pivot 1: rank [X; 1ᵀ] = N = %d with condition %.3g, so the first layer can be solved for",
                                samples,
                                rank.condition())
                        : "rank [X; 1ᵀ] " + rank.words() + ": too ill-conditioned to solve directly for N = "
                                + samples);
        return direct;
    }

    private static Construction atPivot(int pivot, Architecture architecture) {
        architecture.requirePivot(pivot);
        return pivot == 1 ? new ChosenWeights(architecture) : new PivotLift(architecture, pivot);
    }

    private List<Integer> hiddenForPivot(int pivot) {
        return hiddenOr(pivot == 1 ? signalWidth() : Widths.lift(data().samples()));
    }

    private List<Integer> hiddenOr(int width) {
        return wishes.hidden().filter(widths -> !widths.isEmpty()).orElseGet(() -> {
            reasons.add("one hidden layer of " + width + " units");
            return List.of(width);
        });
    }

    private int signalWidth() {
        return Widths.signal(data().outputDim());
    }

    private Architecture architecture(List<Integer> hidden) {
        return new Architecture(hidden, activation());
    }

    private Activation activation() {
        return wishes.activation().orElseGet(() -> {
            reasons.add("activation tanh: bounded, smooth, and its lifts are the best conditioned");
            return new Tanh();
        });
    }

    private TrainingSet data() {
        return problem.data();
    }
}
