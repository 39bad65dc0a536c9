package dev.nadir.app.flow;

import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.LayersOption;
import dev.nadir.app.shell.LossOptions;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.model.Model;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixin: which path to follow, how far, and how accurately. */
final class FlowOptions {
    @Option(
            names = "--field",
            paramLabel = "FIELD",
            defaultValue = "standard",
            description = "standard, adapted, straight, homotopy=τ or descent=η. (default: standard)")
    private String field;

    @Option(names = "--until", paramLabel = "T", description = "The last time. (default: the last of --at, or 100)")
    private Double until;

    @Option(
            names = "--at",
            paramLabel = "T,T,…",
            hideParamSyntax = true,
            split = ",",
            description = "Times to report and save. (default: 1, 2, 5 per decade)")
    private List<Double> at = List.of();

    @Option(
            names = "--rtol",
            paramLabel = "R",
            defaultValue = "1e-6",
            description = "Relative error of θ, per step and, with the implicit steppers, at the end. (default: 1e-6)")
    private double rtol;

    @Option(
            names = "--stepper",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "auto, ntk, hessian or krylov (implicit, Radau), dp54 or dp853 (Dormand-Prince). (default: auto)")
    private String stepper;

    @Mixin
    private LayersOption layers;

    @Mixin
    private LossOptions losses;

