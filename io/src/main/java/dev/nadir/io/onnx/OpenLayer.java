package dev.nadir.io.onnx;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activation;

/**
 * A product whose activation is still to come: z = c W(a + d) + β b + e. Numbers that the graph multiplies or adds go into
 * c, d, β and e; they are fixed, and W and b stay as the file has them.
 */
final class OpenLayer {
    private final Matrix weight;
    private double factor;
    private final double shift;
    private double[] bias;
    private double biasFactor;
    private double constant;

    /** The product behind a ↦ factor a + shift. */
    OpenLayer(Expression.Product product, double factor, double shift) {
        this.weight = product.weight();
        this.factor = product.factor() * factor;
        this.shift = shift / factor;
        this.bias = product.bias();
        this.biasFactor = product.biasFactor();
    }

    int width() {
        return weight.rows();
    }

    boolean biased() {
        return bias != null;
    }

    void multiply(double number) {
        factor *= number;
        biasFactor *= number;
        constant *= number;
    }

    void add(double number) {
        constant += number;
    }

    void addBias(double[] entries, double sign) {
        bias = entries;
        biasFactor = sign;
    }

    /** e: what is added to every unit beside the bias. */
    double constant() {
        return constant;
    }

    /** The layer; a constant e moves the bias by e/β, which changes neither D nor, but for this shift, the flow. */
    Layer close(Activation activation) {
        if (bias == null) {
            return new Layer(weight, new double[width()], activation, new Parametrization(factor, shift, 0));
        }
        double moved = constant / biasFactor;
        double[] entries = constant == 0
                ? bias
                : Matrix.column(bias).map(entry -> entry + moved).data();
        return new Layer(weight, entries, activation, new Parametrization(factor, shift, biasFactor));
    }
}
