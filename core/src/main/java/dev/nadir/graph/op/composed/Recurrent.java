package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * RNN, GRU and LSTM in their default forms, in either direction or both: step by step, so that the derivatives are those of
 * products, sums and the gates' functions.
 *
 * <p>X is steps x samples x inputs, W and R are directions x gates · H x inputs (or H), B the two biases one behind the other. The
 * outputs are Y, steps x directions x samples x H, and the last state of each direction.
 */
final class Recurrent implements Operator {
    private static final int INITIAL_H = 5;
    private static final int INITIAL_C = 6;

    private final Node node;
    private final Cell cell;
    private final int hidden;
    private final String direction;
    private final boolean samplesFirst;

    /** How a state follows from the state before and the inputs: W x and R h are given gate by gate, with their biases. */
    interface Cell {
        int gates();

        /** The activations that it computes with, per direction. */
        List<String> activations();

        /** The next state, h first. */
        int[] next(Composition parts, Gates gates, int... state);
    }

    /** What enters one step. */
    interface Gates {
        /** The part W x + b of a gate. */
        int input(int gate);

        /** R h + b of a gate, for an h. */
        int recurrent(int gate, int h);
    }

    Recurrent(Node node, Cell cell) {
        this.node = node;
        this.cell = cell;
        Attributes attributes = node.attributes();
        this.hidden = (int) attributes.integer("hidden_size", 0);
        this.direction = attributes.text("direction", "forward");
        int directions = direction.equals("bidirectional") ? 2 : 1;
        if (!List.of("forward", "reverse", "bidirectional").contains(direction)) {
            throw new IllegalArgumentException(
                    "direction: got \"" + direction + "\", expected forward, reverse or bidirectional");
        }
        this.samplesFirst = attributes.flag("layout", false);
        requireDefault("input_forget", attributes.integer("input_forget", 0) == 0);
        requireDefault("clip", !attributes.has("clip"));
        List<String> functions = attributes.texts("activations");
        for (int i = 0; i < functions.size(); i++) {
            boolean usual = functions.size() == directions * cell.activations().size()
                    && functions
                            .get(i)
                            .equalsIgnoreCase(cell.activations()
                                    .get(i % cell.activations().size()));
            requireDefault("activations", usual);
        }
    }

    private static void requireDefault(String name, boolean isDefault) {
        if (!isDefault) {
            throw new IllegalArgumentException(name + ": only the default is read");
        }
    }

    static List<Support> supported() {
        return List.of(
                row("RNN", 6, node -> new RecurrentCells.Plain()),
                row("GRU", 6, node -> new RecurrentCells.Gated(node.attributes().flag("linear_before_reset", false))),
                row("LSTM", 8, node -> new RecurrentCells.LongShort()));
    }

    private static Support row(String name, int places, Function<Node, Cell> cell) {
        return Support.of(name, 7, node -> new Recurrent(node, cell.apply(node)))
                .takes(3, places)
                .trains(1, 2, 3)
                .but("other activations than the default, clip, sequences of different lengths"
                        + (name.equals("LSTM") ? ", peepholes, input_forget" : ""));
    }

