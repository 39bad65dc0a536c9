package dev.nadir.flow;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ForwardPass;
import dev.nadir.ode.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** Measures saved states of one run in order; keeps the smallest λ_min for the bound of [CE] Theorem 1.1. */
public final class FlowMonitor {
    private final LossLandscape landscape;
    private final Matrix startOutputs;
    private final int spectrumLimit;
    private final List<FlowSample> samples = new ArrayList<>();
    private double smallestLambda = Double.POSITIVE_INFINITY;

    /**
     * A monitor of a run that starts at the state of the landscape's network.
     *
     * @param spectrumLimit the largest QN for which the spectrum of D is computed; 10 (QN)³ flops per sample
     */
    public FlowMonitor(LossLandscape landscape, int spectrumLimit) {
        this.landscape = landscape;
        this.spectrumLimit = spectrumLimit;
        this.startOutputs = landscape.outputs(landscape.start());
    }

    /** All samples since the start. */
    public List<FlowSample> samples() {
        return List.copyOf(samples);
    }

    /** Forgets all samples: the run starts over. */
    public void clear() {
        samples.clear();
        smallestLambda = Double.POSITIVE_INFINITY;
    }

    /** Takes back a sample of an earlier part of the run. */
    public void restore(FlowSample sample) {
        samples.add(sample);
        if (sample.rank() >= 0) {
            smallestLambda = Math.min(smallestLambda, sample.lambdaMin());
        }
    }

    /** Measures and remembers a saved state. */
    public FlowSample measure(Checkpoint at) {
        ForwardPass pass = landscape.forward(at.state());
        FlowSample sample = landscape.outputSize() <= spectrumLimit ? full(at, pass) : basic(at, pass);
        samples.add(sample);
        return sample;
    }

    private FlowSample full(Checkpoint at, ForwardPass pass) {
        TrainingJacobian jacobian = landscape.jacobian(pass);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        LossSplit split =
                LossSplit.of(jacobian, spectrum.projector(), landscape.data().labels());
        smallestLambda = Math.min(smallestLambda, spectrum.smallestEigenvalue());
        return new FlowSample(
                at.time(),
                split.cost(),
                split.gradientNorm(),
                split.reachable(),
                split.blocked(),
                spectrum.rank().rank(),
                spectrum.smallestEigenvalue(),
                norm(at.state()),
                lineDistance(pass.outputs()),
                bound(at.time(), split.cost()),
                at.globalErrorNorm());
    }

    private FlowSample basic(Checkpoint at, ForwardPass pass) {
        double cost = Cost.of(pass.outputs(), landscape.data().labels());
        return new FlowSample(
                at.time(),
                cost,
                norm(landscape.gradient(pass)),
                Double.NaN,
                Double.NaN,
                -1,
                Double.NaN,
                norm(at.state()),
                lineDistance(pass.outputs()),
                Double.NaN,
                at.globalErrorNorm());
    }

    private double bound(double time, double cost) {
        if (!(smallestLambda > 0)) {
            return Double.NaN;
        }
        FlowSample first = samples.isEmpty() ? null : samples.get(0);
        double elapsed = first == null ? 0 : time - first.time();
        double from = first == null ? cost : first.cost();
        return from * Math.exp(-2 * smallestLambda * elapsed / landscape.data().samples());
    }

    /** The distance from the segment from x_0 to y, relative to its length. */
    private double lineDistance(Matrix outputs) {
        Matrix line = landscape.data().labels().minus(startOutputs);
        Matrix walked = outputs.minus(startOutputs);
        double square = Products.transposedTimes(flat(line), flat(line)).data()[0];
        double along = Products.transposedTimes(flat(line), flat(walked)).data()[0] / square;
        double t = Math.max(0, Math.min(1, along));
        return walked.plus(-t, line).frobeniusNorm() / Math.sqrt(square);
    }

    private static Matrix flat(Matrix matrix) {
        return new Matrix(matrix.data().length, 1, matrix.data());
    }

    private static double norm(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }
}
