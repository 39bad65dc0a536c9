package dev.nadir.graph;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.JacobianBlock;
import dev.nadir.model.Kinks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A graph at inputs: one tape per group of samples. D v carries tangents through every tape, Dᵀu cotangents back; groups run over the
 * common pool, sums over samples are taken in a fixed order.
 */
public final class GraphEvaluation implements Evaluation {
    /** Sums over samples are taken in so many parts, whatever the number of threads: the same bits every time. */
    private static final int PARTS = 16;

    private final GraphModel model;
    private final Matrix inputs;
    private final int group;
    private final Tape[] tapes;
    private final Tensor[] results;
    private final Matrix outputs;
    private final AtomicReference<SweepPlan> plan = new AtomicReference<>(); // made when first asked for

    GraphEvaluation(GraphModel model, Matrix inputs) {
        model.requireInputs(inputs);
        this.model = model;
        this.inputs = inputs;
        this.group = model.groupSize();
        int groups = (inputs.columns() + group - 1) / group;
        this.tapes = new Tape[groups];
        this.results = new Tensor[groups];
        Program program = model.program();
        IntStream.range(0, groups).parallel().forEach(g -> {
            Tensor[] values = model.started();
            values[program.input()] = model.group(inputs, g * group);
            tapes[g] = new Tape(program.ofData(), program.active(), values);
            results[g] = values[program.output()];
        });
        this.outputs = outputs(inputs.columns());
    }

    private Matrix outputs(int samples) {
        int q = model.outputDim();
        Matrix all = Matrix.zeros(q, samples);
        for (int g = 0; g < results.length; g++) {
            if (results[g].size() != q * group) {
                throw new IllegalArgumentException("output: got " + results[g] + " for sample " + (g * group + 1)
                        + ", expected " + q + " numbers per sample as for the others");
            }
            int count = Math.min(group, samples - g * group);
            System.arraycopy(results[g].values(), 0, all.data(), g * group * q, count * q);
        }
        return all;
    }

    @Override
    public Matrix outputs() {
        return outputs;
    }

    @Override
    public double[] theta() {
        return model.parameters().values();
    }

    @Override
    public GraphEvaluation at(double[] theta) {
        return model.withParameters(theta).at(inputs);
    }

    @Override
    public long columns() {
        return model.parameters().count();
    }

    @Override
    public double[] times(double[] v) {
        if (v.length != columns()) {
            throw new IllegalArgumentException("vector: got " + v.length + " entries, expected K = " + columns());
        }
        Tensor[] first = new Tensor[model.started().length];
        int at = 0;
        for (int root : model.trainedRoots()) {
            Tensor like = model.started()[root];
            first[root] = like.with(Arrays.copyOfRange(v, at, at + like.size()));
            at += like.size();
        }
        model.parameterTape().push(first);
        double[] product = new double[rows()];
        int output = model.program().output();
        IntStream.range(0, tapes.length).parallel().forEach(g -> {
            Tensor[] tangents = first.clone();
            tapes[g].push(tangents);
            if (tangents[output] != null) {
                int start = g * group * outputDim();
                int count = Math.min(group * outputDim(), product.length - start);
                System.arraycopy(tangents[output].values(), 0, product, start, count);
            }
        });
        return product;
    }

    @Override
    public double[] transposedTimes(double[] u) {
        if (u.length != rows()) {
            throw new IllegalArgumentException("vector: got " + u.length + " entries, expected QN = " + rows());
        }
        int parts = Math.min(PARTS, tapes.length);
        Tensor[][] sums = new Tensor[parts][];
        IntStream.range(0, parts).parallel().forEach(part -> {
            int from = (int) ((long) part * tapes.length / parts);
            int to = (int) ((long) (part + 1) * tapes.length / parts);
            sums[part] = pulled(u, from, to);
        });
        Tensor[] total = sums[0];
        for (int part = 1; part < parts; part++) {
            add(total, sums[part]);
        }
        return model.gradient(total);
    }

    /** The cotangents of what does not depend on data, summed over some groups. */
    private Tensor[] pulled(double[] u, int from, int to) {
        Tensor[] sum = new Tensor[model.program().active().length];
        for (int g = from; g < to; g++) {
            Tensor[] cotangents = new Tensor[sum.length];
            double[] own = new double[results[g].size()];
            int start = g * group * outputDim();
            System.arraycopy(u, start, own, 0, Math.min(own.length, u.length - start));
            cotangents[model.program().output()] = results[g].with(own);
            tapes[g].pull(cotangents);
            add(sum, cotangents);
        }
        return sum;
    }

    private void add(Tensor[] sums, Tensor[] summands) {
        for (int i : model.program().boundaryValues()) {
            if (sums[i] == null && summands[i] != null) {
                sums[i] = summands[i].with(summands[i].values().clone());
            } else if (summands[i] != null) {
                double[] sum = sums[i].values();
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += summands[i].values()[k];
                }
            }
        }
    }

    private SweepPlan plan() {
        return plan.updateAndGet(made -> made != null ? made : new SweepPlan(model, tapes[0]));
    }

    @Override
    public List<JacobianBlock> blocks(int from, int to) {
        List<JacobianBlock> blocks = new ArrayList<>();
        eachBlock(from, to).forEach(blocks::add);
        return blocks;
    }

    @Override
    public Iterable<JacobianBlock> eachBlock(int from, int to) {
        return () -> new RowSweep(model, tapes, plan(), from, units(from, to));
    }

    /** The unit vectors of the rows of some samples as cotangents of the output, row by row. */
    private Tensor[][] units(int from, int to) {
        int q = outputDim();
        Tensor[][] rows =
                new Tensor[Math.multiplyExact(q, to - from)][model.program().active().length];
        for (int r = 0; r < rows.length; r++) {
            int sample = from + r / q;
            Tensor result = results[sample / group];
            double[] unit = new double[result.size()];
            unit[sample % group * q + r % q] = 1;
            rows[r][model.program().output()] = result.with(unit);
        }
        return rows;
    }

    @Override
    public long numbersPerSample() {
        return plan().numbersPerSample();
    }

    @Override
    public Kinks kinks() {
        long met = model.parameterTape().kinks();
        long candidates = model.parameterTape().candidates();
        for (Tape tape : tapes) {
            met += tape.kinks();
            candidates += tape.candidates();
        }
        return new Kinks(candidates, met);
    }

    /** Whether every value that could lie at a kink is on the same side of it at both. */
    @Override
    public boolean inOnePieceWith(Evaluation other) {
        GraphEvaluation there = (GraphEvaluation) other;
        return model.parameterTape().inOnePieceWith(there.model.parameterTape())
                && IntStream.range(0, tapes.length).allMatch(g -> tapes[g].inOnePieceWith(there.tapes[g]));
    }

    /** By one sweep back of the rows of every sample. */
    @Override
    public Matrix dense() {
        int k = model.parameters().count();
        int q = outputDim();
        double[] rowsOfD = Matrix.numbers(k, rows());
        IntStream.range(0, samples()).parallel().forEach(i -> {
            Tensor[][] cotangents = units(i, i + 1);
            tapes[i / group].pull(cotangents);
            for (int row = 0; row < q; row++) {
                System.arraycopy(model.gradient(cotangents[row]), 0, rowsOfD, (i * q + row) * k, k);
            }
        });
        return new Matrix(k, rows(), rowsOfD).transpose();
    }
}
