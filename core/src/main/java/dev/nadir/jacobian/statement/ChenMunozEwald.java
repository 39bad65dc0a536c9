package dev.nadir.jacobian.statement;

import dev.nadir.claim.StatementClaim;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.jacobian.statement.StatementCheck.Measured;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Locale;

/** How the cost moves at this point: [CE] Theorems 1.1 and 1.2 in differential form, and (1.7). */
final class ChenMunozEwald {
    /** C_reach below this share of C counts as none left, for (1.7). */
    private static final double NONE_LEFT = 1e-6;

    private final TrainingJacobian jacobian;
    private final JacobianSpectrum spectrum;
    private final LossSplit split;
    private final boolean decided;
    private final boolean zeroLoss;
    private final Matrix residual;

    ChenMunozEwald(Evidence evidence) {
        this.jacobian = evidence.jacobian();
        this.spectrum = evidence.spectrum();
        this.split = evidence.split();
        this.decided = evidence.decided();
        this.zeroLoss = evidence.zeroLoss();
        this.residual = evidence.residual();
    }

    StatementCheck theorem11() {
        double lambda = spectrum.smallestEigenvalue();
        double promised = 2 * lambda / jacobian.samples();
        double rate = split.cost() == 0
                ? Double.POSITIVE_INFINITY
                : split.gradientNorm() * (split.gradientNorm() / split.cost());
        double slack = spectrum.tier() == Tier.SKETCH ? 0.25 : 1 - 1e-8;
        return new StatementCheck(
                StatementClaim.THEOREM_1_1,
                List.of(Measured.of(
                        "λ > 0, that is, D has rank QN: λ",
                        lambda,
                        spectrum.rank().rank() == jacobian.rows(),
                        decided)),
                Measured.of(
                        "rate -C'/C at least 2λ/N = " + digits(promised) + ": rate", rate, rate >= slack * promised));
    }

    StatementCheck theorem12() {
        double[] gradient = jacobian.transposedTimes(residual.data()); // N ∇_θC
        double size = Matrix.column(gradient).frobeniusNorm();
        double outside = Matrix.column(spectrum.projector().complement(jacobian.times(gradient)))
                .frobeniusNorm();
        double rounding = 100 * jacobian.rows() * Math.ulp(1.0) * spectrum.largestSingularValue();
        double[] sigma = spectrum.singularValues();
        double below =
                spectrum.rank().rank() < sigma.length ? sigma[spectrum.rank().rank()] : 0;
        double allowed = (below + rounding) * size;
        return new StatementCheck(
                StatementClaim.THEOREM_1_2,
                List.of(),
                Measured.of(
                        "N ‖P⊥x'‖ at most " + digits(allowed) + ": N ‖P⊥x'‖", outside, outside <= allowed, decided));
    }

    /** Stationarity is measured through the bound of C_reach, never by ‖∇_θC‖ alone (mathematics §3.4). */
    StatementCheck formula17() {
        double above = spectrum.leastSingularValue();
        double bound =
                spectrum.rank().rank() == 0 ? 0 : jacobian.samples() / 2.0 * Math.pow(split.gradientNorm() / above, 2);
        double share = split.cost() == 0 ? 0 : split.reachable() / split.cost();
        return new StatementCheck(
                StatementClaim.FORMULA_1_7,
                List.of(Measured.of(
                        "stationary: zero loss, or N/2 (‖∇_θC‖/σ_r)² at most 1e-6 C; it is",
                        bound,
                        zeroLoss || bound <= NONE_LEFT * split.cost(),
                        zeroLoss || decided)),
                Measured.of("zero loss, or C_reach/C at most 1e-6: C_reach/C", share, zeroLoss || share <= NONE_LEFT));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
