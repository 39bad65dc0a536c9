package dev.nadir.io.onnx;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Activation;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes layers of steps. Entrywise scales and shifts before the first product become the input scaling, those after a
 * product go into its rows, those after an activation into the columns of the next product, or into an affine layer of
 * their own at the end. What is not exact is noted.
 */
final class NetworkAssembly {
    private final String file;
    private final List<String> notes;
    private final List<Layer> layers = new ArrayList<>();
    private Optional<RowScaling> scaling = Optional.empty();
    private Matrix weight;
    private double[] bias;
    private EntrywiseMap pending;

    NetworkAssembly(String file, List<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    Network assemble(List<Step> steps) throws IOException {
        int first = 0;
        while (first < steps.size() && !(steps.get(first) instanceof Step.Affine)) {
            first++;
        }
        if (first == steps.size()) {
            throw new IOException(file + ": it has no layer (Gemm, or MatMul with a constant matrix)");
        }
        scaling = InputScalingSteps.read(steps.subList(0, first), ((Step.Affine) steps.get(first)).product(), this);
        for (Step step : steps.subList(first, steps.size())) {
            if (step instanceof Step.Affine affine) {
                open(affine);
            } else if (step instanceof Step.Activate activate) {
                close(activate.activation(), step);
            } else if (weight != null) {
                foldIntoOpenLayer(step);
            } else {
                foldIntoPending(step);
            }
        }
        finish();
        return new Network(scaling, layers);
    }

    private void open(Step.Affine step) throws IOException {
        if (weight != null) {
            close(new Identity(), step);
        }
        Matrix next = step.product().weight();
        double[] nextBias = step.product().bias();
        if (!layers.isEmpty() && next.columns() != width()) {
            throw fail(step, "its weight takes " + next.columns() + " inputs, but the layer before gives " + width());
        }
        weight = next;
        bias = nextBias == null ? new double[next.rows()] : nextBias;
        if (pending != null) {
            double[] moved = Products.times(next, pending.shift);
            boolean exact = Entries.powersOfTwo(pending.scale) && EntrywiseMap.isZero(pending.shift);
            weight = scaledColumns(next, pending.scale);
            bias = Matrix.column(bias).plus(1, Matrix.column(moved)).data();
            note(exact, step, "the scaling before it is folded into its weight and bias");
            pending = null;
        }
    }

    private void close(Activation activation, Step step) throws IOException {
        if (weight == null) {
            throw fail(step, "is applied to the input or follows another activation, expected a layer between");
        }
        layers.add(new Layer(weight, bias, activation));
        weight = null;
    }

    private void foldIntoOpenLayer(Step step) throws IOException {
        if (step instanceof Step.Shift shift) {
            boolean exact = EntrywiseMap.isZero(bias);
            double[] constant = entries(shift.constant(), weight.rows(), step);
            double[] sum = new double[constant.length];
            for (int i = 0; i < sum.length; i++) {
                // without the zero, so that -0.0 keeps its sign
                sum[i] = exact ? shift.sign() * constant[i] : bias[i] + shift.sign() * constant[i];
            }
            bias = sum;
            note(exact || EntrywiseMap.isZero(constant), step, "is added into the bias before it");
        } else if (step instanceof Step.Scale scale) {
            double[] constant = entries(scale.constant(), weight.rows(), step);
            weight = scaledRows(weight, constant, scale.divide());
            bias = scaledRows(Matrix.column(bias), constant, scale.divide()).data();
            note(Entries.powersOfTwo(constant), step, "is folded into the weight and bias before it");
        }
    }

    private void foldIntoPending(Step step) throws IOException {
        if (pending == null) {
            pending = new EntrywiseMap(width());
        }
        if (step instanceof Step.Shift shift) {
            note(pending.add(entries(shift.constant(), width(), step), shift.sign()), step, "is merged with another");
        } else if (step instanceof Step.Scale scale) {
            double[] constant = entries(scale.constant(), width(), step);
            note(pending.multiply(constant, scale.divide()), step, "is merged with another");
        }
    }

    /** The last layer is affine; a scaling after the last activation becomes a diagonal layer, which is exact. */
    private void finish() {
        if (weight != null) {
            layers.add(new Layer(weight, bias, new Identity()));
        } else if (pending != null) {
            Matrix diagonal = scaledRows(Matrix.identity(width()), pending.scale, false);
            layers.add(new Layer(diagonal, pending.shift, new Identity()));
        }
    }

    private int width() {
        return layers.get(layers.size() - 1).outputDim();
    }

    double[] entries(Tensor constant, int width, Step step) throws IOException {
        double[] entries = Entries.spread(constant, width);
        if (entries == null) {
            throw fail(step, "its constant has the shape " + constant.shape() + ", expected " + width);
        }
        for (double entry : entries) {
            if (!Double.isFinite(entry) || entry == 0 && step instanceof Step.Scale scale && scale.divide()) {
                throw fail(step, "its constant holds " + entry + ", expected finite numbers that can be divided by");
            }
        }
        return entries;
    }

    void note(boolean exact, Step step, String what) {
        if (!exact) {
            notes.add(step.place() + ": " + what + ", with rounding in the last place");
        }
    }

    private static Matrix scaledRows(Matrix matrix, double[] factors, boolean divide) {
        double[] data = matrix.data().clone();
        for (int at = 0; at < data.length; at++) {
            double factor = factors[at % matrix.rows()];
            data[at] = divide ? data[at] / factor : data[at] * factor;
        }
        return new Matrix(matrix.rows(), matrix.columns(), data);
    }

    private static Matrix scaledColumns(Matrix matrix, double[] factors) {
        double[] data = matrix.data().clone();
        for (int at = 0; at < data.length; at++) {
            data[at] *= factors[at / matrix.rows()];
        }
        return new Matrix(matrix.rows(), matrix.columns(), data);
    }

    IOException fail(Step step, String message) {
        return new IOException(file + ": " + step.place() + ": " + message);
    }
}
