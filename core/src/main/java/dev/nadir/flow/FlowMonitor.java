package dev.nadir.flow;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.spectrum.ConvexSplit;
import dev.nadir.jacobian.spectrum.DecayedFloor;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.RangeProjector;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures saved states of one run in order, and accepted steps in between: the smallest λ_min along the orbit for [CE]
 * Theorem 1.1, the loss dissipated for (1.3).
 */
public final class FlowMonitor {
    private static final double STEP_FLOPS = 5e10; // between two save times, for λ_min at accepted steps
    private static final double NARROW = 1e-6; // of C, between what was reached and what is proved
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    private final LossLandscape landscape;
    private final Matrix startOutputs;
    private final Matrix startKernel;
    private final int spectrumLimit;
    private final boolean gradientFlow;
    private final List<FlowSample> samples = new ArrayList<>();
    private double leastLambda;
    private double dissipated;
    private double flops;

    /**
     * A monitor of a run that starts at the state of the landscape's network.
     *
     * @param kind the path; the loss dissipated is summed for the standard flow only
     * @param spectrumLimit the largest QN for which the spectrum of D is computed; 10 (QN)³ flops per sample
     */
    public FlowMonitor(LossLandscape landscape, FlowKind kind, int spectrumLimit) {
        this.landscape = landscape;
        this.spectrumLimit = spectrumLimit;
        this.gradientFlow = kind instanceof FlowKind.Standard;
        Evaluation start = landscape.forward(landscape.start());
        this.startOutputs = start.outputs();
        this.startKernel =
                watched() ? EmpiricalNtk.of(landscape.jacobian(start)).kernel() : Matrix.zeros(0, 0);
        clear();
    }

    private boolean watched() {
        return landscape.outputSize() <= spectrumLimit;
    }

    /** All samples since the start. */
    public List<FlowSample> samples() {
        return List.copyOf(samples);
    }

    /** The samples, and one of where the run stands if that is behind the last of them and finite. */
    public List<FlowSample> at(Checkpoint last) {
        boolean behind = samples.isEmpty()
                || last.time() > samples.get(samples.size() - 1).time();
        if (!behind || !landscape.finiteAt(last.state())) {
            return samples();
        }
        List<FlowSample> more = new ArrayList<>(samples);
        more.add(taken(last));
        return more;
    }

    /** Forgets all samples: the run starts over. */
    public void clear() {
        samples.clear();
        leastLambda =
                watched() && landscape.dimension() >= landscape.outputSize() ? Double.POSITIVE_INFINITY : Double.NaN;
        dissipated = gradientFlow ? 0 : Double.NaN;
        flops = 0;
    }

    /** Takes back a sample of an earlier part of the run. */
    public void restore(FlowSample sample) {
        samples.add(sample);
        leastLambda = sample.orbit().leastLambda();
        dissipated = sample.orbit().dissipated();
    }

    /** Looks at an accepted step: λ_min at its end, and what was dissipated on it. */
    public void stepped(Step step) {
        dissipated += gradientFlow ? step.dissipated() : Double.NaN;
        if (leastLambda > 0) { // false for NaN
            double size = landscape.outputSize();
            flops += size * size * (size * 4 / 3 + landscape.dimension());
            leastLambda = flops > STEP_FLOPS ? Double.NaN : Math.min(leastLambda, lambda(step.after()));
        }
    }

    /** λ_min of DDᵀ less its rounding, at least 0. */
    private double lambda(double[] state) {
        double[] values =
                EmpiricalNtk.of(landscape.jacobian(landscape.forward(state))).eigenvalues();
        double rounding = ROUNDING * Math.sqrt(values.length) * values[values.length - 1];
        return Math.max(0, values[0] - rounding);
    }

    /** Measures and remembers a saved state. */
    public FlowSample measure(Checkpoint at) {
        flops = 0;
        FlowSample sample = taken(at);
        samples.add(sample);
        return sample;
    }

