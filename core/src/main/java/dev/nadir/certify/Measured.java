package dev.nadir.certify;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.Wide;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A network on its distinct samples: exact values with their errors, and what several arguments need. */
final class Measured {
    private final Network network;
    private final TrainingSet data;
    private final PreciseForward forward;
    private final Map<Integer, Double> featureSigma = new HashMap<>();

    private Measured(Network network, TrainingSet data, PreciseForward forward) {
        this.network = network;
        this.data = data;
        this.forward = forward;
    }

    /** Samples that occur twice with one label are one condition and count once. */
    static Measured of(Network network, TrainingSet data) {
        TrainingSet distinct = Duplicates.of(data).merged(data);
        return new Measured(network, distinct, PreciseForward.of(network, distinct.inputs()));
    }

    Network network() {
        return network;
    }

    TrainingSet data() {
        return data;
    }

    PreciseForward forward() {
        return forward;
    }

    int samples() {
        return data.samples();
    }

    /** y − x for output at, the middle of it. */
    double shortfall(int at) {
        return forward.outputs()
                .get(at)
                .negative()
                .plus(data.labels().data()[at])
                .hi();
    }

    /** A number not below |x − y| for every output and sample. */
    double[] residuals() {
        double[] residuals = new double[data.labels().data().length];
        WideMatrix outputs = forward.outputs();
        for (int at = 0; at < residuals.length; at++) {
            Wide off = outputs.get(at).plus(-data.labels().data()[at]);
            double size = Upward.times(Math.abs(off.hi()), 1 + 4 * Upward.UNIT);
            double rounding = 0x1p-100
                    * (Math.abs(outputs.hi().data()[at])
                            + Math.abs(data.labels().data()[at]));
            boolean exact = outputs.error()[at / outputs.rows()] == 0 && off.hi() == 0;
            residuals[at] = exact ? 0 : Upward.plus(size, Upward.plus(outputs.error()[at / outputs.rows()], rounding));
        }
        return residuals;
    }

    /** A number not below ‖x − y‖ for every sample. */
    double[] residualNorms() {
        double[] residuals = residuals();
        int outputs = data.outputDim();
        return IntStream.range(0, samples())
                .mapToDouble(i -> Upward.norm(residuals, i * outputs, (i + 1) * outputs))
                .toArray();
    }

    /** ρ. */
    double residual() {
        return Upward.norm(residuals());
    }

    /** The middle of ã^{k−1}, what the parameters of layer k multiply. */
    Matrix features(int layer) {
        Matrix signal = forward.signals().get(layer - 1).hi();
        double beta = network.layers().get(layer - 1).parametrization().biasFactor();
        return beta == 0 ? signal : signal.appendRow(beta);
    }

    /** A number not above σ_min(Ã^{k−1}) for the exact features, positive only if they are independent over the samples. */
    double featureSigma(int layer) {
        return featureSigma.computeIfAbsent(layer, k -> {
            Matrix features = features(k);
            double off = forward.signals().get(k - 1).distance();
            double least = features.rows() < features.columns()
                    ? 0
                    : SpectralBounds.ofBlas().least(features);
            double sigma = Math.nextDown(least - off);
            return sigma > 0 ? sigma : 0;
        });
    }

    /** A number not above ‖θ‖. */
    double parameterNorm() {
        double[] theta = network.parameters();
        double squares = Products.times(new Matrix(1, theta.length, theta), theta)[0];
        double lowered = squares * (1 - 4 * Upward.gamma(theta.length + 2L)) - theta.length * Upward.TINY;
        return Double.isFinite(lowered) && lowered > 0 ? Math.nextDown(Math.sqrt(lowered)) : 0;
    }

    /** radius/‖θ‖, rounded up; infinite for θ = 0. */
    double relative(double radius) {
        return radius == 0 ? 0 : Upward.over(radius, parameterNorm());
    }
}
