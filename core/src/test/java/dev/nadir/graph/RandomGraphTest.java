package dev.nadir.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.JacobianBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random small graphs, random in operators, shapes and wiring: D v is what central differences say, Dᵀ its adjoint, the blocks
 * its rows. {@code -Dnadir.graphs=1000} runs more.
 */
class RandomGraphTest {
    private static final int GRAPHS = Integer.getInteger("nadir.graphs", 40);
    private static final String[] SMOOTH = {
        "Tanh", "Sigmoid", "Softplus", "Sin", "Erf", "Softsign", "Celu", "Neg", "Atan", "Identity", "Cos"
    };

    @Test
    void derivativesAreThoseOfTheValues() {
        for (int seed = 1; seed <= GRAPHS; seed++) {
            RandomGraph random = new RandomGraph(seed);
            check(seed, random.model(), random.inputs());
        }
    }

    private static void check(int seed, GraphModel model, Matrix inputs) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphEvaluation at = model.at(inputs);
        double[] v = random.doubles(at.columns(), -1, 1).toArray();
        double[] u = random.doubles(at.rows(), -1, 1).toArray();
        double[] product = at.times(v);
        double[] transposed = at.transposedTimes(u);
        double scale = norm(product) * norm(u) + norm(transposed) * norm(v);
        assertThat(Math.abs(dot(product, u) - dot(transposed, v)))
                .as("adjoint of graph %d", seed)
                .isLessThanOrEqualTo(1e-13 * scale);
        double[] difference = difference(model, inputs, v);
        double size = 1 + norm(product) + at.outputs().maxAbs();
        for (int r = 0; r < product.length; r++) {
            assertThat(Math.abs(product[r] - difference[r]))
                    .as("row %d of graph %d: %s, %s", r, seed, product[r], difference[r])
                    .isLessThanOrEqualTo(1e-6 * size);
        }
        Matrix dense = at.dense();
        Matrix gram = Matrix.zeros(at.rows(), at.rows());
        for (JacobianBlock block : at.blocks()) {
            gram = gram.plus(1, block.outerGram());
        }
        double norm = dense.frobeniusNorm();
        assertThat(gram.minus(Products.outerGram(dense)).maxAbs())
                .as("kernel of graph %d", seed)
                .isLessThanOrEqualTo(1e-13 * norm * norm);
        assertThat(Matrix.column(product)
                        .minus(Matrix.column(Products.times(dense, v)))
                        .maxAbs())
                .isLessThanOrEqualTo(1e-13 * norm * norm(v));
    }

    /** Five points; the step leaves about 1e-9 of truncation and of rounding for derivatives of moderate size. */
    private static double[] difference(GraphModel model, Matrix inputs, double[] v) {
        double h = 1e-3 / Math.max(1, norm(v));
        double[][] x = new double[5][];
        for (int k = -2; k <= 2; k++) {
            double[] theta = model.parameters().values().clone();
            for (int i = 0; i < theta.length; i++) {
                theta[i] += k * h * v[i];
            }
            x[k + 2] = model.withParameters(theta).outputs(inputs).data();
        }
        return IntStream.range(0, x[0].length)
                .mapToDouble(r -> (8 * (x[3][r] - x[1][r]) - (x[4][r] - x[0][r])) / (12 * h))
                .toArray();
    }

    private static double norm(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Grows a graph node by node; every value is computed as it is made, so that the next node fits. */
    private static final class RandomGraph {
        private final SplittableRandom random;
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Tensor> initializers = new LinkedHashMap<>();
        private final List<String> open = new ArrayList<>();
        private final Map<String, Tensor> values = new LinkedHashMap<>();
        private final int[] sampleShape;

        RandomGraph(int seed) {
            random = new SplittableRandom(1000L + seed);
            sampleShape = random.ints(random.nextInt(1, 4), 2, 5).toArray();
            int[] shape = IntStream.concat(IntStream.of(1), Arrays.stream(sampleShape))
                    .toArray();
            put("x", normal(1, shape));
            for (int k = random.nextInt(3, 10); k > 0; k--) {
                grow();
            }
            finish();
        }

        GraphModel model() {
            GraphInput input = new GraphInput("x", Kind.FLOAT, values.get("x").shape());
            int[] extents = input.extents().clone();
            extents[0] = GraphInput.OPEN;
            return GraphModel.of(
                    new GraphDefinition(nodes, initializers, new GraphInput("x", Kind.FLOAT, extents), "y"),
                    sampleShape);
        }

        Matrix inputs() {
            int m = Shapes.size(sampleShape);
            return new Matrix(m, 3, normal(1, 3 * m).values());
        }

        private Tensor normal(double scale, int... shape) {
            double[] entries = new double[Shapes.size(shape)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = scale * random.nextGaussian();
            }
            return Tensor.floats(shape, entries);
        }

        private void put(String name, Tensor value) {
            values.put(name, value);
            open.add(name);
        }

        private String stored(Tensor value) {
            String name = "p" + initializers.size();
            initializers.put(name, value);
            values.put(name, value);
            return name;
        }

        private String any() {
            return open.get(random.nextInt(open.size()));
        }

        private void add(String operator, String output, Map<String, ?> attributes, String... inputs) {
            String place = "node " + (nodes.size() + 1) + " (" + operator + ")";
            Node node = new Node(place, operator, 18, List.of(inputs), List.of(output), new Attributes(attributes));
            Tensor[] arguments = Arrays.stream(inputs).map(values::get).toArray(Tensor[]::new);
            put(output, Operators.of(node).at(arguments).outputs()[0]);
            nodes.add(node);
        }

        private void grow() {
            String from = any();
            int[] shape = values.get(from).shape();
            int rank = shape.length;
            String to = "v" + nodes.size();
            switch (random.nextInt(15)) {
                case 0, 1 -> add(SMOOTH[random.nextInt(SMOOTH.length)], to, Map.of(), from);
                case 2 -> {
                    int[] other = shape.clone();
                    other[0] = 1;
                    for (int axis = 1; axis < rank; axis++) {
                        other[axis] = random.nextBoolean() ? 1 : other[axis];
                    }
                    String[] sums = {"Add", "Sub", "Mul"};
                    add(sums[random.nextInt(3)], to, Map.of(), from, stored(normal(1, other)));
                }
                case 3 -> {
                    String other = open.stream()
                            .filter(name -> Arrays.equals(values.get(name).shape(), shape))
                            .reduce((a, b) -> random.nextBoolean() ? a : b)
                            .orElse(from);
                    add(random.nextBoolean() ? "Add" : "Mul", to, Map.of(), from, other);
                }
                case 4, 5 -> {
                    int n = shape[rank - 1];
                    add("MatMul", to, Map.of(), from, stored(normal(1 / Math.sqrt(n), n, random.nextInt(1, 5))));
                }
                case 6 -> {
                    long[] order = IntStream.range(0, rank).mapToLong(i -> i).toArray();
                    int a = random.nextInt(1, rank);
                    int b = random.nextInt(1, rank);
                    long kept = order[a];
                    order[a] = order[b];
                    order[b] = kept;
                    add("Transpose", to, Map.of("perm", order), from);
                }
                case 7 -> {
                    int axis = random.nextInt(1, rank);
                    add("Concat", to, Map.of("axis", (long) axis), from, from);
                }
                case 8 -> {
                    String axes = stored(Tensor.integers(random.nextInt(1, rank)));
                    add(random.nextBoolean() ? "ReduceMean" : "ReduceLogSumExp", to, Map.of(), from, axes);
                }
                case 9 -> {
                    int axis = random.nextInt(1, rank);
                    int end = random.nextInt(1, shape[axis] + 1);
                    String[] ends = {
                        stored(Tensor.integers(0)), stored(Tensor.integers(end)), stored(Tensor.integers(axis))
                    };
                    add("Slice", to, Map.of(), from, ends[0], ends[1], ends[2]);
                }
                case 10 -> add("Softmax", to, Map.of("axis", -1L), from);
                case 11 -> {
                    int n = shape[rank - 1];
                    add(
                            "LayerNormalization",
                            to,
                            Map.of("axis", -1L, "epsilon", 0.5),
                            from,
                            stored(normal(1, n)),
                            stored(normal(1, n)));
                }
                case 12 -> {
                    if (rank == 3) {
                        String weights = stored(normal(0.5, 2, shape[1], Math.min(2, shape[2])));
                        add("Conv", to, Map.of("pads", new long[] {1, 0}), from, weights, stored(normal(1, 2)));
                    } else {
                        add("Flatten", to, Map.of(), from);
                    }
                }
                case 13 -> {
                    int n = shape[rank - 1];
                    String indices = stored(Tensor.integers(random.ints(3, 0, n).toArray()));
                    add("Gather", to, Map.of("axis", (long) rank - 1), from, indices);
                }
                default -> {
                    int[] pads = new int[2 * rank];
                    pads[random.nextInt(1, rank)] = 1;
                    add(
                            "Pad",
                            to,
                            Map.of("mode", random.nextBoolean() ? "edge" : "constant"),
                            from,
                            stored(Tensor.integers(pads)));
                }
            }
        }

        /** The last values side by side, through a layer. */
        private void finish() {
            String flat = "";
            for (int k = Math.max(0, open.size() - 2); k < Math.max(1, open.size()) && flat.length() < 40; k++) {
                String name = open.get(k);
                if (name.startsWith("f") || name.startsWith("c")) {
                    break;
                }
                add("Flatten", "f" + nodes.size(), Map.of(), name);
                String piece = open.get(open.size() - 1);
                if (flat.isEmpty()) {
                    flat = piece;
                } else {
                    add("Concat", "c" + nodes.size(), Map.of("axis", 1L), flat, piece);
                    flat = open.get(open.size() - 1);
                }
            }
            int n = values.get(flat).extent(1);
            String weights = stored(normal(1 / Math.sqrt(n), 2, n));
            add("Gemm", "y", Map.of("transB", 1L), flat, weights, stored(normal(1, 2)));
        }
    }
}
