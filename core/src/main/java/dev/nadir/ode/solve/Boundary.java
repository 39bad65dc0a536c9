package dev.nadir.ode.solve;

import dev.nadir.ode.Piece;
import java.util.function.DoubleFunction;

/**
 * Where along a step a path leaves its piece: the sign change of the least guard.
 *
 * <p>Inverse quadratic interpolation safeguarded by bisection (Chandrupatla, doi:10.1016/S0965-9978(96)00051-8): about ten
 * states per event, at most {@link #EVALUATIONS}.
 */
final class Boundary {
    private static final int EVALUATIONS = 100;

    private final Piece piece;
    private final DoubleFunction<double[]> states;

    /** Of a piece, on the path inside a step. */
    Boundary(Piece piece, DoubleFunction<double[]> states) {
        this.piece = piece;
        this.states = states;
    }

    /** The least guard; negative outside the piece, and where it is not a number. */
    static double least(double[] guards) {
        double least = Double.POSITIVE_INFINITY;
        for (double guard : guards) {
            least = Math.min(least, guard); // NaN stays NaN
        }
        return Double.isNaN(least) ? -Double.MAX_VALUE : least;
    }

    /** The first representable time behind the sign change, to 4 units in the last place; outside at {@code end}. */
    double locate(double start, double atStart, double end, double atEnd) {
        double inside = start;
        double insideValue = atStart;
        double outside = end;
        double outsideValue = atEnd;
        double dropped = Double.NaN;
        double droppedValue = Double.NaN;
        double share = 0.5; // of the way from the newest point to the opposite one
        boolean newestInside = true;
        for (int i = 0; i < EVALUATIONS && outside - inside > 4 * Math.ulp(outside); i++) {
            double least = 2 * Math.ulp(outside) / (outside - inside);
            double fraction = Math.max(least, Math.min(1 - least, share));
            double time =
                    newestInside ? inside + fraction * (outside - inside) : outside - fraction * (outside - inside);
            double value = least(piece.guards(states.apply(time)));
            newestInside = value >= 0;
            if (newestInside) {
                dropped = inside;
                droppedValue = insideValue;
                inside = time;
                insideValue = value;
                share = share(inside, insideValue, outside, outsideValue, dropped, droppedValue);
            } else {
                dropped = outside;
                droppedValue = outsideValue;
                outside = time;
                outsideValue = value;
                share = share(outside, outsideValue, inside, insideValue, dropped, droppedValue);
            }
        }
        return outside;
    }

    /** The next point between the newest a and the opposite b, from a third point c on the far side of a. */
    private static double share(double a, double fa, double b, double fb, double c, double fc) {
        double xi = (a - b) / (c - b);
        double phi = (fa - fb) / (fc - fb);
        boolean trusted = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        if (!trusted) {
            return 0.5;
        }
        double t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
        return t > 0 && t < 1 ? t : 0.5;
    }
}