    @Option(names = "--momentum", paramLabel = "B", defaultValue = "0", description = "For descent. (default: 0)")
    private double momentum;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "0",
            description = "For descent: samples per step, drawn by the seed; 0 for all. (default: 0)")
    private int batch;

    @Option(
            names = "--barriers",
            paramLabel = "B",
            defaultValue = "0",
            description = "With --beside-flow: count places with λ_min/λ_max of DDᵀ below B that the flow meets and"
                    + " descent jumps. (default: 0, no search)")
    private double barriers;

    @Option(
            names = "--beside-flow",
            description =
                    "For descent without mini-batches and momentum: run the flow to the same times too, and compare.")
    private boolean besideFlow;

    @Option(
            names = "--lr",
            paramLabel = "η",
            description = "Show times also as steps of descent with this learning rate, t/η.")
    private Double learningRate;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Give up after so many steps. (default: 10000000)")
    private long maxSteps;

    @Option(
            names = "--lambda-min",
            paramLabel = "L",
            defaultValue = "0",
            description = "Report when the smallest eigenvalue of DDᵀ crosses L. (default: 0, never)")
    private double lambdaMin;

    @Option(names = "--window", description = "Report when pre-activations leave the window where σ is inverted.")
    private boolean window;

    @Option(
            names = "--spectrum-limit",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Monitor rank, λ_min and the loss split while QN is at most N; judge the end by the Hessian while"
                            + " K is. (default: 1000)")
    private int spectrumLimit;

    /** The landscape of the chosen loss with the chosen layers or parameters moving. */
    LossLandscape landscape(ModelOnData subject) {
        FlowKind kind = FlowKind.parse(field);
        boolean gradients = kind instanceof FlowKind.Standard || kind instanceof FlowKind.Discrete;
        refuse(losses.decay() > 0 && !gradients, "--weight-decay", "standard or descent; the others know outputs only");
        refuse(
                !losses.plain() && kind instanceof FlowKind.Straight,
                "--loss",
                "the square loss; the straight line ends at the labels");
        refuse(
                window && subject instanceof GraphOnData,
                "--window",
                "a multilayer perceptron with invertible activations");
        Model model = subject instanceof NetworkOnData perceptron
                ? new NetworkModel(perceptron.network(), layers.of(perceptron.network()))
                : subject.model();
        return new LossLandscape(model, subject.data(), losses.loss(), losses.decay());
    }

    /** The settings; time 0 comes first. */
    FlowSettings settings(LossLandscape landscape, long seed) {
        FlowKind kind = kind(seed);
        check(kind);
        FlowSettings settings = FlowSettings.of(landscape, kind, Tolerance.of(rtol), times(kind))
                .withLimits(maxSteps, spectrumLimit)
                .withEvents(lambdaMin, window);
        return stepper.equals("auto") ? settings : settings.withStepper(choice());
    }

    /** Refuses options that would have no effect. */
    private void check(FlowKind kind) {
        boolean descent = kind instanceof FlowKind.Discrete;
        boolean plain = descent && momentum == 0 && batch == 0;
        refuse(
                !descent && (momentum != 0 || batch != 0),
                "--momentum, --batch",
                "--field descent=η; only descent has them");
        refuse(besideFlow && !plain, "--beside-flow", "--field descent=η without --momentum and --batch");
        refuse(barriers != 0 && !besideFlow, "--barriers", "--beside-flow with it; barriers are counted on both paths");
        refuse(descent && !stepper.equals("auto"), "--stepper", "a field other than descent, which has its own step");
        refuse(descent && (lambdaMin != 0 || window), "--lambda-min, --window", "a field other than descent");
        refuse(descent && learningRate != null, "--lr", "a field other than descent, whose step is its learning rate");
        refuse(kind instanceof FlowKind.Straight && learningRate != null, "--lr", "a field that descent imitates");
        if (learningRate != null && !(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--lr: got " + learningRate + ", expected a positive number");
        }
        if (!(rtol > 0 && rtol < 1)) {
            throw new IllegalArgumentException("--rtol: got " + rtol + ", expected a number between 0 and 1");
        }
        if (!(barriers >= 0 && barriers < 1)) {
            throw new IllegalArgumentException("--barriers: got " + barriers + ", expected a number from 0 to 1");
        }
    }

    private void refuse(boolean wrong, String option, String expected) {
        if (wrong) {
            throw new IllegalArgumentException(option + ": got it with --field " + field + ", expected " + expected);
        }
    }

    /** Polishing needs the eigenvalues of an exact Hessian, and one smooth piece. */
    void requirePolishable(LossLandscape landscape) {
        if (landscape.perceptron().isEmpty() || landscape.kinkCandidates() > 0) {
            throw new IllegalArgumentException(
                    "--polish: got a model without an exact Hessian or with kinks, expected a smooth multilayer perceptron");
        }
        if (landscape.dimension() > spectrumLimit) {
            throw new IllegalArgumentException("--polish: got K = " + landscape.dimension()
                    + ", expected at most --spectrum-limit = " + spectrumLimit + "; raise it, a step costs 9 K³ flops");
        }
    }

    boolean besideFlow() {
        return besideFlow;
    }

    double barriers() {
        return barriers;
    }

    /** The learning rate to show times by; of descent its own. */
    OptionalDouble learningRate() {
        return FlowKind.parse(field) instanceof FlowKind.Discrete discrete
                ? OptionalDouble.of(discrete.descent().stepSize())
                : learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
    }

    /** Whether time 0 was asked for. */
    boolean reportsStart() {
        return at.contains(0.0);
    }

    private FlowKind kind(long seed) {
        FlowKind kind = FlowKind.parse(field);
        if (kind instanceof FlowKind.Discrete discrete) {
            return new FlowKind.Discrete(new Descent(discrete.descent().stepSize(), momentum, batch, seed));
        }
        return kind;
    }

    private StepperChoice choice() {
        try {
            return StepperChoice.valueOf(stepper.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--stepper: got " + stepper + ", expected auto, ntk, hessian, krylov, dp54 or dp853");
        }
    }

    private double[] times(FlowKind kind) {
        if (until != null && (!(until > 0) || Double.isInfinite(until))) {
            throw new IllegalArgumentException("--until: got " + until + ", expected a positive time");
        }
        List<Double> times = new ArrayList<>(at.isEmpty() ? ladder(end(kind)) : at);
        for (double time : times) {
            if (!(time >= 0) || Double.isInfinite(time)) {
                throw new IllegalArgumentException("--at: got " + time + ", expected finite times from 0 on");
            }
        }
        if (until != null && !at.isEmpty()) {
            times.removeIf(time -> time > until);
            times.add(until);
        }
        times.add(0.0);
        return times.stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .distinct()
                .toArray();
    }

    private double end(FlowKind kind) {
        return until != null ? until : kind instanceof FlowKind.Straight ? 1 : 100;
    }

    /** 1, 2, 5 per decade over the last five decades before the end. */
    private static List<Double> ladder(double end) {
        List<Double> times = new ArrayList<>();
        int top = (int) Math.floor(Math.log10(end));
        for (int decade = top - 5; decade <= top; decade++) {
            for (int digit : new int[] {1, 2, 5}) {
                double time = Double.parseDouble(digit + "e" + decade);
                if (time < end) {
                    times.add(time);
                }
            }
        }
        times.add(end);
        return times;
    }
}
