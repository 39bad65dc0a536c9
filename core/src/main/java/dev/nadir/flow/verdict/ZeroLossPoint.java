package dev.nadir.flow.verdict;

import dev.nadir.flow.field.Pseudoinverse;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.network.ZeroLoss;
import java.util.Optional;

/**
 * A point of zero loss near the end of a flow, found by Gauss-Newton steps −D⁺(x − y) while D has rank QN: the witness that
 * the flow is on its way to zero loss.
 *
 * <p>The residual must fall by half in every step. With σ the least σ_min(D) met on the way, the PL inequality
 * ‖∇C‖² ≥ 2σ²C/N bounds the rest of the flow's path by ‖x − y‖/σ as long as σ_min stays above σ.
 *
 * @param distance ‖θ* − θ‖
 * @param pathBound ‖x − y‖/σ at the end of the flow
 * @param leastSingular σ
 */
public record ZeroLossPoint(double distance, double pathBound, double leastSingular) {
    private static final int STEPS = 40;

    /** Searches from a state; empty where the rank is not QN or the steps do not contract; costs a spectrum per step. */
    public static Optional<ZeroLossPoint> near(LossLandscape landscape, double[] start) {
        double[] state = start;
        double least = Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        double before = Double.POSITIVE_INFINITY;
        for (int k = 0; k < STEPS; k++) {
            Evaluation pass = landscape.forward(state);
            Matrix residual = pass.outputs().minus(landscape.data().labels());
            double size = residual.frobeniusNorm();
            first = k == 0 ? size : first;
            if (ZeroLoss.reached(pass.outputs(), landscape.data().labels()) && k > 0) {
                double distance = StationaryPoint.norm(StationaryPoint.plus(state, -1, start));
                return landscape.inOnePiece(start, state)
                        ? Optional.of(new ZeroLossPoint(distance, first / least, least))
                        : Optional.empty();
            }
            if (!(size <= before / 2)) {
                return Optional.empty();
            }
            before = size;
            Evaluation jacobian = landscape.jacobian(pass);
            JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
            if (spectrum.rank().rank() < jacobian.rows() || !spectrum.rank().decided()) {
                return Optional.empty();
            }
            least = Math.min(least, spectrum.singularValues()[jacobian.rows() - 1]);
            double[] step = new Pseudoinverse(jacobian, spectrum).times(residual.data());
            state = StationaryPoint.plus(state, -1, step);
        }
        return Optional.empty();
    }
}
