package dev.nadir.certify.enclosure;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;

/**
 * What an activation σ, the real function and not its evaluation, and its derivatives are at most and at least.
 *
 * <p>Intervals come from the value in the middle, in interval arithmetic over the functions of {@link StrictMath}, and the mean
 * value theorem with a bound of the next derivative over the whole line (constants checked against mpmath, 50 digits).
 */
public sealed interface ActivationBounds {
    /** Relative to |σ(z)| + |z|, the error of {@link #value}: see {@link WideFunctions}. */
    double VALUE_ERROR = 0x1p-88;

    /** σ(z), off by at most {@link #VALUE_ERROR} (|σ(z)| + |z|) + 2⁻⁷⁹⁰; NaN or infinite where it cannot be had. */
    Wide value(Wide z);

    /** A number not below |σ'| anywhere between z − error and z + error, for errors below 1/2. */
    double steepest(Wide z, double error);

    /** All values of σ over an interval. */
    Interval value(Interval z);

    /** All slopes of σ over an interval; at a kink those from both sides. */
    Interval slope(Interval z);

    /** All values of σ'' over an interval, away from kinks: where σ' jumps, see {@link #kinkIn}. */
    Interval curvature(Interval z);

    /** Whether σ' jumps inside or at the edge of the interval. */
    default boolean kinkIn(Interval z) {
        return false;
    }

    /** For an activation of the network. */
    static ActivationBounds of(Activation activation) {
        if (activation instanceof Identity) {
            return new PiecewiseLinear(1);
        } else if (activation instanceof Relu) {
            return new PiecewiseLinear(0);
        } else if (activation instanceof LeakyRelu leaky) {
            return new PiecewiseLinear(leaky.slope());
        } else if (activation instanceof Softplus softplus) {
            return new SoftplusBounds(softplus.beta());
        } else if (activation instanceof Elu elu) {
            return new EluBounds(elu.alpha());
        } else if (activation instanceof Exp) {
            return new ExpBounds();
        }
        return new Smooth(Curve.of(activation));
    }

    /** z for z ≥ 0, slope · z below; all of it exact or one rounding. */
    record PiecewiseLinear(double below) implements ActivationBounds {
        @Override
        public Wide value(Wide z) {
            return z.hi() > 0 || z.hi() == 0 && z.lo() >= 0 ? z : z.hi() <= 0 ? z.times(below) : Wide.of(Double.NaN);
        }

        @Override
        public double steepest(Wide z, double error) {
            return below > 0 ? Math.max(1, below) : z.hi() + Math.abs(z.lo()) + error < 0 ? 0 : 1;
        }

        @Override
        public Interval value(Interval z) {
            return new Interval(atLeast(z.low()).low(), atLeast(z.high()).high());
        }

        private Interval atLeast(double z) {
            return z >= 0 ? Interval.of(z) : Interval.of(z).times(below);
        }

        @Override
        public Interval slope(Interval z) {
            return z.low() > 0 ? Interval.of(1) : z.high() < 0 ? Interval.of(below) : new Interval(below, 1);
        }

        @Override
        public Interval curvature(Interval z) {
            return Interval.of(0);
        }

        @Override
        public boolean kinkIn(Interval z) {
            return below != 1 && z.contains(0);
        }
    }

    /** ln(1 + e^{βz})/β. */
    record SoftplusBounds(double beta) implements ActivationBounds {
        @Override
        public Wide value(Wide z) {
            Wide grown = WideFunctions.log1p(WideFunctions.exp(z.abs().times(-beta)));
            Wide tail = beta == 1 ? grown : grown.over(Wide.of(beta));
            return z.hi() > 0 ? z.plus(tail) : tail;
        }

        @Override
        public double steepest(Wide z, double error) {
            return 1;
        }

        @Override
        public Interval value(Interval z) {
            return hull(value(Wide.of(z.low())), value(Wide.of(z.high())), z.magnitude());
        }

        @Override
        public Interval slope(Interval z) {
            return Curve.SIGMOID.valueOver(z.times(beta));
        }

        @Override
        public Interval curvature(Interval z) {
            return Curve.SIGMOID.slopeOver(z.times(beta)).times(beta);
        }
    }

    /** e^z. */
    record ExpBounds() implements ActivationBounds {
        @Override
        public Wide value(Wide z) {
            return WideFunctions.exp(z);
        }

        @Override
        public double steepest(Wide z, double error) {
            return 2 * Math.exp(z.hi()) + TINIEST;
        }

        @Override
        public Interval value(Interval z) {
            return z.exp();
        }

        @Override
        public Interval slope(Interval z) {
            return z.exp();
        }

        @Override
        public Interval curvature(Interval z) {
            return z.exp();
        }
    }

    /** z for z > 0, α (e^z − 1) otherwise; σ' jumps at 0 unless α = 1, σ'' in any case. */
    record EluBounds(double alpha) implements ActivationBounds {
        @Override
        public Wide value(Wide z) {
            return z.hi() > 0 ? z : WideFunctions.expm1(z).times(alpha);
        }

        @Override
        public double steepest(Wide z, double error) {
            return Math.max(1, alpha);
        }

        @Override
        public Interval value(Interval z) {
            return hull(value(Wide.of(z.low())), value(Wide.of(z.high())), z.magnitude());
        }

        @Override
        public Interval slope(Interval z) {
            Interval bent = below(z);
            return z.low() > 0 ? Interval.of(1) : z.high() < 0 ? bent : bent.hull(Interval.of(1));
        }

        @Override
        public Interval curvature(Interval z) {
            Interval bent = below(z);
            return z.low() > 0 ? Interval.of(0) : z.high() < 0 ? bent : bent.hull(Interval.of(0));
        }

        private Interval below(Interval z) {
            return new Interval(Math.min(z.low(), 0), Math.min(z.high(), 0))
                    .exp()
                    .times(alpha);
        }

        @Override
        public boolean kinkIn(Interval z) {
            return alpha != 1 && z.contains(0);
        }
    }

    /** The other functions, each with bounds of its derivatives over the line. */
    record Smooth(Curve curve) implements ActivationBounds {
        @Override
        public Wide value(Wide z) {
            return curve.wide(z);
        }

        @Override
        public double steepest(Wide z, double error) {
            return curve.steepest;
        }

        @Override
        public Interval value(Interval z) {
            return curve.valueOver(z);
        }

        @Override
        public Interval slope(Interval z) {
            return curve.slopeOver(z);
        }

        @Override
        public Interval curvature(Interval z) {
            return curve.curvatureOver(z);
        }
    }

    /** The smallest number added to an error, more than what vanishes below e^−600. */
    double TINIEST = 0x1p-790;

    private static Interval hull(Wide low, Wide high, double size) {
        double error = VALUE_ERROR * (Math.max(Math.abs(low.hi()), Math.abs(high.hi())) + size) * 2 + TINIEST;
        return Interval.around(low.hi(), Math.abs(low.lo()) + error)
                .hull(Interval.around(high.hi(), Math.abs(high.lo()) + error));
    }
}
