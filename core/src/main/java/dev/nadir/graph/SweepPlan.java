package dev.nadir.graph;

import dev.nadir.graph.Use.Form;
import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.op.layout.TableLookup;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.PositionProduct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What sweeps back through a graph leave behind at which step: the rows of a parameter with one use are complete once its step has
 * been passed; those of all others at the end.
 */
final class SweepPlan {
    private final GraphModel model;
    private final Tape tape; // of any sample: extents are the same for all
    private final List<List<Use>> ofStep = new ArrayList<>();
    private final int[] rest;

    SweepPlan(GraphModel model, Tape tape) {
        this.model = model;
        this.tape = tape;
        model.program().ofData().forEach(step -> ofStep.add(new ArrayList<>()));
        int[] roots = model.trainedRoots();
        Set<Integer> others = new HashSet<>();
        for (int k = 0; k < roots.length; k++) {
            Use use = use(k, roots[k]);
            if (use == null) {
                others.add(k);
            } else {
                ofStep.get(use.step()).add(use);
            }
        }
        this.rest = others.stream().sorted().mapToInt(k -> k).toArray();
    }

    /** Those whose rows are complete after a step. */
    List<Use> at(int step) {
        return ofStep.get(step);
    }

    /** The places among the trained parameters of all that are used in several places, or computed with. */
    int[] rest() {
        return rest;
    }

    int steps() {
        return ofStep.size();
    }

    /** How many entries a trained parameter has. */
    int size(int parameter) {
        return model.started()[model.trainedRoots()[parameter]].size();
    }

    /** Follows a value through transpositions and the like, which only reorder the columns of D; null if it has several uses. */
    private Use use(int parameter, int value) {
        List<int[]> onData = places(model.program().ofData(), value);
        List<int[]> onParameters = places(model.program().ofParameters(), value);
        if (onData.size() + onParameters.size() != 1 || value == model.program().output()) {
            return null;
        }
        if (onData.isEmpty()) {
            int[] found = onParameters.get(0);
            Step step = model.program().ofParameters().get(found[0]);
            boolean passes = ParameterSearch.PASS.contains(step.node().operator()) && found[1] == 0;
            return passes ? use(parameter, step.outputs()[0]) : null;
        }
        int[] found = onData.get(0);
        return new Use(parameter, value, found[0], found[1], form(parameter, found[0], found[1]));
    }

    /** Step and place of every use. */
    private static List<int[]> places(List<Step> steps, int value) {
        List<int[]> places = new ArrayList<>();
        for (int s = 0; s < steps.size(); s++) {
            for (int place = 0; place < steps.get(s).inputs().length; place++) {
                if (steps.get(s).inputs()[place] == value) {
                    places.add(new int[] {s, place});
                }
            }
        }
        return places;
    }

    private Form form(int parameter, int step, int place) {
        if (model.groupSize() > 1) {
            return Form.WRITTEN; // in a group the positions of all its samples stand together
        }
        if (tape.applied(step) instanceof TableLookup && place == 0) {
            return Form.TABLE;
        }
        if (tape.applied(step) instanceof PositionFactors product && product.factored(place)) {
            Matrix features = product.features(place);
            int rows = size(parameter) / features.rows();
            boolean written =
                    PositionProduct.writingOutIsCheaper(rows, features.rows(), model.outputDim(), features.columns());
            return written ? Form.WRITTEN : Form.FACTORS;
        }
        return Form.WRITTEN;
    }

    /** How many numbers a sweep holds at most per sample: cotangents that are still needed, and the rows of one step's parameters. */
    long numbersPerSample() {
        long q = model.outputDim();
        long[] sizes = sizes();
        boolean[] live = new boolean[sizes.length];
        live[model.program().output()] = true;
        long most = 0;
        for (int s = steps() - 1; s >= 0; s--) {
            Step step = model.program().ofData().get(s);
            IntStream.of(step.inputs())
                    .filter(v -> v != Step.NONE && model.program().active()[v])
                    .forEach(v -> live[v] = true);
            long here = IntStream.range(0, sizes.length)
                    .mapToLong(v -> live[v] ? q * sizes[v] : 0)
                    .sum();
            most = Math.max(most, here + at(s).stream().mapToLong(this::numbers).sum());
            IntStream.of(step.outputs()).filter(v -> v != Step.NONE).forEach(v -> live[v] = false);
            at(s).forEach(use -> live[use.value()] = false);
        }
        return most + q * IntStream.of(rest).mapToLong(this::size).sum();
    }

    /** Entries of every value that has a cotangent. */
    private long[] sizes() {
        Tensor[] started = model.started();
        long[] sizes = new long[started.length];
        for (int v : model.program().boundaryValues()) {
            sizes[v] = started[v].size();
        }
        for (int s = 0; s < steps(); s++) {
            int[] outputs = model.program().ofData().get(s).outputs();
            for (int k = 0; k < outputs.length && tape.applied(s) != null; k++) {
                if (outputs[k] != Step.NONE) {
                    sizes[outputs[k]] = tape.applied(s).outputs()[k].size();
                }
            }
        }
        return sizes;
    }

    private long numbers(Use use) {
        if (use.form() == Form.FACTORS) {
            Matrix features = ((PositionFactors) tape.applied(use.step())).features(use.place());
            long positions = features.columns();
            return positions * (features.rows() + (long) model.outputDim() * (size(use.parameter()) / features.rows()));
        }
        return (long) model.outputDim() * size(use.parameter());
    }
}
