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

    /** Carries cotangents backwards to everything that depends on trained parameters. */
    void pull(Tensor[] cotangents) {
        int[] none = new int[applied.length];
        Arrays.fill(none, Step.NONE);
        pull(cotangents, none, new Tensor[applied.length]);
    }

    /**
     * Carries cotangents backwards: adds to those of the steps' inputs that depend on trained parameters.
     *
     * @param cotangents by number; null is zero
     * @param taken per step the place whose cotangent is not wanted because the step's own is kept instead, or −1
     * @param kept filled with the cotangent of the first output of such a step
     */
    void pull(Tensor[] cotangents, int[] taken, Tensor[] kept) {
        for (int s = applied.length - 1; s >= 0; s--) {
            if (applied[s] == null) {
                continue;
            }
            Step step = steps.get(s);
            Tensor[] out = IntStream.of(step.outputs())
                    .mapToObj(i -> at(cotangents, i))
                    .toArray(Tensor[]::new);
            if (IntStream.range(0, out.length).allMatch(k -> out[k] == null)) {
                continue;
            }
            boolean[] wanted = new boolean[step.places()];
            for (int place = 0; place < step.inputs().length; place++) {
                wanted[place] = step.inputs()[place] != Step.NONE && active[step.inputs()[place]];
            }
            if (taken[s] != Step.NONE) {
                wanted[taken[s]] = false;
                kept[s] = out[0];
            }
            Tensor[] in = applied[s].vjp(out, wanted);
            for (int place = 0; place < step.inputs().length; place++) {
                if (wanted[place] && in[place] != null) {
                    add(cotangents, step.inputs()[place], in[place]);
                }
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

    private long count(boolean all) {
        long count = 0;
        for (Applied each : applied) {
            count += each == null ? 0 : all ? each.candidates() : each.kinks();
        }
        return count;
    }
}
