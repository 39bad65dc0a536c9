package dev.nadir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Work against precision of the implicit steppers on one problem file (see bench/peers/peers.py), as lines of a CSV:
 *
 * <pre>bench/run FlowBenchmark PROBLEM.json hessian|ntk|krylov [OUT.csv]</pre>
 *
 * <p>Seconds are CPU time of the one thread that works, after one run that compiles the code; the first line says what that one took.
 * Error: the largest of an entry against the states in the file. With control of the global error, restarts included.
 */
public final class FlowBenchmark {
    private static final double[] TOLERANCES = {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10};

    private FlowBenchmark() {}

    /** @param arguments problem, stepper and where to write, standard output if absent */
    public static void main(String[] arguments) throws IOException {
        JsonNode node = new ObjectMapper()
                .readTree(Path.of(arguments[0]).toFile())
                .get("cases")
                .get(0);
        StepperChoice choice = StepperChoice.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        try (PrintStream out = arguments.length > 2
                ? new PrintStream(arguments[2], StandardCharsets.UTF_8)
                : new PrintStream(System.out, true, StandardCharsets.UTF_8)) {
            out.println("method,rtol,error,seconds,gradients,jacobians");
            line(out, node, "first nadir " + arguments[1], choice, 1e-5);
            for (double rtol : TOLERANCES) {
                line(out, node, "nadir " + arguments[1], choice, rtol);
            }
        }
    }

    private static void line(PrintStream out, JsonNode node, String name, StepperChoice choice, double rtol) {
        LossLandscape landscape = landscape(node);
        JsonNode times = node.get("times");
        double[] end = {times.get(times.size() - 1).asDouble()};
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Trajectory run = Integration.run(
                new GradientFlow(landscape, choice.linearization()),
                Checkpoint.start(0, landscape.start()),
                end,
                IntegrationOptions.of(choice.stepper(), Tolerance.of(rtol)),
                IntegrationListener.NONE);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        double[] exact = numbers(node.get("theta").get(times.size() - 1));
        double error =
                Matrix.column(run.last().state()).minus(Matrix.column(exact)).maxAbs();
        out.println(String.format(
                Locale.ROOT,
                "%s,%.0e,%s,%.2f,%d,%d",
                name,
                rtol,
                run.ending().completed() ? String.format(Locale.ROOT, "%.1e", error) : "nan",
                seconds,
                run.work().evaluations(),
                run.work().linearizations()));
    }

    private static LossLandscape landscape(JsonNode node) {
        Activation hidden = Activations.byName(node.get("activation").asText());
        double[] dims = numbers(node.get("layerDims"));
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Matrix weight = Matrix.zeros((int) dims[l], (int) dims[l - 1]);
            layers.add(new Layer(weight, new double[weight.rows()], l + 1 < dims.length ? hidden : new Identity()));
        }
        Network network = new Network(layers).withParameters(numbers(node.get("theta0")));
        return new LossLandscape(network, new TrainingSet(samples(node.get("inputs")), samples(node.get("labels"))));
    }

    private static Matrix samples(JsonNode rows) {
        double[][] samples = new double[rows.size()][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = numbers(rows.get(i));
        }
        return Matrix.ofRows(samples).transpose();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
