package dev.nadir.network;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import java.util.Arrays;
import java.util.Objects;

/**
 * One layer a ↦ σ(z), z = c W(a + d) + β b; ordinarily c = β = 1 and d = 0, so z = W a + b.
 *
 * <p>Its parameters are vec(W_l) by columns, then b_l unless the layer has no bias. z is linear in them: z = [W b] ã with
 * the features ã = (c(a + d); β) of {@link #features}, without the last row where there is no bias. Everything that needs
 * the derivative of z goes through these features and {@link #jacobianWeight}.
 *
 * @param weight W_l, of shape M_l x M_{l-1}
 * @param bias b_l, of length M_l; zeros where there is no bias
 * @param activation σ of this layer; {@link Identity} for the affine output layer
 * @param parametrization c, d, β
 */
public record Layer(Matrix weight, double[] bias, Activation activation, Parametrization parametrization) {

    /** Checks that weight and bias fit, and that a bias that is not there is zero. */
    public Layer {
        Objects.requireNonNull(activation, "activation");
        if (bias.length != weight.rows()) {
            throw new IllegalArgumentException(
                    "bias: got " + bias.length + " entries, expected one per row of the weight = " + weight.rows());
        }
        if (!parametrization.biased() && Arrays.stream(bias).anyMatch(entry -> !(entry == 0))) {
            throw new IllegalArgumentException("bias: got entries other than 0, expected none in a layer without bias");
        }
    }

    /** The ordinary layer z = W a + b. */
    public Layer(Matrix weight, double[] bias, Activation activation) {
        this(weight, bias, activation, Parametrization.STANDARD);
    }

    /** The layer z = W a. */
    public static Layer withoutBias(Matrix weight, Activation activation) {
        return new Layer(weight, new double[weight.rows()], activation, Parametrization.WITHOUT_BIAS);
    }

    /** This layer with its bias left out. */
    public Layer withoutBias() {
        return new Layer(weight, new double[weight.rows()], activation, parametrization.withoutBias());
    }

    /** M_{l-1}. */
    public int inputDim() {
        return weight.columns();
    }

    /** M_l. */
    public int outputDim() {
        return weight.rows();
    }

    /** Whether it has a bias. */
    public boolean biased() {
        return parametrization.biased();
    }

    /** The length of ã: M_{l-1} + 1, or M_{l-1} without a bias. */
    public int featureDim() {
        return weight.columns() + (biased() ? 1 : 0);
    }

    /** M_l M_{l-1}, and M_l more for the bias if there is one. */
    public long parameterCount() {
        return (long) weight.rows() * featureDim();
    }

    /** c(a + d), what W multiplies; the argument itself where c = 1 and d = 0. */
    public Matrix signal(Matrix below) {
        double c = parametrization.factor();
        double d = parametrization.shift();
        return c == 1 && d == 0 ? below : below.map(value -> c * (value + d));
    }

    /** ã = (c(a + d); β) for every column of a^{l-1}, without the last row if there is no bias. */
    public Matrix features(Matrix below) {
        return biased() ? signal(below).appendRow(parametrization.biasFactor()) : signal(below);
    }

    /** z^l = c W(a + d) + β b for every column of a^{l-1}. */
    public Matrix preActivation(Matrix below) {
        double beta = parametrization.biasFactor();
        double[] constant = beta == 1 || beta == 0
                ? bias
                : Arrays.stream(bias).map(entry -> beta * entry).toArray();
        return Products.affine(weight, signal(below), constant);
    }

    /** ∂z/∂a = c W; W itself where c = 1. */
    public Matrix jacobianWeight() {
        double c = parametrization.factor();
        return c == 1 ? weight : weight.map(value -> c * value);
    }

    /** The ordinary layer W a + b that computes the same: c W, β b + c d W 1. */
    public Layer asOrdinary() {
        double[] constant = preActivation(Matrix.zeros(inputDim(), 1)).data();
        return parametrization.equals(Parametrization.STANDARD)
                ? this
                : new Layer(jacobianWeight(), constant, activation);
    }

    /**
     * Writes the gradient with respect to the parameters of Σ δ ∘ z, that is δ ãᵀ by columns.
     *
     * @param delta δ^l, M_l x N
     * @param below a^{l-1}, M_{l-1} x N
     * @param target of the length of θ
     * @param from where the layer's own part begins
     */
    public void parameterGradient(Matrix delta, Matrix below, double[] target, int from) {
        double[] ofWeight = Products.timesTransposed(delta, signal(below)).data();
        System.arraycopy(ofWeight, 0, target, from, ofWeight.length);
        if (!biased()) {
            return;
        }
        int units = delta.rows();
        int at = from + ofWeight.length;
        Arrays.fill(target, at, at + units, 0);
        for (int i = 0; i < delta.columns(); i++) {
            for (int k = 0; k < units; k++) {
                target[at + k] += delta.data()[i * units + k];
            }
        }
        double beta = parametrization.biasFactor();
        for (int k = 0; k < units && beta != 1; k++) {
            target[at + k] *= beta;
        }
    }

    /** Writes the parameters into θ from the given place on. */
    void parametersInto(double[] theta, int from) {
        System.arraycopy(weight.data(), 0, theta, from, weight.data().length);
        if (biased()) {
            System.arraycopy(bias, 0, theta, from + weight.data().length, bias.length);
        }
    }

    /** The same layer with the parameters that stand in θ from the given place on. */
    public Layer withParameters(double[] theta, int from) {
        int weights = weight.data().length;
        Matrix replaced = new Matrix(weight.rows(), weight.columns(), Arrays.copyOfRange(theta, from, from + weights));
        double[] constant = biased()
                ? Arrays.copyOfRange(theta, from + weights, from + weights + bias.length)
                : new double[bias.length];
        return new Layer(replaced, constant, activation, parametrization);
    }
}
