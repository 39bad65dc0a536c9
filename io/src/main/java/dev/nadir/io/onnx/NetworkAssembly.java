package dev.nadir.io.onnx;

import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes layers of steps. Weights and biases are taken as the file holds them: a layer without a bias has none, and numbers
 * that scale or shift between layers stay fixed numbers of the layer ({@link dev.nadir.network.Parametrization}), for
 * folded into the weights they would change D and the flow. Entrywise scales and shifts before the first product become
 * the input scaling. Vectors between the layers would be parameters of another kind and are refused.
 */
final class NetworkAssembly {
    private final String file;
    private final List<String> notes;
    private final List<Layer> layers = new ArrayList<>();
    private OpenLayer open; // null between an activation and the next product
    private double factor = 1;
    private double shift;
    private Step pending; // the last number applied since the activation, null if there is none

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
        Optional<RowScaling> scaling =
                InputScalingSteps.read(steps.subList(0, first), ((Step.Affine) steps.get(first)).product(), this);
        for (Step step : steps.subList(first, steps.size())) {
            if (step instanceof Step.Affine affine) {
                open(affine);
            } else if (step instanceof Step.Activate activate) {
                close(activate.activation(), step);
            } else if (step instanceof Step.Scale scale) {
                multiply(scale);
            } else if (step instanceof Step.Shift moved) {
                add(moved);
            }
        }
        finish(steps.get(steps.size() - 1));
        return new Network(scaling, layers);
    }

    private void open(Step.Affine step) throws IOException {
        if (open != null) {
            close(new Identity(), step);
        }
        int inputs = step.product().weight().columns();
        if (!layers.isEmpty() && inputs != width()) {
            throw fail(step, "its weight takes " + inputs + " inputs, but the layer before gives " + width());
        }
        open = new OpenLayer(step.product(), factor, shift);
        factor = 1;
        shift = 0;
        pending = null;
    }

    private void close(Activation activation, Step step) throws IOException {
        if (open == null) {
            throw fail(step, "is applied to the input or follows another activation, expected a layer between");
        }
        if (open.constant() != 0 && !open.biased()) {
            throw fail(
                    step,
                    "follows a layer without bias to which the fixed number " + open.constant()
                            + " is added; such a parametrization is not read, give the layer a bias");
        }
        note(open.constant() == 0, step, "the number added before it is moved into the bias");
        layers.add(open.close(activation));
        open = null;
    }

    private void multiply(Step.Scale step) throws IOException {
        double constant = number(
                step.constant(),
                step,
                "multiplies the units by a vector; that is a parameter (batch or layer normalization taken apart, layer"
                        + " scale) which is not read: fold it into the weights before exporting");
        double number = step.divide() ? 1 / constant : constant;
        if (constant == 0 || !Double.isFinite(number)) {
            throw fail(step, "multiplies by " + number + ", expected a finite number other than 0");
        }
        if (open != null) {
            open.multiply(number);
        } else {
            factor *= number;
            shift *= number;
            pending = step;
        }
    }

    private void add(Step.Shift step) throws IOException {
        Expression.Constant constant = step.constant();
        if (open != null && !open.biased() && Entries.isVector(constant.tensor(), open.width())) {
            entries(constant.tensor(), open.width(), step);
            open.addBias(constant.tensor().values(), step.sign() * constant.factor());
            return;
        }
        double number = step.sign()
                * number(
                        constant,
                        step,
                        open == null
                                ? "adds a vector between an activation and the next layer; that is a parameter which is"
                                        + " not read: fold it into the bias of the next layer before exporting"
                                : open.biased()
                                        ? "adds a second bias to the layer; add the two before exporting"
                                        : "its constant has the shape "
                                                + constant.tensor().shape() + ", expected " + open.width());
        if (open != null) {
            open.add(number);
        } else {
            shift += number;
            pending = step;
        }
    }

    private double number(Expression.Constant constant, Step step, String otherwise) throws IOException {
        if (!constant.tensor().isScalar()) {
            throw fail(step, otherwise);
        }
        if (!Double.isFinite(constant.number())) {
            throw fail(step, "its constant is " + constant.number() + ", expected a finite number");
        }
        return constant.number();
    }

    /** The last layer is affine; a number that comes after the last activation has no place in a layer. */
    private void finish(Step last) throws IOException {
        if (open != null) {
            close(new Identity(), last);
        } else if (factor != 1 || shift != 0) {
            throw fail(
                    pending,
                    "scales or shifts the outputs after the last activation, which is not read; leave it out and scale"
                            + " the labels instead, or end the model with a linear layer");
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

    IOException fail(Step step, String message) {
        return new IOException(file + ": " + step.place() + ": " + message);
    }
}
