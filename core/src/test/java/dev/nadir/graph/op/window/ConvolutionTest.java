package dev.nadir.graph.op.window;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
    private static final String[] AUTO_PADS = {"SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"};

    /** A node with random extents and attributes, in one to three spatial axes. */
    private record Random(int rank, int groups, int[] kernel, Map<String, Object> attributes) {
        static Random of(SplittableRandom random, boolean transposed) {
            int rank = random.nextInt(1, 4);
            Map<String, Object> attributes = new HashMap<>();
            int groups = random.nextInt(1, 4);
            attributes.put("group", (long) groups);
            int[] kernel = random.ints(rank, 1, 4).toArray();
            long[] strides = random.longs(rank, 1, 4).toArray();
            attributes.put("strides", strides);
            attributes.put("dilations", random.longs(rank, 1, 3).toArray());
            if (random.nextBoolean()) {
                attributes.put("auto_pad", AUTO_PADS[random.nextInt(AUTO_PADS.length)]);
            } else {
                attributes.put("pads", random.longs(2L * rank, 0, 2).toArray());
            }
            if (transposed && random.nextBoolean()) {
                attributes.put(
                        "output_padding",
                        Arrays.stream(strides).map(s -> random.nextLong(s)).toArray());
            }
            return new Random(rank, groups, kernel, attributes);
        }

        int[] shape(int first, int second, int[] spatial) {
            int[] shape = new int[rank + 2];
            shape[0] = first;
            shape[1] = second;
            System.arraycopy(spatial, 0, shape, 2, rank);
            return shape;
        }
    }

    @Test
    void derivativesAreThoseOfTheValueForRandomAttributes() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 40; trial++) {
            Random node = Random.of(random, false);
            int channels = random.nextInt(1, 3);
            int features = random.nextInt(1, 3) * node.groups;
            int[] image = random.ints(node.rank, 5, 8).toArray();
            OperatorCheck.of(
                            "Conv",
                            18,
                            node.attributes,
                            normal(trial, node.shape(random.nextInt(1, 3), channels * node.groups, image)),
                            normal(trial + 1, node.shape(features, channels, node.kernel)),
                            random.nextBoolean() ? normal(trial + 2, features) : null)
                    .differentiates();
        }
    }

    @Test
    void derivativesOfTransposedConvolutionsAreThoseOfTheValueForRandomAttributes() {
        SplittableRandom random = new SplittableRandom(12);
        for (int trial = 0; trial < 40; trial++) {
            Random node = Random.of(random, true);
            node.attributes.remove("pads");
            int channels = random.nextInt(1, 3) * node.groups;
            int features = random.nextInt(1, 3);
            int[] map = random.ints(node.rank, 2, 5).toArray();
            OperatorCheck.of(
                            "ConvTranspose",
                            18,
                            node.attributes,
                            normal(trial, node.shape(random.nextInt(1, 3), channels, map)),
                            normal(trial + 1, node.shape(channels, features, node.kernel)),
                            random.nextBoolean() ? normal(trial + 2, features * node.groups) : null)
                    .differentiates();
        }
    }

    /** By its definition, entry by entry. */
    @Test
    void valueIsTheSumOverChannelsAndTaps() {
        Tensor x = normal(1, 1, 2, 4, 5);
        Tensor w = normal(2, 3, 2, 3, 2);
        Tensor y = OperatorCheck.of(
                        "Conv",
                        11,
                        Map.of("pads", new long[] {1, 0, 2, 1}, "strides", new long[] {2, 1}, "dilations", new long[] {
                            1, 2
                        }),
                        x,
                        w)
                .output();
        assertThat(y.shape()).containsExactly(1, 3, 3, 4);
        for (int j = 0; j < y.size(); j++) {
            double sum = 0;
            double size = 0;
            for (int k = 0; k < 2 * 3 * 2; k++) {
                int row = j / 4 % 3 * 2 + k / 2 % 3 - 1;
                int column = j % 4 + k % 2 * 2;
                if (row >= 0 && row < 4 && column < 5) {
                    double term = w.values()[j / 12 * 12 + k] * x.values()[k / 6 * 20 + row * 5 + column];
                    sum += term;
                    size += Math.abs(term);
                }
            }
            // two sums of 12 products in different orders
            assertThat(y.values()[j]).isCloseTo(sum, Offset.offset(24 * Math.ulp(size)));
        }
    }

    @Test
    void blocksOfAnySizeAddUpToTheWholeImage() {
        Windows windows = Windows.of(
                new Attributes(Map.of("pads", new long[] {1, 1, 1, 1})), new int[] {5, 7}, new int[] {3, 3}, false);
        double[] image = normal(3, 2, 35).values();
        Patches patches = new Patches(windows);
        double[] whole = new double[18 * 35];
        patches.gather(image, new Patches.Range(0, 2, 0, 35), whole);
        for (int most : new int[] {1, 3, 7, 8, 20, 100}) {
            double[] columns = new double[18 * 35];
            for (int start = 0, count; start < 35; start += count) {
                count = patches.countFrom(start, most);
                assertThat(count).isBetween(1, Math.max(1, most));
                double[] part = new double[18 * count];
                patches.gather(image, new Patches.Range(0, 2, start, count), part);
                for (int row = 0; row < 18; row++) {
                    System.arraycopy(part, row * count, columns, row * 35 + start, count);
                }
            }
            assertThat(columns).as("blocks of %d", most).containsExactly(whole);
        }
    }

    /** An image so large that the workspace holds only a part of it at once, against a convolution of its upper half. */
    @Test
    void anImageBeyondTheWorkspaceIsWorkedOnInParts() {
        Tensor x = OperatorCheck.uniform(4, -1, 1, 1, 8, 300, 300);
        Tensor w = OperatorCheck.uniform(5, -1, 1, 1, 8, 3, 3);
        double[] whole = OperatorCheck.of("Conv", 11, Map.of(), x, w).output().values();
        double[] half = new double[8 * 150 * 300];
        for (int channel = 0; channel < 8; channel++) {
            System.arraycopy(x.values(), channel * 90_000, half, channel * 45_000, 45_000);
        }
        double[] upper = OperatorCheck.of("Conv", 11, Map.of(), Tensor.floats(new int[] {1, 8, 150, 300}, half), w)
                .output()
                .values();
        for (int i = 0; i < upper.length; i++) {
            assertThat(Math.abs(upper[i] - whole[i])).isLessThanOrEqualTo(72 * 72 * Math.ulp(1.0)); // 72 terms below 1
        }
    }

    @Test
    void theProductWithPositionsGivesTheGradientOfTheWeights() {
        for (int samples : new int[] {1, 3}) {
            Tensor x = normal(6, samples, 2, 6, 5);
            Tensor w = normal(7, 4, 2, 3, 3);
            Applied conv = Operators.of(new Node(
                            "n",
                            "Conv",
                            18,
                            java.util.List.of("x", "w"),
                            java.util.List.of("y"),
                            new Attributes(Map.of("pads", new long[] {1, 0, 0, 1}))))
                    .at(x, w);
            Tensor u = normal(8, conv.outputs()[0].shape());
            PositionFactors product = (PositionFactors) conv;
            Matrix gradient = Products.timesTransposed(product.delta(1, u), product.features(1));
            Tensor expected = conv.vjp(new Tensor[] {u}, new boolean[] {false, true, false})[1];
            double size = Arrays.stream(expected.values()).map(Math::abs).max().orElseThrow();
            for (int k = 0; k < 4; k++) {
                for (int j = 0; j < 18; j++) {
                    // sums over the positions of all samples in different orders
                    assertThat(gradient.get(k, j))
                            .isCloseTo(expected.values()[k * 18 + j], Offset.offset(60 * samples * Math.ulp(size)));
                }
            }
        }
    }

    @Test
    void whatIsNotANumberReachesTheOutput() {
        Tensor x = Tensor.zeros(1, 1, 3);
        x.values()[1] = Double.NaN;
        Tensor y =
                OperatorCheck.of("Conv", 18, Map.of(), x, Tensor.zeros(1, 1, 3)).output();
        assertThat(y.values()[0]).isNaN();
    }

    @Test
    void wrongAttributesAreRefusedByName() {
        Tensor x = normal(1, 1, 2, 5, 5);
        Tensor w = normal(2, 4, 2, 3, 3);
        refuses(Map.of("strides", new long[] {0, 1}), x, w, "strides: got [0, 1]");
        refuses(Map.of("strides", new long[] {1}), x, w, "strides: got [1], expected 2");
        refuses(Map.of("pads", new long[] {1, 1}), x, w, "pads: got [1, 1], expected 4");
        refuses(Map.of("auto_pad", "SAME"), x, w, "auto_pad: got \"SAME\"");
        refuses(Map.of("group", 3L), x, w, "W: got 4 x 2 x 3 x 3 for an image of 1 x 2 x 5 x 5 in 3 groups");
        refuses(Map.of("kernel_shape", new long[] {3, 2}), x, w, "kernel_shape: got [3, 2]");
        refuses(Map.of("dilations", new long[] {3, 1}), x, w, "input: got extent 5");
        refuses(Map.of("dilations", new long[] {Integer.MAX_VALUE, 1}), x, w, "overflow");
        refuses(Map.of(), x, normal(2, 4, 2), "W: got 4 x 2");
    }

    private static void refuses(Map<String, ?> attributes, Tensor x, Tensor w, String message) {
        assertThatThrownBy(() -> OperatorCheck.of("Conv", 18, attributes, x, w).output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(message);
    }
}
