package dev.nadir.network.activation;

/**
 * The interval [centre - halfWidth, centre + halfWidth] on which an activation is inverted (mathematics §2.3).
 *
 * @param centre the middle, in units of the pre-activation
 * @param halfWidth half the length, positive
 */
public record Window(double centre, double halfWidth) {

    /** Checks that both numbers are finite and the width positive. */
    public Window {
        if (!Double.isFinite(centre) || !(halfWidth > 0) || !Double.isFinite(halfWidth)) {
            throw new IllegalArgumentException("window: got " + centre + " ± " + halfWidth
                    + ", expected a finite centre and a positive finite half-width");
        }
    }

    /** Left end. */
    public double low() {
        return centre - halfWidth;
    }

    /** Right end. */
    public double high() {
        return centre + halfWidth;
    }
}
