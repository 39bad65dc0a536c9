package dev.nadir.bench;

import dev.nadir.graph.GraphDefinition;
import dev.nadir.graph.GraphInput;
import dev.nadir.graph.GraphModel;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.RowBlock;
import dev.nadir.matrix.Matrix;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The tangent kernel of a convolutional network beside the bare matrix products that it needs: 3 → 32 → 32 → 32 channels, 3 x 3,
 * ReLU, and a linear layer from 21,632 to 10, on 20 images of 32 x 32.
 *
 * <p>Needed are, for each of the QN = 200 rows, the products that carry it back through two convolutions and those that write out its
 * gradient for three, and the Gram matrices of what is written out. Both sides alternate in one run, on one thread in CPU seconds, and
 * the best of the rounds counts. Beside them one gradient of the whole batch.
 *
 * <p>Run: {@code bench/run ConvolutionBenchmark [rounds]}.
 */
public final class ConvolutionBenchmark {
    private static final int DEFAULT_ROUNDS = 5;
    private static final int SAMPLES = 20;
    private static final int OUTPUTS = 10;
    private static final int CHANNELS = 32;
    private static final int[] IMAGES = {32, 30, 28, 26};

    private ConvolutionBenchmark() {}

    /** @param arguments how many rounds */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "0"); // all work in this thread
        GraphModel model = GraphModel.of(definition(), 3, 32, 32);
        Matrix inputs =
                new Matrix(3 * 32 * 32, SAMPLES, normal(7, 3 * 32 * 32, SAMPLES).values());
        double[] u = normal(8, OUTPUTS * SAMPLES).values();
        double[] best = {1e9, 1e9, 1e9};
        for (int round = 0; round < rounds; round++) {
            best[0] = Math.min(best[0], seconds(ConvolutionBenchmark::bareProducts));
            best[1] = Math.min(best[1], seconds(() -> EmpiricalNtk.of(model.at(inputs))));
            best[2] = Math.min(best[2], seconds(() -> model.at(inputs).transposedTimes(u)));
        }
        System.out.printf(
                Locale.ROOT,
                "K = %d; bare products %.0f ms, kernel %.0f ms, ratio %.2f; one gradient of the batch %.0f ms, kernel over it %.1f%n",
                model.parameters().count(),
                1e3 * best[0],
                1e3 * best[1],
                best[1] / best[0],
                1e3 * best[2],
                best[1] / best[2]);
    }

    private static double seconds(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return 1e-9 * (threads.getCurrentThreadCpuTime() - before);
    }

    private static void bareProducts() {
        int rows = OUTPUTS * SAMPLES;
        for (int layer = 0; layer < 3; layer++) {
            int patch = 9 * (layer == 0 ? 3 : CHANNELS);
            int positions = IMAGES[layer + 1] * IMAGES[layer + 1];
            RowBlock weights = new RowBlock(new double[CHANNELS * patch], CHANNELS, patch);
            RowBlock delta = new RowBlock(normal(1, CHANNELS, positions).values(), CHANNELS, positions);
            RowBlock patches = new RowBlock(normal(2, patch, positions).values(), patch, positions);
            RowBlock back = new RowBlock(new double[patch * positions], patch, positions);
            double[] written = new double[CHANNELS * patch * rows];
            for (int row = 0; row < rows; row++) {
                new RowBlock(written, row * CHANNELS * patch, CHANNELS, patch).setProduct(delta, false, patches, true);
                if (layer > 0) {
                    back.setProduct(weights, true, delta, false);
                }
            }
            Products.gram(new Matrix(CHANNELS * patch, rows, written));
        }
    }

    private static GraphDefinition definition() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        List<Node> nodes = new ArrayList<>();
        String value = "x";
        for (int layer = 0; layer < 3; layer++) {
            int channels = layer == 0 ? 3 : CHANNELS;
            weights.put("w" + layer, scaled(normal(layer, CHANNELS, channels, 3, 3), 9 * channels));
            weights.put("b" + layer, normal(layer + 10, CHANNELS));
            nodes.add(node("Conv", "c" + layer, value, "w" + layer, "b" + layer));
            nodes.add(node("Relu", "r" + layer, "c" + layer));
            value = "r" + layer;
        }
        nodes.add(node("Flatten", "f", value));
        weights.put("w", scaled(normal(20, 21_632, OUTPUTS), 21_632));
        weights.put("b", normal(21, OUTPUTS));
        nodes.add(node("Gemm", "y", "f", "w", "b"));
        return new GraphDefinition(nodes, weights, new GraphInput("x", Kind.FLOAT, GraphInput.OPEN, 3, 32, 32), "y");
    }

    private static Node node(String operator, String output, String... inputs) {
        return new Node(output, operator, 18, List.of(inputs), List.of(output), Attributes.none());
    }

    private static Tensor normal(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Tensor.floats(shape, values);
    }

    private static Tensor scaled(Tensor tensor, int fanIn) {
        double factor = Math.sqrt(2.0 / fanIn);
        double[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return tensor;
    }
}
