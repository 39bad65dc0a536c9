package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The first input with entries of the third written into it, added, multiplied or compared, where the second says. */
public final class Scattering {
    private Scattering() {}

    private enum Reduction {
        NONE,
        ADD,
        MUL,
        MAX,
        MIN;

        static Reduction of(Node node) {
            String given = node.attributes().text("reduction", "none");
            for (Reduction each : values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(given)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("reduction: got \"" + given + "\", expected none, add, mul, max or min");
        }
    }

    public static List<Support> supported() {
        return List.of(
                Support.of("Scatter", 9, Scattering::elements).takes(3, 3).trains(0, 2),
                Support.of("ScatterElements", 11, Scattering::elements)
                        .takes(3, 3)
                        .trains(0, 2),
                Support.of("ScatterND", 11, Scattering::byTuples).takes(3, 3).trains(0, 2));
    }

    private static Operator elements(Node node) {
        Reduction reduction = Reduction.of(node);
        long axis = node.attributes().integer("axis", 0);
        return inputs -> {
            requireSize(inputs[2], inputs[1].size());
            int[] to = Gathering.elementIndices(inputs[0], inputs[1], axis);
            return new Scattered(reduction, inputs[0], inputs[2], to);
        };
    }

    private static Operator byTuples(Node node) {
        Reduction reduction = Reduction.of(node);
        return inputs -> {
            int[] starts = Gathering.tupleStarts(inputs[0], inputs[1], 0);
            int block = Shapes.size(inputs[0].shape(), inputs[1].extent(-1), inputs[0].rank());
            requireSize(inputs[2], Shapes.size(starts.length, block));
            int[] to = new int[inputs[2].size()];
            for (int i = 0; i < to.length; i++) {
                to[i] = starts[i / block] + i % block;
            }
            return new Scattered(reduction, inputs[0], inputs[2], to);
        };
    }

    private static void requireSize(Tensor updates, int expected) {
        if (updates.size() != expected) {
            throw new IllegalArgumentException(
                    "updates: got " + Shapes.text(updates.shape()) + ", expected " + expected + " numbers");
        }
    }

    /** Every output is linear in what reaches it, near the inputs: D y = weights of the data ∘ t + Σ weights of the updates ∘ t. */
    private static final class Scattered implements Applied {
        private final Tensor data;
        private final Tensor updates;
        private final int[] to;
        private final Tensor output;
        private final double[] ofData;
        private final double[] ofUpdates;
        private int[] winners = {};
        private long ties;

        Scattered(Reduction reduction, Tensor data, Tensor updates, int... to) {
            this.data = data;
            this.updates = updates;
            this.to = to;
            double[] y = data.values().clone();
            this.ofData = new double[y.length];
            this.ofUpdates = new double[to.length];
            Arrays.fill(ofData, 1);
            switch (reduction) {
                case NONE -> overwrite(y);
                case ADD -> add(y);
                case MUL -> multiply(y);
                default -> compare(y, reduction == Reduction.MAX ? 1 : -1);
            }
            this.output = data.with(y);
        }

        /** Of several updates of one entry the last stands. */
        private void overwrite(double[] y) {
            for (int i = to.length - 1; i >= 0; i--) {
                ofUpdates[i] = ofData[to[i]];
                ofData[to[i]] = 0;
                y[to[i]] = ofUpdates[i] == 1 ? updates.values()[i] : y[to[i]];
            }
        }

        private void add(double[] y) {
            Arrays.fill(ofUpdates, 1);
            for (int i = 0; i < to.length; i++) {
                y[to[i]] += updates.values()[i];
            }
        }

        /** The derivative in a factor is what stands before it times what stands behind. */
        private void multiply(double[] y) {
            for (int i = 0; i < to.length; i++) {
                ofUpdates[i] = y[to[i]];
                y[to[i]] *= updates.values()[i];
            }
            for (int i = to.length - 1; i >= 0; i--) {
                ofUpdates[i] *= ofData[to[i]];
                ofData[to[i]] *= updates.values()[i];
            }
        }

        /** Of several that are largest the first stands. */
        private void compare(double[] y, double sign) {
            int[] winner = new int[y.length];
            winners = winner;
            Arrays.fill(winner, -1);
            boolean[] tie = new boolean[y.length];
            for (int i = 0; i < to.length; i++) {
                double lead = sign * (updates.values()[i] - y[to[i]]);
                tie[to[i]] = lead == 0 || (tie[to[i]] && !(lead > 0));
                if (lead > 0 || Double.isNaN(updates.values()[i])) {
                    winner[to[i]] = i;
                    y[to[i]] = updates.values()[i];
                }
            }
            for (int j = 0; j < y.length; j++) {
                ties += tie[j] ? 1 : 0;
                if (winner[j] >= 0) {
                    ofData[j] = 0;
                    ofUpdates[winner[j]] = 1;
                }
            }
        }

        @Override
        public long kinks() {
            return ties;
        }

        @Override
        public long candidates() {
            return winners.length;
        }

        @Override
        public int[] sides() {
            return winners;
        }

        @Override
        public Tensor[] outputs() {
            return new Tensor[] {output};
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            if (!data.isFloat() || (tangents[0] == null && tangents[2] == null)) {
                return new Tensor[1];
            }
            double[] sum = new double[output.size()];
            for (int j = 0; tangents[0] != null && j < sum.length; j++) {
                sum[j] = ofData[j] * tangents[0].values()[j];
            }
            for (int i = 0; tangents[2] != null && i < to.length; i++) {
                sum[to[i]] += ofUpdates[i] * tangents[2].values()[i];
            }
            return new Tensor[] {output.with(sum)};
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            Tensor[] result = new Tensor[3];
            if (cotangents[0] == null || !data.isFloat()) {
                return result;
            }
            double[] u = cotangents[0].values();
            if (wanted[0]) {
                result[0] = data.with(new double[u.length]);
                for (int j = 0; j < u.length; j++) {
                    result[0].values()[j] = ofData[j] * u[j];
                }
            }
            if (wanted[2]) {
                result[2] = updates.with(new double[to.length]);
                for (int i = 0; i < to.length; i++) {
                    result[2].values()[i] = ofUpdates[i] * u[to[i]];
                }
            }
            return result;
        }
    }
}
