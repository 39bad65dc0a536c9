package dev.nadir.graph;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Steps run once, with what their derivatives need: values by number, tangents forwards, cotangents backwards. */
final class Tape {
    private final List<Step> steps;
    private final boolean[] active;
    private final Applied[] applied;

    /**
     * Runs the steps.
     *
     * @param active which values depend on trained parameters
     * @param values by number; those of the steps' outputs are filled in
     */
    Tape(List<Step> steps, boolean[] active, Tensor[] values) {
        this.steps = steps;
        this.active = active;
        this.applied = new Applied[steps.size()];
        for (int s = 0; s < applied.length; s++) {
            Applied done = run(steps.get(s), values);
            applied[s] = isActive(steps.get(s)) ? done : null; // what has no derivative here is not kept
        }
    }

    private static Applied run(Step step, Tensor[] values) {
        Tensor[] inputs = IntStream.of(step.inputs())
                .mapToObj(i -> i == Step.NONE ? null : values[i])
                .toArray(Tensor[]::new);
        Applied applied = step.operator().at(inputs);
        Tensor[] outputs = applied.outputs();
        for (int k = 0; k < step.outputs().length; k++) {
            if (step.outputs()[k] != Step.NONE) {
                if (k >= outputs.length) {
                    throw new NodeRefusal(step.node(), "its output " + (k + 1) + " is not read");
                }
                values[step.outputs()[k]] = outputs[k];
            }
        }
        return applied;
    }

    private boolean isActive(Step step) {
        return IntStream.of(step.outputs()).anyMatch(i -> i != Step.NONE && active[i]);
    }

    /** What a step left behind. */
    Applied applied(int step) {
        return applied[step];
    }

    /** Carries tangents forwards: fills in those of the steps' outputs; null is zero. */
    void push(Tensor[] tangents) {
        for (int s = 0; s < applied.length; s++) {
            if (applied[s] == null) {
                continue;
            }
            Step step = steps.get(s);
            Tensor[] in = new Tensor[step.places()];
            boolean any = false;
            for (int place = 0; place < step.inputs().length; place++) {
                in[place] = at(tangents, step.inputs()[place]);
                any |= in[place] != null;
            }
            Tensor[] out = any ? applied[s].jvp(in) : null;
            for (int k = 0; any && k < step.outputs().length; k++) {
                if (step.outputs()[k] != Step.NONE) {
                    tangents[step.outputs()[k]] = out[k];
                }
            }
        }
    }

    /**
     * Carries cotangents backwards to everything that depends on trained parameters; those of the steps' outputs are dropped.
     *
     * @param rows any number of them, each by number of the value; null is zero
     */
    void pull(Tensor[]... rows) {
        for (int s = applied.length - 1; s >= 0; s--) {
            boolean[] wanted = wanted(s);
            Tensor[][] in = back(s, wanted, rows);
            for (int r = 0; r < rows.length; r++) {
                add(s, wanted, in[r], rows[r]);
            }
        }
    }

    /** The places of a step whose value depends on trained parameters. */
    boolean[] wanted(int s) {
        Step step = steps.get(s);
        boolean[] wanted = new boolean[step.places()];
        for (int place = 0; place < step.inputs().length; place++) {
            wanted[place] = step.inputs()[place] != Step.NONE && active[step.inputs()[place]];
        }
        return wanted;
    }

    /** One step back: for every row the cotangents of its inputs, null where nothing reaches the step; drops those of its outputs. */
    Tensor[][] back(int s, boolean[] wanted, Tensor[][] rows) {
        Tensor[][] all = new Tensor[rows.length][];
        if (applied[s] == null) {
            return all;
        }
        int[] outputs = steps.get(s).outputs();
        int[] reached = IntStream.range(0, rows.length)
                .filter(r -> IntStream.of(outputs).anyMatch(i -> at(rows[r], i) != null))
                .toArray();
        if (reached.length == 0) {
            return all;
        }
        Tensor[][] out = new Tensor[reached.length][outputs.length];
        for (int r = 0; r < reached.length; r++) {
            for (int k = 0; k < outputs.length; k++) {
                out[r][k] = at(rows[reached[r]], outputs[k]);
                if (outputs[k] != Step.NONE) {
                    rows[reached[r]][outputs[k]] = null;
                }
            }
        }
        Tensor[][] in = applied[s].vjps(out, wanted);
        for (int r = 0; r < reached.length; r++) {
            all[reached[r]] = in[r];
        }
        return all;
    }

    /** Adds what one step back gave to the cotangents of its inputs. */
    void add(int s, boolean[] wanted, Tensor[] in, Tensor[] cotangents) {
        int[] inputs = steps.get(s).inputs();
        for (int place = 0; in != null && place < inputs.length; place++) {
            if (wanted[place] && in[place] != null) {
                add(cotangents, inputs[place], in[place]);
            }
        }
    }

    private static Tensor at(Tensor[] values, int index) {
        return index == Step.NONE ? null : values[index];
    }

    /** Never into an array that an operator may still hold. */
    private static void add(Tensor[] sums, int index, Tensor summand) {
        Tensor before = sums[index];
        if (before == null) {
            sums[index] = summand;
            return;
        }
        double[] sum = before.values().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += summand.values()[i];
        }
        sums[index] = before.with(sum);
    }

    /** How many entries lie at points without derivative. */
    long kinks() {
        return count(false);
    }

    /** How many could. */
    long candidates() {
        return count(true);
    }

    /** Whether every value lies on the same side of its kinks as on another tape of the same steps. */
    boolean inOnePieceWith(Tape other) {
        for (int s = 0; s < applied.length; s++) {
            if (applied[s] != null && !Arrays.equals(applied[s].sides(), other.applied[s].sides())) {
                return false;
            }
        }
        return true;
    }

    private long count(boolean all) {
        long count = 0;
        for (Applied each : applied) {
            count += each == null ? 0 : all ? each.candidates() : each.kinks();
        }
        return count;
    }
}
