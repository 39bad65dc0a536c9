package dev.nadir.bench;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.GradientFlow;
import dev.nadir.flow.LossLandscape;
import dev.nadir.flow.StepperChoice;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activations;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Step;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Work against precision of the steppers on the two golden problems, to t = 1e4: tanh 10-40-40-1 with N = 60 (stiff,
 * overparametrized), softplus 5-8-8-1 with N = 200 (residuals stay large). Gaussian data and labels, NTK initialization, seed 4.
 *
 * <pre>
 *   ./mvnw -q -pl bench -am package -DskipTests
 *   java -cp 'bench/target/classes:core/target/classes:app/target/lib/*' dev.nadir.bench.FlowBenchmark [tanh|softplus] [seconds]
 * </pre>
 *
 * <p>Seconds are CPU time of the one thread that works, so that a busy machine matters less. Dormand-Prince 8(5,3) gets the given
 * number of seconds (120 if absent) per tolerance; if it has not arrived by then its line says how far it came, and its
 * time is extrapolated, since its steps are limited by stability and hardly change. The reference is the exponential
 * stepper at rtol 1e-9 per step.
 */
public final class FlowBenchmark {
    private static final double[] END = {1e4};
    private static final double REFERENCE = 1e-9;

    private FlowBenchmark() {}

    /** @param arguments the problem, and seconds allowed for dp853 */
    public static void main(String[] arguments) {
        String which = arguments.length == 0 ? "tanh" : arguments[0];
        double seconds = arguments.length < 2 ? 120 : Double.parseDouble(arguments[1]);
        switch (which) {
            case "tanh" -> table(problem("tanh", 60, 10, 40, 40, 1), StepperChoice.NTK, seconds);
            case "softplus" -> table(problem("softplus", 200, 5, 8, 8, 1), StepperChoice.HESSIAN, seconds);
            default -> throw new IllegalArgumentException("problem: got " + which + ", expected tanh or softplus");
        }
    }

    private static LossLandscape problem(String activation, int samples, int... dims) {
        SplittableRandom random = new SplittableRandom(4);
        Network network =
                Initialization.of(Initialization.Scheme.NTK).network(dims, Activations.byName(activation), random);
        Matrix inputs = Matrix.zeros(dims[0], samples).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(dims[dims.length - 1], samples).map(zero -> random.nextGaussian());
        return new LossLandscape(network, new TrainingSet(inputs, labels));
    }

    private static void table(LossLandscape landscape, StepperChoice ours, double seconds) {
        run(landscape, ours, 1e-3, Double.POSITIVE_INFINITY); // compiles the code
        double[] reference = run(landscape, ours, REFERENCE, Double.POSITIVE_INFINITY).state;
        print(
                "%-8s %8s %10s %10s %10s %10s %9s %s",
                "stepper", "rtol", "error", "promise", "gradients", "jacobians", "seconds", "");
        for (double rtol : new double[] {1e-3, 1e-4, 1e-5, 1e-6}) {
            line(run(landscape, ours, rtol, Double.POSITIVE_INFINITY), ours, rtol, reference);
        }
        for (double rtol : new double[] {1e-5, 1e-8}) {
            line(run(landscape, StepperChoice.DP853, rtol, seconds), StepperChoice.DP853, rtol, reference);
        }
    }

    private record Measured(double[] state, Trajectory run, double seconds) {}

    private static Measured run(LossLandscape landscape, StepperChoice choice, double rtol, double limit) {
        long start = cpu();
        IntegrationListener clock = new IntegrationListener() {
            @Override
            public boolean stepped(Step step) {
                return (cpu() - start) / 1e9 < limit;
            }
        };
        Trajectory run = Integration.run(
                new GradientFlow(landscape, choice.linearization()),
                Checkpoint.start(0, landscape.start()),
                END,
                IntegrationOptions.of(choice.stepper(), Tolerance.of(rtol)).withGlobalControl(rtol != REFERENCE),
                clock);
        return new Measured(run.last().state(), run, (cpu() - start) / 1e9);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void line(Measured measured, StepperChoice choice, double rtol, double[] reference) {
        double time = measured.run.last().time();
        boolean arrived = measured.run.ending().completed();
        double error =
                Matrix.column(measured.state).minus(Matrix.column(reference)).frobeniusNorm();
        print(
                "%-8s %8.0e %10s %10.1e %10d %10d %9.2f %s",
                choice.name().toLowerCase(Locale.ROOT),
                rtol,
                arrived ? String.format(Locale.ROOT, "%.1e", error) : "-",
                Tolerance.of(rtol).at(reference),
                measured.run.work().evaluations(),
                measured.run.work().linearizations(),
                measured.seconds,
                arrived
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "stopped at t = %.0f; about %.0f s to t = 1e4",
                                time,
                                measured.seconds * END[0] / time));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
