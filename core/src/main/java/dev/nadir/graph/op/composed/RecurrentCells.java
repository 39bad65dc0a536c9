package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.composed.Recurrent.Cell;
import dev.nadir.graph.op.composed.Recurrent.Gates;
import dev.nadir.graph.tensor.Tensor;
import java.util.List;

/** The steps of the recurrent operators. */
final class RecurrentCells {
    private RecurrentCells() {}

    private static int sum(Composition parts, Gates gates, int gate, int h) {
        return parts.call("Add", gates.input(gate), gates.recurrent(gate, h));
    }

    /** h' = tanh(W x + R h + b). */
    static final class Plain implements Cell {
        @Override
        public int gates() {
            return 1;
        }

        @Override
        public List<String> activations() {
            return List.of("Tanh");
        }

        @Override
        public int[] next(Composition parts, Gates gates, int... state) {
            return new int[] {parts.call("Tanh", sum(parts, gates, 0, state[0]))};
        }
    }

    /** Gates i, o, f and candidate c: c' = f c + i c~, h' = o tanh(c'). */
    static final class LongShort implements Cell {
        @Override
        public int gates() {
            return 4;
        }

        @Override
        public List<String> activations() {
            return List.of("Sigmoid", "Tanh", "Tanh");
        }

        @Override
        public int[] next(Composition parts, Gates gates, int... state) {
            int in = parts.call("Sigmoid", sum(parts, gates, 0, state[0]));
            int out = parts.call("Sigmoid", sum(parts, gates, 1, state[0]));
            int forget = parts.call("Sigmoid", sum(parts, gates, 2, state[0]));
            int candidate = parts.call("Tanh", sum(parts, gates, 3, state[0]));
            int c = parts.call("Add", parts.call("Mul", forget, state[1]), parts.call("Mul", in, candidate));
            return new int[] {parts.call("Mul", out, parts.call("Tanh", c)), c};
        }
    }

    /**
     * Gates z, r and candidate h~: h' = (1 − z) h~ + z h.
     *
     * @param resetsProduct h~ = tanh(W x + r (R h + b) + b) instead of tanh(W x + R (r h) + b)
     */
    record Gated(boolean resetsProduct) implements Cell {
        @Override
        public int gates() {
            return 3;
        }

        @Override
        public List<String> activations() {
            return List.of("Sigmoid", "Tanh");
        }

        @Override
        public int[] next(Composition parts, Gates gates, int... state) {
            int h = state[0];
            int update = parts.call("Sigmoid", sum(parts, gates, 0, h));
            int reset = parts.call("Sigmoid", sum(parts, gates, 1, h));
            int past = resetsProduct
                    ? parts.call("Mul", reset, gates.recurrent(2, h))
                    : gates.recurrent(2, parts.call("Mul", reset, h));
            int candidate = parts.call("Tanh", parts.call("Add", gates.input(2), past));
            int rest = parts.call("Sub", parts.constant(Tensor.scalar(1)), update);
            return new int[] {parts.call("Add", parts.call("Mul", rest, candidate), parts.call("Mul", update, h))};
        }
    }
}