    private FlowSample taken(Checkpoint at) {
        Evaluation pass = landscape.forward(at.state());
        return watched() ? full(at, pass) : basic(at, pass);
    }

    private FlowSample full(Checkpoint at, Evaluation pass) {
        Evaluation jacobian = landscape.jacobian(pass);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        RangeProjector projector = spectrum.projector();
        Parts split = parts(jacobian, spectrum);
        if (samples.isEmpty() && leastLambda > 0) {
            leastLambda = lambda(at.state());
        }
        double[] velocity = jacobian.times(landscape.gradient(pass));
        double transversal = norm(projector.complement(velocity)) / norm(velocity);
        Matrix kernel = EmpiricalNtk.of(jacobian).kernel();
        double drift = kernel.minus(startKernel).frobeniusNorm() / startKernel.frobeniusNorm();
        return new FlowSample(
                at.time(),
                split.cost(),
                split.gradientNorm(),
                split.reachable(),
                split.blocked(),
                spectrum.rank().rank(),
                split.decided(),
                spectrum.smallestEigenvalue(),
                norm(at.state()),
                lineDistance(pass.outputs()),
                at.globalErrorNorm(),
                orbit(at.time(), split.cost(), transversal, drift));
    }

    private record Parts(double cost, double gradientNorm, double reachable, double blocked, boolean decided) {}

    private Parts parts(Evaluation jacobian, JacobianSpectrum spectrum) {
        Matrix labels = landscape.data().labels();
        if (landscape.decay() > 0) {
            double cost = landscape.cost(jacobian.outputs(), jacobian.theta());
            DecayedFloor floor = DecayedFloor.of(jacobian, landscape.loss(), labels, landscape.decay());
            double least = Math.min(cost, floor.total());
            boolean decided = least - floor.bound() <= NARROW * cost;
            return new Parts(cost, norm(landscape.gradient(jacobian)), cost - least, least, decided);
        }
        if (landscape.square()) {
            LossSplit split = LossSplit.of(jacobian, spectrum, labels);
            boolean decided = spectrum.rank().decided();
            return new Parts(split.cost(), split.gradientNorm(), split.reachable(), split.blocked(), decided);
        }
        ConvexSplit split = ConvexSplit.of(jacobian, spectrum, landscape.loss(), labels);
        boolean decided = split.decided() && split.blocked() - split.bound() <= NARROW * split.cost();
        return new Parts(split.cost(), split.gradientNorm(), split.reachable(), split.blocked(), decided);
    }

    private FlowSample basic(Checkpoint at, Evaluation pass) {
        double cost = landscape.cost(pass.outputs(), at.state());
        return new FlowSample(
                at.time(),
                cost,
                norm(landscape.gradient(pass)),
                Double.NaN,
                Double.NaN,
                -1,
                false,
                Double.NaN,
                norm(at.state()),
                lineDistance(pass.outputs()),
                at.globalErrorNorm(),
                orbit(at.time(), cost, Double.NaN, Double.NaN));
    }

    private FlowSample.Orbit orbit(double time, double cost, double transversal, double drift) {
        if (!landscape.square()) { // the comparison model and its bound are those of the square loss
            return new FlowSample.Orbit(Double.NaN, leastLambda, Double.NaN, dissipated, transversal, drift);
        }
        double elapsed = samples.isEmpty() ? 0 : time - samples.get(0).time();
        double from = samples.isEmpty() ? cost : samples.get(0).cost();
        ComparisonModel model = new ComparisonModel(landscape.data().labels());
        double bound = leastLambda > 0 ? model.cost(leastLambda * elapsed, from) : Double.NaN;
        return new FlowSample.Orbit(model.cost(elapsed, from), leastLambda, bound, dissipated, transversal, drift);
    }

    /** The distance from the segment from x_0 to y, relative to its length; NaN where outputs are no labels. */
    private double lineDistance(Matrix outputs) {
        if (!landscape.square()) {
            return Double.NaN;
        }
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
