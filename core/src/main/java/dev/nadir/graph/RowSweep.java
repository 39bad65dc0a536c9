package dev.nadir.graph;

import dev.nadir.graph.Use.Form;
import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.op.layout.TableLookup;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.model.DenseRows;
import dev.nadir.model.JacobianBlock;
import dev.nadir.model.PositionProduct;
import dev.nadir.model.TableRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * The rows of D of some samples by one sweep back through the graph, all Q rows of a sample together: at every step the parameters
 * that are used there give their block, and nothing is kept but the cotangents that are still needed.
 */
final class RowSweep implements Iterator<JacobianBlock> {
    private final GraphModel model;
    private final Tape[] tapes;
    private final SweepPlan plan;
    private final int from;
    private final int samples;
    private final int q;
    private final Tensor[][] cotangents; // row by row, by number of the value
    private final Deque<JacobianBlock> ready = new ArrayDeque<>();
    private int step;

    RowSweep(GraphModel model, Tape[] tapes, SweepPlan plan, int from, Tensor[][] cotangents) {
        this.model = model;
        this.tapes = tapes;
        this.plan = plan;
        this.from = from;
        this.q = model.outputDim();
        this.samples = cotangents.length / q;
        this.cotangents = cotangents;
        this.step = plan.steps();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && step >= 0) {
            step--;
            if (step >= 0) {
                pass();
            } else if (plan.rest().length > 0) {
                ready.add(rest());
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public JacobianBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void pass() {
        boolean[] wanted = tapes[0].wanted(step);
        Rows[] rows = plan.at(step).stream().map(Rows::new).toArray(Rows[]::new);
        for (Rows each : rows) {
            wanted[each.use.place()] = each.use.form() == Form.WRITTEN;
        }
        IntStream.range(0, samples).parallel().forEach(i -> pass(i, wanted, rows));
        for (Rows each : rows) {
            ready.add(each.block());
        }
    }

    private void pass(int sample, boolean[] wanted, Rows... rows) {
        Tensor[][] own = new Tensor[q][];
        System.arraycopy(cotangents, sample * q, own, 0, q);
        int output = model.program().ofData().get(step).outputs()[0];
        for (Rows each : rows) {
            each.features(sample);
            for (int row = 0; row < q; row++) {
                each.cotangent(sample, row, output == Step.NONE ? null : own[row][output]);
            }
        }
        Tape tape = tapes[(from + sample) / model.groupSize()];
        Tensor[][] in = tape.back(step, wanted, own);
        boolean[] goesOn = wanted.clone();
        for (Rows each : rows) {
            goesOn[each.use.place()] = false;
            for (int row = 0; row < q; row++) {
                each.gradient(sample, row, in[row]);
            }
        }
        for (int row = 0; row < q; row++) {
            tape.add(step, goesOn, in[row], own[row]);
        }
    }

    /** What is gathered about one parameter while its step is passed. */
    private final class Rows {
        private final Use use;
        private Matrix delta;
        private Matrix features;
        private int[][] ids;

        Rows(Use use) {
            this.use = use;
            int size = plan.size(use.parameter());
            int rows = Math.multiplyExact(q, samples);
            switch (use.form()) {
                case FACTORS -> {
                    Matrix one = factors(0).features(use.place());
                    features = Matrix.zeros(one.rows(), Math.multiplyExact(one.columns(), samples));
                    delta = Matrix.zeros(size / one.rows(), Math.multiplyExact(one.columns(), rows));
                }
                case TABLE -> {
                    ids = new int[samples][];
                    TableLookup one = (TableLookup) tapes[from].applied(step);
                    delta = Matrix.zeros(size / one.entries(), Math.multiplyExact(one.ids().length, rows));
                }
                case WRITTEN -> delta = Matrix.zeros(size, rows);
            }
        }

        private PositionFactors factors(int sample) {
            return (PositionFactors) tapes[from + sample].applied(step);
        }

        void features(int sample) {
            if (use.form() == Form.FACTORS) {
                put(factors(sample).features(use.place()).data(), features, sample);
            } else if (use.form() == Form.TABLE) {
                ids[sample] = ((TableLookup) tapes[from + sample].applied(step)).ids();
            }
        }

        void cotangent(int sample, int row, Tensor cotangent) {
            if (cotangent == null || use.form() == Form.WRITTEN) {
                return;
            }
            Matrix part = use.form() == Form.FACTORS
                    ? factors(sample).delta(use.place(), cotangent)
                    : ((TableLookup) tapes[from + sample].applied(step)).delta(cotangent);
            put(part.data(), delta, sample * q + row);
        }

        void gradient(int sample, int row, Tensor... in) {
            if (use.form() == Form.WRITTEN && in != null && in[use.place()] != null) {
                put(in[use.place()].values(), delta, sample * q + row);
            }
        }

        JacobianBlock block() {
            return switch (use.form()) {
                case FACTORS ->
                    features.columns() == samples
                            ? new BroadcastProduct(delta, features)
                            : new PositionProduct(delta, features, features.columns() / samples);
                case TABLE -> TableRows.of(plan.size(use.parameter()) / delta.rows(), ids, delta);
                case WRITTEN -> new DenseRows(delta);
            };
        }
    }

    private static void put(double[] part, Matrix into, int at) {
        System.arraycopy(part, 0, into.data(), at * part.length, part.length);
    }

    /** Rows of parameters that are used in several places, or computed with before data come in. */
    private DenseRows rest() {
        int[] parameters = plan.rest();
        int[] roots = model.trainedRoots();
        int size = IntStream.of(parameters).map(plan::size).sum();
        Matrix written = Matrix.zeros(size, cotangents.length);
        IntStream.range(0, cotangents.length).parallel().forEach(row -> {
            model.parameterTape().pull(cotangents[row]);
            int at = row * size;
            for (int parameter : parameters) {
                Tensor gradient = cotangents[row][roots[parameter]];
                if (gradient != null) {
                    System.arraycopy(gradient.values(), 0, written.data(), at, gradient.size());
                }
                at += plan.size(parameter);
            }
        });
        return new DenseRows(written);
    }
}
