package dev.nadir.flow.verdict;

import dev.nadir.flow.FlowKind;
import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.Products;
import dev.nadir.model.Evaluation;

/**
 * How the loss falls from here if the linearization stays as it is: parts of the loss c_i with rates ρ_i, so that
 * Σ c_i (1 − e^{−ρ_i t}) is gone after time t.
 *
 * @param parts c_i, at least 0
 * @param rates ρ_i, above 0
 */
record LossForecast(double[] parts, double[] rates) {
    private static final double SHARE = 0.9;
    private static final int BISECTIONS = 52; // the two ends lie within a factor of two

    /**
     * By the eigenpairs of DDᵀ above the rank cut: C_reach = Σ (u_iᵀ(x − y))²/2N at the rates 2 λ_i/N, [CE] (1.4); none for losses
     * other than the square.
     */
    static LossForecast ofKernel(LossLandscape landscape, double[] state, FlowKind kind) {
        if (!landscape.square()) {
            return new LossForecast(new double[0], new double[0]); // nothing is known of the rates
        }
        Evaluation pass = landscape.forward(state);
        Evaluation jacobian = landscape.jacobian(pass);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        double[] residual = pass.outputs().minus(landscape.data().labels()).data();
        double samples = landscape.data().samples();
        double[] c = Products.transposedTimes(
                spectrum.left().columns(0, spectrum.rank().rank()), residual);
        double[] rates = new double[c.length];
        for (int i = 0; i < c.length; i++) {
            c[i] *= c[i] / (2 * samples);
            double eigenvalue = spectrum.singularValues()[i] * spectrum.singularValues()[i];
            rates[i] = 2 * speed(kind, eigenvalue) / samples;
        }
        return new LossForecast(c, rates);
    }

    private static double speed(FlowKind kind, double eigenvalue) {
        if (kind instanceof FlowKind.Adapted) {
            return 1;
        } else if (kind instanceof FlowKind.Homotopy homotopy) {
            return (1 - homotopy.tau()) * eigenvalue + homotopy.tau();
        } else if (kind instanceof FlowKind.Discrete discrete) {
            return eigenvalue / (1 - discrete.descent().momentum());
        }
        return eigenvalue;
    }

    /** By the positive eigenvalues h_i of ∇²C beyond rounding: g_i²/2h_i at the rates 2 h_i, of −∇C and of descent. */
    static LossForecast ofHessian(CostFunction function, double[] state, FlowKind kind) {
        Curvature curvature = Curvature.of(function, state);
        double[] g = Products.transposedTimes(curvature.vectors(), function.gradient(state));
        double[] parts = new double[g.length];
        double[] rates = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            double h = curvature.values()[i];
            boolean falls = h > curvature.error();
            parts[i] = falls ? g[i] * g[i] / (2 * h) : 0;
            rates[i] = falls ? 2 * speed(kind, h) : 1;
        }
        return new LossForecast(parts, rates);
    }

    /** The time after which nine tenths of Σ c_i are gone; NaN if there is nothing to lose. */
    double timeToMost() {
        double left = (1 - SHARE) * remaining(0);
        double fastest = 0;
        for (int i = 0; i < parts.length; i++) {
            fastest = Math.max(fastest, parts[i] > 0 ? rates[i] : 0);
        }
        if (!(left > 0) || !(fastest > 0)) {
            return Double.NaN;
        }
        double low = -Math.log(1 - SHARE) / fastest; // no part falls faster than this one
        double high = low;
        while (remaining(high) > left && Double.isFinite(high)) {
            low = high;
            high *= 2;
        }
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = low + (high - low) / 2;
            boolean early = remaining(middle) > left;
            low = early ? middle : low;
            high = early ? high : middle;
        }
        return high;
    }

    private double remaining(double time) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += parts[i] * Math.exp(-rates[i] * time);
        }
        return sum;
    }
}
