package dev.nadir.certify;

import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Newton's method for x[θ] = y with residuals in double-double: it brings the residual down to what rounding the parameters leaves.
 *
 * <p>The step is the least one in one layer with independent features, ΔZ_i = J_i⁺ (y_i − x_i) and ΔV = ΔZ Ã⁺, or else in all
 * parameters, D⁺(y − x). A step is kept only if the proved bound of the residual falls.
 *
 * @param network with the refined parameters
 * @param before ρ of the parameters given
 * @param after ρ of these
 * @param steps how many were kept
 */
public record Refinement(Network network, double before, double after, int steps) {
    private static final int MOST = 8;
    private static final long LARGEST = 60_000_000;

    /** Refines until a step no longer halves the residual. */
    public static Refinement of(Network network, TrainingSet data) {
        Network best = network;
        double before = Measured.of(network, data).residual();
        double residual = before;
        int steps = 0;
        while (steps < MOST && residual > 0) {
            Network moved = step(best, data);
            double left = moved == best ? residual : Measured.of(moved, data).residual();
            if (!(left < residual)) {
                break;
            }
            boolean halved = left < residual / 2;
            best = moved;
            residual = left;
            steps++;
            if (!halved) {
                break;
            }
        }
        return new Refinement(best, before, residual, steps);
    }

    private static Network step(Network network, TrainingSet data) {
        Measured measured = Measured.of(network, data);
        if (!measured.forward().isUsable()) {
            return network;
        }
        for (int layer = 1; layer <= network.layers().size(); layer++) {
            if (PivotArgument.possible(measured, layer) && measured.featureSigma(layer) > 0) {
                Matrix change = pivotStep(measured, layer);
                if (change.isFinite()) {
                    return withChange(network, layer, change);
                }
            }
        }
        return DependentLabels.of(network, measured.data())
                .map(labels -> labels.restored(parameterStep(labels.reduced())))
                .orElseGet(() -> parameterStep(measured));
    }

    /** ΔV, M_k x (M_{k−1} + 1). */
    private static Matrix pivotStep(Measured measured, int layer) {
        UpperLayers upper = UpperLayers.of(measured.network(), layer);
        List<WideMatrix> z = IntStream.range(0, upper.layers().size())
                .mapToObj(level -> upper.select(measured.forward(), level))
                .toList();
        BackwardPass pass =
                BackwardPass.of(upper.layers(), z, new double[upper.layers().size()]);
        List<Matrix> rows = IntStream.range(0, measured.data().outputDim())
                .mapToObj(q -> pass.from(q).centres().get(0))
                .toList();
        int[] units = upper.units().get(0);
        Matrix change = Matrix.zeros(measured.network().layers().get(layer - 1).outputDim(), measured.samples());
        for (int i = 0; i < measured.samples(); i++) {
            double[] step = sampleStep(measured, rows, i);
            for (int u = 0; u < step.length; u++) {
                change.data()[units[u] + i * change.rows()] = step[u];
            }
        }
        return change.isFinite() ? Qr.of(measured.features(layer)).leastNormRight(change) : change;
    }

    private static double[] sampleStep(Measured measured, List<Matrix> rows, int sample) {
        int outputs = rows.size();
        int units = rows.get(0).rows();
        if (units < outputs) {
            return new double[] {Double.NaN};
        }
        Matrix jacobian = Matrix.zeros(units, outputs);
        Matrix shortfall = Matrix.zeros(1, outputs);
        for (int q = 0; q < outputs; q++) {
            System.arraycopy(rows.get(q).data(), sample * units, jacobian.data(), q * units, units);
            shortfall.data()[q] = measured.shortfall(q + sample * outputs);
        }
        return Qr.of(jacobian).leastNormRight(shortfall).data();
    }

    private static Network withChange(Network network, int layer, Matrix change) {
        List<Layer> layers = new ArrayList<>(network.layers());
        Layer old = layers.get(layer - 1);
        Matrix weight = old.weight().plus(1, change.columns(0, old.inputDim()));
        double[] bias = old.bias().clone();
        for (int u = 0; old.biased() && u < bias.length; u++) {
            bias[u] += change.get(u, old.inputDim());
        }
        layers.set(layer - 1, new Layer(weight, bias, old.activation(), old.parametrization()));
        return new Network(network.inputScaling(), layers);
    }

    private static Network parameterStep(Measured measured) {
        Network network = measured.network();
        int equations = measured.data().labels().data().length;
        long parameters = network.parameterCount();
        if (parameters < equations || parameters * equations > LARGEST) {
            return network;
        }
        List<Integer> all =
                IntStream.rangeClosed(1, network.layers().size()).boxed().toList();
        double[] unused = new double[network.layers().size()];
        Matrix shortfall = Matrix.zeros(1, equations);
        for (int at = 0; at < equations; at++) {
            shortfall.data()[at] = measured.shortfall(at);
        }
        double[] step = Qr.ofOwned(TransposedJacobian.of(measured, all, unused).centre())
                .leastNormRight(shortfall)
                .data();
        double[] theta = network.parameters();
        for (int k = 0; k < theta.length; k++) {
            theta[k] += step[k];
        }
        boolean finite = Matrix.column(theta).isFinite();
        return finite ? network.withParameters(theta) : network;
    }
}
