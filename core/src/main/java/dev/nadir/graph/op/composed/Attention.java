package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Attention: softmax(scale Q Kᵀ + mask) V, head by head, where scores may be capped by c tanh(·/c) before the mask is added, and
 * several heads of Q may share one of K and V.
 */
final class Attention implements Operator {
    private static final int MASK = 3;
    private static final int PAST_KEY = 4;
    private static final int PAST_VALUE = 5;

    private final Node node;
    private final double softcap;
    private final long mode;
    private final boolean causal;

    Attention(Node node) {
        this.node = node;
        this.softcap = node.attributes().number("softcap", 0);
        this.mode = node.attributes().integer("qk_matmul_output_mode", 0);
        this.causal = node.attributes().flag("is_causal", false);
        if (mode < 0 || mode > 3 || mode == 1) {
            throw new IllegalArgumentException("qk_matmul_output_mode: got " + mode
                    + ", expected 0, 2 or 3; versions of the standard differ about 1");
        }
    }

    static List<Support> supported() {
        return List.of(Support.of("Attention", 23, Attention::new).takes(3, 6).but("qk_matmul_output_mode = 1"));
    }

    @Override
    public Applied at(Tensor... inputs) {
        Composition parts = new Composition(node, inputs);
        boolean flat = inputs[0].rank() == 3;
        int q = heads(parts, 0, flat, "q_num_heads");
        int k = heads(parts, 1, flat, "kv_num_heads");
        int v = heads(parts, 2, flat, "kv_num_heads");
        int key = inputs[PAST_KEY] == null ? k : parts.call("Concat", Map.of("axis", 2L), PAST_KEY, k);
        int value = inputs[PAST_VALUE] == null ? v : parts.call("Concat", Map.of("axis", 2L), PAST_VALUE, v);
        int[] scores = scores(parts, q, shared(parts, q, key));
        int product = parts.call("MatMul", scores[scores.length - 1], shared(parts, q, value));
        int y = flat ? merged(parts, product) : product;
        int[] outputs = {y, key, value, scores[(int) mode]};
        return parts.giving(Arrays.copyOf(outputs, node.outputs().size()));
    }

    /** samples x length x heads · size becomes samples x heads x length x size. */
    private int heads(Composition parts, int input, boolean flat, String attribute) {
        Tensor tensor = parts.value(input);
        if (tensor.rank() != (flat ? 3 : 4)) {
            throw new IllegalArgumentException("input " + (input + 1) + ": got " + Shapes.text(tensor.shape())
                    + ", expected as many axes as Q, 3 or 4");
        }
        if (!flat) {
            return input;
        }
        int heads = (int) node.attributes().integer(attribute, 0);
        if (heads < 1 || tensor.extent(2) % heads != 0) {
            throw new IllegalArgumentException(
                    attribute + ": got " + heads + ", expected a divisor of " + tensor.extent(2));
        }
        int shape =
                parts.constant(Tensor.integers(tensor.extent(0), tensor.extent(1), heads, tensor.extent(2) / heads));
        return parts.call("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), parts.call("Reshape", input, shape));
    }

    private static int merged(Composition parts, int product) {
        int transposed = parts.call("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), product);
        int[] shape = parts.value(transposed).shape();
        return parts.call(
                "Reshape", transposed, parts.constant(Tensor.integers(shape[0], shape[1], shape[2] * shape[3])));
    }

    /** Every head of keys or values serves as many neighbouring heads of queries. */
    private static int shared(Composition parts, int q, int heads) {
        int wanted = parts.value(q).extent(1);
        int given = parts.value(heads).extent(1);
        if (given == wanted) {
            return heads;
        }
        if (given < 1 || wanted % given != 0) {
            throw new IllegalArgumentException("heads: got " + wanted + " of Q and " + given + " of K or V");
        }
        int[] from =
                IntStream.range(0, wanted).map(head -> head / (wanted / given)).toArray();
        return parts.call("Gather", Map.of("axis", 1L), heads, parts.constant(Tensor.integers(from)));
    }

    /** The scores as they are, capped, with the mask, and their softmax, by the numbers of qk_matmul_output_mode. */
    private int[] scores(Composition parts, int q, int k) {
        double scale =
                node.attributes().number("scale", 1 / Math.sqrt(parts.value(q).extent(-1)));
        int root = parts.constant(Tensor.scalar(Math.sqrt(scale)));
        int transposed = parts.call("Transpose", Map.of("perm", new long[] {0, 1, 3, 2}), k);
        int raw = parts.call("MatMul", parts.call("Mul", q, root), parts.call("Mul", transposed, root));
        int capped = raw;
        if (softcap > 0) {
            int cap = parts.constant(Tensor.scalar(softcap));
            capped = parts.call("Mul", parts.call("Tanh", parts.call("Div", raw, cap)), cap);
        }
        int masked = masked(parts, capped);
        return new int[] {raw, capped, masked, parts.call("Softmax", masked)};
    }

    private int masked(Composition parts, int scores) {
        int masked = causal ? parts.call("Add", scores, later(parts, scores)) : scores;
        Tensor mask = parts.value(MASK);
        if (mask == null) {
            return masked;
        }
        if (mask.kind() == Kind.BOOLEAN) {
            int never = parts.constant(Tensor.scalar(Double.NEGATIVE_INFINITY));
            return parts.call("Where", MASK, masked, never);
        }
        return parts.call("Add", masked, MASK);
    }

    /** −∞ for every key behind its query, which stands behind all past keys. */
    private static int later(Composition parts, int scores) {
        int rows = parts.value(scores).extent(2);
        int columns = parts.value(scores).extent(3);
        int past = parts.value(PAST_KEY) == null ? 0 : parts.value(PAST_KEY).extent(2);
        double[] later = new double[Shapes.size(rows, columns)];
        for (int i = 0; i < later.length; i++) {
            later[i] = i % columns > i / columns + past ? Double.NEGATIVE_INFINITY : 0;
        }
        return parts.constant(Tensor.floats(new int[] {rows, columns}, later));
    }
}