    @Override
    public Applied at(Tensor... inputs) {
        Composition parts = new Composition(node, inputs);
        int x = samplesSecond(parts, 0);
        int h = samplesSecond(parts, INITIAL_H);
        int c = cell.gates() == 4 ? samplesSecond(parts, INITIAL_C) : Composition.NONE;
        requireShapes(parts, x, h, c);
        int count = direction.equals("bidirectional") ? 2 : 1;
        int[][] ends = new int[count][];
        int[] sequences = new int[count];
        for (int d = 0; d < count; d++) {
            Run run = new Run(parts, d, d == 1 || direction.equals("reverse"), x);
            ends[d] = run.through(run.start(h), cell.gates() == 4 ? run.start(c) : Composition.NONE);
            sequences[d] = run.sequence();
        }
        int y = parts.call("Concat", Map.of("axis", 1L), sequences);
        int[] outputs = new int[node.outputs().size()];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = k == 0 ? ordered(parts, y, 2, 0, 1, 3) : ordered(parts, ends(parts, ends, k - 1), 1, 0, 2);
        }
        return parts.giving(outputs);
    }

    private int samplesSecond(Composition parts, int input) {
        return parts.value(input) == null ? Composition.NONE : ordered(parts, input, 1, 0, 2);
    }

    /** The axes in another order where samples stand first. */
    private int ordered(Composition parts, int value, long... order) {
        return samplesFirst ? parts.call("Transpose", Map.of("perm", order), value) : value;
    }

    private static int ends(Composition parts, int[][] ends, int state) {
        return parts.call(
                "Concat",
                Map.of("axis", 0L),
                Arrays.stream(ends).mapToInt(end -> end[state]).toArray());
    }

    private void requireShapes(Composition parts, int input, int h, int c) {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        int rows = Shapes.size(cell.gates(), hidden);
        int[] x = parts.value(input).shape();
        if (x.length != 3 || x[0] < 1) {
            throw new IllegalArgumentException(
                    "X: got " + Shapes.text(x) + ", expected steps x samples x inputs, at least one step");
        }
        requireShape("W", parts.value(1), directions, rows, x[2]);
        requireShape("R", parts.value(2), directions, rows, hidden);
        requireShape("B", parts.value(3), directions, 2 * rows);
        requireShape("initial_h", h == Composition.NONE ? null : parts.value(h), directions, x[1], hidden);
        requireShape("initial_c", c == Composition.NONE ? null : parts.value(c), directions, x[1], hidden);
        Tensor lengths = parts.value(4);
        if (lengths != null && Arrays.stream(lengths.integers("sequence_lens")).anyMatch(each -> each != x[0])) {
            throw new IllegalArgumentException("sequence_lens: got "
                    + Arrays.toString(lengths.integers("sequence_lens")) + ", expected the length of all, " + x[0]);
        }
        Tensor peepholes = cell.gates() == 4 ? parts.value(7) : null;
        if (peepholes != null && Arrays.stream(peepholes.values()).anyMatch(p -> p != 0)) {
            throw new IllegalArgumentException("P: got peepholes, expected none or zeros");
        }
    }

    private static void requireShape(String name, Tensor tensor, int... shape) {
        if (tensor != null && !Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(
                    name + ": got " + Shapes.text(tensor.shape()) + ", expected " + Shapes.text(shape));
        }
    }

    /** One direction. */
    private final class Run implements Gates {
        private final Composition parts;
        private final int direction;
        private final boolean reverse;
        private final int[] ofInputs; // per gate, W x + b of all steps
        private final int[] weights; // per gate, Rᵀ
        private final int[] biases; // per gate, of R h
        private final int[] rows; // per step, h
        private final int samples;
        private int step;

        Run(Composition parts, int direction, boolean reverse, int x) {
            this.parts = parts;
            this.direction = direction;
            this.reverse = reverse;
            this.rows = new int[parts.value(x).extent(0)];
            this.samples = parts.value(x).extent(1);
            int gates = cell.gates();
            boolean biased = parts.value(3) != null;
            this.ofInputs = new int[gates];
            this.weights = new int[gates];
            this.biases = new int[gates];
            for (int gate = 0; gate < gates; gate++) {
                int product = parts.call("MatMul", x, matrix(1, gate));
                ofInputs[gate] = biased ? parts.call("Add", product, bias(gate)) : product;
                weights[gate] = matrix(2, gate);
                biases[gate] = biased ? bias(gates + gate) : Composition.NONE;
            }
        }

        /** The last state, with an axis for directions. */
        int[] through(int h, int c) {
            int[] state = c == Composition.NONE ? new int[] {h} : new int[] {h, c};
            for (int k = 0; k < rows.length; k++) {
                step = reverse ? rows.length - 1 - k : k;
                state = cell.next(parts, this, state);
                rows[step] = parts.call("Unsqueeze", state[0], parts.constant(Tensor.integers(0, 1)));
            }
            return Arrays.stream(state)
                    .map(each -> parts.call("Unsqueeze", each, parts.constant(Tensor.integers(0))))
                    .toArray();
        }

        int sequence() {
            return parts.call("Concat", Map.of("axis", 0L), rows);
        }

        /** The rows of a gate, transposed. */
        private int matrix(int input, int gate) {
            int rows = cut(ofDirection(input), gate * hidden, (gate + 1) * hidden);
            return parts.call("Transpose", rows);
        }

        private int bias(int part) {
            return cut(ofDirection(3), part * hidden, (part + 1) * hidden);
        }

        private int ofDirection(int input) {
            return at(input, direction);
        }

        private int at(int value, int index) {
            return parts.call("Squeeze", cut(value, index, index + 1), parts.constant(Tensor.integers(0)));
        }

        private int cut(int value, int from, int to) {
            return parts.call(
                    "Slice",
                    value,
                    parts.constant(Tensor.integers(from)),
                    parts.constant(Tensor.integers(to)),
                    parts.constant(Tensor.integers(0)));
        }

        /** An initial state, or zeros. */
        int start(int value) {
            return value == Composition.NONE ? parts.constant(Tensor.zeros(samples, hidden)) : at(value, direction);
        }

        @Override
        public int input(int gate) {
            return at(ofInputs[gate], step);
        }

        @Override
        public int recurrent(int gate, int h) {
            int product = parts.call("MatMul", h, weights[gate]);
            return biases[gate] == Composition.NONE ? product : parts.call("Add", product, biases[gate]);
        }
    }
}
