package dev.nadir.graph;

import dev.nadir.graph.op.PositionFactors;
import java.util.ArrayList;
import java.util.List;

/** The trained parameters that are used once, as the matrix of a product with features at positions. */
final class FactoredUses {

    /**
     * One of them.
     *
     * @param parameter its place among the trained ones
     * @param step the step on data that multiplies by it
     * @param place where it stands there
     */
    record Use(int parameter, int step, int place) {}

    private FactoredUses() {}

    /** Those of a model, as a tape of it shows them. */
    static List<Use> of(GraphModel model, Tape tape) {
        List<Use> uses = new ArrayList<>();
        int[] roots = model.trainedRoots();
        for (int k = 0; k < roots.length; k++) {
            Use use = use(model, tape, k, roots[k]);
            if (use != null && uses.stream().noneMatch(other -> other.step() == use.step())) {
                uses.add(use);
            }
        }
        return uses;
    }

    /** Follows a value through transpositions and the like, which only reorder the columns of D. */
    private static Use use(GraphModel model, Tape tape, int parameter, int value) {
        List<Use> onData = uses(model.program().ofData(), parameter, value);
        List<Use> onParameters = uses(model.program().ofParameters(), parameter, value);
        if (onData.size() + onParameters.size() != 1) {
            return null;
        }
        if (onData.isEmpty()) {
            Step step = model.program().ofParameters().get(onParameters.get(0).step());
            boolean passes = ParameterSearch.PASS.contains(step.node().operator())
                    && onParameters.get(0).place() == 0;
            return passes ? use(model, tape, parameter, step.outputs()[0]) : null;
        }
        Use use = onData.get(0);
        boolean factors = tape.applied(use.step()) instanceof PositionFactors product && product.factored(use.place());
        return factors ? use : null;
    }

    private static List<Use> uses(List<Step> steps, int parameter, int value) {
        List<Use> uses = new ArrayList<>();
        for (int s = 0; s < steps.size(); s++) {
            for (int place = 0; place < steps.get(s).inputs().length; place++) {
                if (steps.get(s).inputs()[place] == value) {
                    uses.add(new Use(parameter, s, place));
                }
            }
        }
        return uses;
    }
}
