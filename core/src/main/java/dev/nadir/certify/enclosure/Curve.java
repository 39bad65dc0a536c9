package dev.nadir.certify.enclosure;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Gelu;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Silu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Tanh;

/** Smooth activations with bounds of |σ'|, |σ''| and |σ'''| over the line, each rounded up. */
enum Curve {
    TANH(1, 0.7699, 2.0001) {
        @Override
        Wide wide(Wide z) {
            Wide grown = WideFunctions.expm1(z.abs().scaled(1));
            Wide size = z.abs().hi() > 300 ? Wide.ONE : grown.over(grown.plus(2));
            return z.hi() < 0 ? size.negative() : size;
        }

        @Override
        Interval slope(double z) {
            Interval e = Interval.of(-2 * Math.abs(z)).exp();
            Interval one = e.plus(Interval.of(1));
            return e.times(4).over(one.times(one));
        }

        @Override
        Interval curvature(double z) {
            return slope(z).times(Interval.of(z).tanh()).times(-2);
        }
    },
    SIGMOID(0.25, 0.0963, 0.1251) {
        @Override
        Wide wide(Wide z) {
            Wide e = WideFunctions.exp(z.abs().negative());
            return (z.hi() < 0 ? e : Wide.ONE).over(e.plus(1));
        }

        @Override
        Interval slope(double z) {
            Interval e = Interval.of(-Math.abs(z)).exp();
            Interval one = e.plus(Interval.of(1));
            return e.over(one.times(one));
        }

        @Override
        Interval curvature(double z) {
            return slope(z).times(Interval.of(z).times(0.5).tanh()).negative();
        }
    },
    GELU(1.13, 0.798, 0.779) {
        @Override
        Wide wide(Wide z) {
            return z.times(WideFunctions.normalCdf(z));
        }

        @Override
        Interval slope(double z) {
            Interval cdf = wrapped(WideFunctions.normalCdf(Wide.of(z)));
            return cdf.plus(density(z).times(z));
        }

        @Override
        Interval curvature(double z) {
            Interval square = Interval.of(z).times(z);
            return density(z).times(Interval.of(2).minus(square));
        }

        private Interval density(double z) {
            return wrapped(WideFunctions.normalDensity(Wide.of(z)));
        }
    },
    SILU(1.1, 0.5001, 0.3083) {
        @Override
        Wide wide(Wide z) {
            return z.times(SIGMOID.wide(z));
        }

        @Override
        Interval slope(double z) {
            return wrapped(SIGMOID.wide(Wide.of(z))).plus(SIGMOID.slope(z).times(z));
        }

        @Override
        Interval curvature(double z) {
            Interval bend = Interval.of(z).times(0.5).tanh().times(z);
            return SIGMOID.slope(z).times(Interval.of(2).minus(bend));
        }
    },
    SERPENTINE(1, 1.4572, 6.0001) {
        @Override
        Wide wide(Wide z) {
            return z.over(z.times(z).plus(1));
        }

        @Override
        Interval slope(double z) {
            Interval square = Interval.of(z).times(z);
            Interval one = square.plus(Interval.of(1));
            return Interval.of(1).minus(square).over(one.times(one));
        }

        @Override
        Interval curvature(double z) {
            Interval square = Interval.of(z).times(z);
            Interval one = square.plus(Interval.of(1));
            return square.minus(Interval.of(3))
                    .times(z)
                    .times(2)
                    .over(one.times(one).times(one));
        }
    },
    SIN(1, 1, 1) {
        @Override
        Wide wide(Wide z) {
            return WideFunctions.sin(z);
        }

        @Override
        Interval slope(double z) {
            return Interval.around(
                    StrictMath.cos(z), 4 * Upward.UNIT); // one unit of the last place of a number below 1
        }

        @Override
        Interval curvature(double z) {
            return Interval.around(StrictMath.sin(z), 4 * Upward.UNIT).negative();
        }
    };

    final double steepest;
    private final double bend;
    private final double third;

    Curve(double steepest, double bend, double third) {
        this.steepest = steepest;
        this.bend = bend;
        this.third = third;
    }

    static Curve of(Activation activation) {
        if (activation instanceof Tanh) {
            return TANH;
        } else if (activation instanceof Sigmoid) {
            return SIGMOID;
        } else if (activation instanceof Gelu) {
            return GELU;
        } else if (activation instanceof Silu) {
            return SILU;
        } else if (activation instanceof Serpentine) {
            return SERPENTINE;
        } else if (activation instanceof Sin) {
            return SIN;
        }
        throw new IllegalArgumentException("activation: got " + activation.label() + ", expected one with bounds");
    }

    abstract Wide wide(Wide z);

    /** σ'(z). */
    abstract Interval slope(double z);

    /** σ''(z). */
    abstract Interval curvature(double z);

    Interval valueOver(Interval z) {
        double centre = z.centre();
        Wide value = wide(Wide.of(centre));
        double own = ActivationBounds.VALUE_ERROR * 2 * (Math.abs(value.hi()) + Math.abs(centre));
        double error = Math.abs(value.lo()) + own + ActivationBounds.TINIEST;
        return widened(Interval.around(value.hi(), error), z, centre, steepest);
    }

    Interval slopeOver(Interval z) {
        return widened(slope(z.centre()), z, z.centre(), bend);
    }

    Interval curvatureOver(Interval z) {
        return widened(curvature(z.centre()), z, z.centre(), third);
    }

    private static Interval widened(Interval at, Interval z, double centre, double rate) {
        double reach = Math.nextUp(Math.max(z.high() - centre, centre - z.low()));
        double radius = z.low() == z.high() ? 0 : Upward.times(rate, reach);
        return at.plus(new Interval(-radius, radius));
    }

    private static Interval wrapped(Wide value) {
        return Interval.around(value.hi(), Math.abs(value.lo()) + 0x1p-80);
    }
}
