package dev.nadir.graph;

import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which stored values of a graph are parameters.
 *
 * <p>A floating initializer or constant is one if it reaches, with a differentiable way from there to the output, an input that the
 * table of operators calls a weight; or, having at least two entries, a constant operand of Add, Sub, Mul, Concat or Expand that
 * is not a mask. On the way it may be transposed, reshaped, cast; where a weight is computed from several stored values, each of
 * at least two entries counts. An Identity of a stored value is a parameter of its own: exporters merge equal values
 * in this way.
 */
final class ParameterSearch {
    /** What leaves the entries as they are, up to their order. */
    static final Set<String> PASS = Set.of(
            "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast", "CastLike", "Identity", "Dropout");

    private static final double MASK = -1e4;

    private final Values values;
    private final Tensor[] probe;
    private final boolean[] data;
    private final Map<Integer, Step> producers = new HashMap<>();
    private final Set<Integer> found = new TreeSet<>();
    private final Set<Integer> seen = new TreeSet<>();

    /**
     * Looks through a graph.
     *
     * @param probe all values at some input
     * @param data which of them depend on the input
     */
    ParameterSearch(Values values, Tensor[] probe, boolean[] data) {
        this.values = values;
        this.probe = probe;
        this.data = data;
        for (Step step : values.steps()) {
            for (int output : step.outputs()) {
                producers.put(output, step);
            }
        }
    }

    /** Their numbers, stored ones in the file's order before others. */
    Set<Integer> from(int output) {
        boolean[] live = live(output);
        for (Step step : values.steps()) {
            boolean reaches = step.support().derivative() && anyOf(step.outputs(), live);
            for (int place = 0; reaches && place < step.inputs().length; place++) {
                int input = step.inputs()[place];
                if (input != Step.NONE && !data[input] && isTrainable(step.support(), place, probe[input])) {
                    mark(input, step.support().weights().contains(place) ? 1 : 2);
                }
            }
        }
        return found;
    }

    private boolean[] live(int output) {
        boolean[] live = new boolean[values.count()];
        live[output] = true;
        for (int s = values.steps().size() - 1; s >= 0; s--) {
            Step step = values.steps().get(s);
            if (step.support().derivative() && anyOf(step.outputs(), live)) {
                for (int place = 0; place < step.inputs().length; place++) {
                    int input = step.inputs()[place];
                    if (input != Step.NONE
                            && probe[input].isFloat()
                            && !step.support().fixed().contains(place)) {
                        live[input] = true;
                    }
                }
            }
        }
        return live;
    }

    private static boolean anyOf(int[] numbers, boolean[] flags) {
        for (int number : numbers) {
            if (number != Step.NONE && flags[number]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTrainable(Support support, int place, Tensor value) {
        boolean operand = support.operands() && value.size() >= 2 && !isMask(value);
        return value.isFloat() && (operand || support.weights().contains(place));
    }

    /** Whether adding it only shuts entries out: infinite, or nothing but zeros and one very negative number. */
    private static boolean isMask(Tensor value) {
        double least = 0;
        for (double entry : value.values()) {
            if (Double.isInfinite(entry)) {
                return true;
            }
            least = Math.min(least, entry);
        }
        boolean mask = least <= MASK;
        for (double entry : value.values()) {
            mask &= entry == 0 || entry == least;
        }
        return mask;
    }

    private void mark(int value, int leastSize) {
        Step step = producers.get(value);
        boolean stored = step == null || step.node().operator().equals("Constant");
        boolean renamed = step != null && step.node().operator().equals("Identity") && isStored(step.inputs()[0]);
        if (stored || renamed) {
            if (probe[value].isFloat() && probe[value].size() >= leastSize) {
                found.add(value);
            }
            return;
        }
        if (!seen.add(value) || !step.support().derivative()) {
            return;
        }
        if (PASS.contains(step.node().operator())) {
            mark(step.inputs()[0], leastSize);
            return;
        }
        for (int place = 0; place < step.inputs().length; place++) {
            int input = step.inputs()[place];
            if (input != Step.NONE
                    && probe[input].isFloat()
                    && !step.support().fixed().contains(place)) {
                mark(input, 2);
            }
        }
    }

    private boolean isStored(int value) {
        Step step = producers.get(value);
        return !data[value] && (step == null || step.node().operator().equals("Constant"));
    }
}
