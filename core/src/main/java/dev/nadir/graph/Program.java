package dev.nadir.graph;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A graph made ready to run: what depends on nothing is computed, what depends on parameters alone runs once per θ, the rest once per
 * sample.
 */
final class Program {
    private final int input;
    private final int output;
    private final Tensor[] constants;
    private final boolean[] active;
    private final List<Step> ofParameters = new ArrayList<>();
    private final List<Step> ofData = new ArrayList<>();
    private final int[] boundary;

    /**
     * Sorts the steps.
     *
     * @param probe all values at some input, run with the stored parameters
     * @param data which values depend on the input
     * @param trained the numbers of the trained parameters
     */
    Program(Values values, Tensor[] probe, boolean[] data, int input, int output, int... trained) {
        this.input = input;
        this.output = output;
        this.constants = probe.clone();
        this.active = new boolean[probe.length];
        boolean[] moving = new boolean[probe.length]; // depends on θ, if only by jumps
        for (int each : trained) {
            active[each] = true;
            moving[each] = true;
            constants[each] = null;
        }
        for (Step step : values.steps()) {
            add(step, probe, data, moving);
        }
        constants[input] = null;
        this.boundary = boundary(data, trained);
    }

    private void add(Step step, Tensor[] probe, boolean[] data, boolean[] moving) {
        boolean leaf = Arrays.stream(step.outputs()).anyMatch(i -> i != Step.NONE && active[i]);
        if (leaf) {
            return; // a parameter that is a Constant or an Identity of a stored value
        }
        boolean moves = false;
        boolean varies = false;
        boolean differentiable = false;
        for (int place = 0; place < step.inputs().length; place++) {
            int i = step.inputs()[place];
            if (i != Step.NONE) {
                moves |= moving[i];
                varies |= data[i];
                differentiable |= active[i];
                requireDerivative(step, place, active[i]);
            }
        }
        for (int i : step.outputs()) {
            if (i != Step.NONE) {
                moving[i] = moves;
                active[i] = differentiable && step.support().derivative() && probe[i].isFloat();
                constants[i] = moves || varies ? null : constants[i];
            }
        }
        if (varies) {
            ofData.add(step);
        } else if (moves) {
            ofParameters.add(step);
        }
    }

    private static void requireDerivative(Step step, int place, boolean depends) {
        if (depends && step.support().fixed().contains(place)) {
            throw new NodeRefusal(
                    step.node(),
                    "its input " + (place + 1) + " depends on parameters, and "
                            + step.node().operator() + " is not differentiated by it; freeze them with --freeze");
        }
    }

    /** The active values that do not depend on data and that steps on data use. */
    private int[] boundary(boolean[] data, int... trained) {
        return java.util.stream.IntStream.concat(
                        ofData.stream().flatMapToInt(step -> Arrays.stream(step.inputs())), Arrays.stream(trained))
                .filter(i -> i != Step.NONE && active[i] && !data[i])
                .distinct()
                .sorted()
                .toArray();
    }

    int input() {
        return input;
    }

    int output() {
        return output;
    }

    Tensor[] constants() {
        return constants.clone();
    }

    boolean[] active() {
        return active;
    }

    List<Step> ofParameters() {
        return ofParameters;
    }

    List<Step> ofData() {
        return ofData;
    }

    int[] boundaryValues() {
        return boundary.clone();
    }
}
