package dev.nadir.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.structured.ClusteredTruncation;
import dev.nadir.construct.structured.DecisionList;
import dev.nadir.construct.structured.GroupedHyperplanes;
import dev.nadir.construct.structured.PeeledDecisionList;
import dev.nadir.construct.structured.Staircase;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ClusterGeometry;
import dev.nadir.structure.Separated;
import dev.nadir.structure.Separator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The long measurements of structured data: elapsed and processor seconds, parameters and errors.
 *
 * <p>Run, one or more of:
 *
 * <pre>
 * bench/run StructureBenchmark clusters              Q = M = 2, 5, 10, 20, a million samples streamed
 * bench/run StructureBenchmark separator             a million samples of 20 features
 * bench/run StructureBenchmark labels FILE TARGET    decision list, or peeling, of a data file
 * bench/run StructureBenchmark random FILE TARGET    peeling of the same samples with random labels
 * bench/run StructureBenchmark numbers FILE TARGET   staircase and grouped hyperplanes for random numbers
 * </pre>
 */
public final class StructureBenchmark {
    private static final int MILLION = 1_000_000;
    private static final int BATCH = 10_000;

    private StructureBenchmark() {}

    /** Prints one line per measurement. */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "clusters" -> IntStream.of(2, 5, 10, 20).forEach(StructureBenchmark::clusters);
            case "separator" -> separator();
            case "labels" -> labels(read(args));
            case "random" -> tried("random labels", new PeeledDecisionList(), withRandomLabels(read(args)));
            case "numbers" -> numbers(read(args));
            default ->
                throw new IllegalArgumentException(
                        "benchmark: got " + args[0] + ", expected clusters, separator, labels, random or numbers");
        }
    }

    private static TrainingSet read(String[] args) throws IOException {
        return DataReader.read(Path.of(args[1]), ReadOptions.defaults().withTargets(args[2]))
                .trainingSet();
    }

    private static void clusters(int size) {
        SplittableRandom random = new SplittableRandom(size);
        Matrix centres = Matrix.zeros(size, size);
        for (int k = 0; k < centres.data().length; k++) {
            centres.data()[k] = (k % (size + 1) == 0 ? 10 : 0) + 0.3 * random.nextGaussian();
        }
        double bound = ClusterGeometry.of(centres, 0).radiusBound();
        Clock clock = new Clock();
        ClusteredTruncation construction = new ClusteredTruncation();
        Network network = ((Constructed)
                        construction.fromClusters(ClusterGeometry.of(centres, 0.9 * bound), Matrix.identity(size)))
                .network();
        Refusal beyond =
                (Refusal) construction.fromClusters(ClusterGeometry.of(centres, 1.01 * bound), Matrix.identity(size));
        double worst = 0;
        double spread = 0;
        double[][] first = new double[size][];
        List<Layer> hidden = network.layers().subList(0, network.layers().size() - 1);
        Network collapse = new Network(hidden);
        for (int batch = 0; batch < MILLION / BATCH; batch++) {
            TrainingSet data = ball(centres, 0.9 * bound, random);
            Matrix states = collapse.evaluate(data.inputs());
            for (int j = 0; j < BATCH; j++) {
                int c = j % size;
                first[c] = first[c] == null ? states.columnArray(j) : first[c];
                for (int i = 0; i < size; i++) {
                    spread = Math.max(spread, Math.abs(states.get(i, j) - first[c][i]));
                }
            }
            worst = Math.max(worst, Cost.maxResidual(network.evaluate(data.inputs()), data.labels()));
        }
        System.out.printf(
                Locale.ROOT,
                "clusters Q = M = %d: K = %d, Q(Q+1)^2 = %d, QN = %d, max |f - y| %.1e, spread %.1e, %s; at 1.01 δ*: %s%n",
                size,
                network.parameterCount(),
                size * (size + 1) * (size + 1),
                (long) size * MILLION,
                worst,
                spread,
                clock,
                beyond.message());
    }

    /** A batch of samples within the radius, half of them on the sphere. */
    private static TrainingSet ball(Matrix centres, double radius, SplittableRandom random) {
        int m = centres.rows();
        Matrix inputs = Matrix.zeros(m, BATCH);
        Matrix labels = Matrix.zeros(centres.columns(), BATCH);
        for (int j = 0; j < BATCH; j++) {
            int c = j % centres.columns();
            double[] direction = new double[m];
            Arrays.setAll(direction, i -> random.nextGaussian());
            double length = Matrix.column(direction).frobeniusNorm();
            double r = radius * (random.nextBoolean() ? 1 - 1e-12 : random.nextDouble());
            for (int i = 0; i < m; i++) {
                inputs.data()[i + j * m] = centres.get(i, c) + r / length * direction[i];
            }
            labels.data()[c + j * centres.columns()] = 1;
        }
        return new TrainingSet(inputs, labels);
    }

    private static void separator() {
        SplittableRandom random = new SplittableRandom(1);
        int m = 20;
        Matrix inputs = Matrix.zeros(m, MILLION).map(zero -> random.nextGaussian());
        double[] normal = new double[m];
        Arrays.setAll(normal, i -> random.nextGaussian());
        double norm = Matrix.column(normal).frobeniusNorm();
        boolean[] positive = new boolean[MILLION];
        for (int j = 0; j < MILLION; j++) {
            double height = 0;
            for (int i = 0; i < m; i++) {
                height += normal[i] / norm * inputs.data()[i + j * m];
            }
            positive[j] = height > 0;
            for (int i = 0; i < m; i++) {
                inputs.data()[i + j * m] += (positive[j] ? 0.05 : -0.05) * normal[i] / norm;
            }
        }
        int[] first = IntStream.range(0, MILLION).filter(j -> !positive[j]).toArray();
        int[] second = IntStream.range(0, MILLION).filter(j -> positive[j]).toArray();
        Clock clock = new Clock();
        Separated found = (Separated) new Separator(inputs).separate(first, second);
        System.out.printf(
                Locale.ROOT,
                "separator N = 1000000, M = 20: gap %.6f (at least 0.1 by design), %s%n",
                found.gap(),
                clock);
    }

    private static void labels(TrainingSet data) {
        if (!tried("decision list", new DecisionList(), data)) {
            tried("peeling", new PeeledDecisionList(), data);
        }
    }

    private static void numbers(TrainingSet data) {
        SplittableRandom random = new SplittableRandom(2);
        Matrix targets = Matrix.zeros(10, data.samples()).map(zero -> random.nextGaussian());
        TrainingSet real = new TrainingSet(data.inputs(), targets);
        tried("staircase, 10 random real targets", new Staircase(), real);
        tried("grouped hyperplanes, 10 random real targets", new GroupedHyperplanes(), real);
    }

    private static TrainingSet withRandomLabels(TrainingSet data) {
        SplittableRandom random = new SplittableRandom(3);
        Matrix labels = Matrix.zeros(data.outputDim(), data.samples());
        for (int j = 0; j < data.samples(); j++) {
            labels.data()[random.nextInt(data.outputDim()) + j * data.outputDim()] = 1;
        }
        return new TrainingSet(data.inputs(), labels);
    }

    private static boolean tried(String name, StructuredConstruction construction, TrainingSet data) {
        Clock clock = new Clock();
        Outcome outcome = construction.construct(new Problem(data, Optional.empty(), 1, Progress.NONE));
        if (!(outcome instanceof Constructed built)) {
            System.out.println(name + ": refused, " + clock + ": " + ((Refusal) outcome).message());
            return false;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: first layer %d, K = %d, QN = %d, max |f - y| %.1e, %s%n",
                name,
                built.network().layers().get(0).outputDim(),
                built.network().parameterCount(),
                (long) data.outputDim() * data.samples(),
                Cost.maxResidual(built.network().evaluate(data.inputs()), data.labels()),
                clock);
        return true;
    }

    /** Elapsed and processor time since it was made. */
    private static final class Clock {
        private final long start = System.nanoTime();
        private final long processor = processorTime();

        private static long processorTime() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f s (processor %.1f s)",
                    (System.nanoTime() - start) / 1e9,
                    (processorTime() - processor) / 1e9);
        }
    }
}
