package dev.nadir.certify;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.Wide;
import dev.nadir.certify.enclosure.WideMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * Where every output depends on one pre-activation z of the moved layer, an exact z by the intermediate value theorem: the output
 * minus the label has different signs at z − δ and z + δ, both proved. No derivative, so no limit of depth, and kinks do no harm.
 */
final class CoordinateBrackets {
    private static final double[] WIDENINGS = {2, 16};

    private final Measured measured;
    private final UpperLayers upper;
    private final WideMatrix z;
    private final List<OutputJacobian> jacobians;

    CoordinateBrackets(Measured measured, UpperLayers upper, WideMatrix z, List<OutputJacobian> jacobians) {
        this.measured = measured;
        this.upper = upper;
        this.z = z;
        this.jacobians = jacobians;
    }

    /** For every output and sample how far z has to move at most; infinite where no change of sign was found. */
    double[] radii() {
        double[] proved = new double[measured.data().labels().data().length];
        Arrays.fill(proved, Double.POSITIVE_INFINITY);
        int[] units = upper.unitOfOutput();
        for (double widening : WIDENINGS) {
            double[] steps = steps(widening);
            WideMatrix below = outputs(steps, -1);
            WideMatrix above = outputs(steps, 1);
            for (int at = 0; at < proved.length; at++) {
                if (Double.isInfinite(proved[at]) && opposite(sign(below, at), sign(above, at))) {
                    proved[at] = Upward.plus(
                            reach(steps[at], units[at % outputs()], at / outputs()), z.error()[at / outputs()]);
                }
            }
            if (Double.isFinite(Upward.norm(proved))) {
                break;
            }
        }
        return proved;
    }

    /** How far from its middle z was evaluated at most: the step, and what adding it to a double-double rounds. */
    private double reach(double step, int unit, int sample) {
        double size = Upward.plus(Math.abs(z.hi().get(unit, sample)), step);
        return Upward.plus(step, Upward.times(0x1p-100, size));
    }

    private int outputs() {
        return measured.data().outputDim();
    }

    /** Twice the Newton step, or more, and something that double-double can see. */
    private double[] steps(double widening) {
        int[] units = upper.unitOfOutput();
        double[] residuals = measured.residuals();
        double[] steps = new double[residuals.length];
        for (int at = 0; at < steps.length; at++) {
            int q = at % outputs();
            int sample = at / outputs();
            double slope = jacobians.get(q).centres().get(0).get(units[q], sample);
            double value = z.hi().get(units[q], sample);
            double error = measured.forward().outputs().error()[sample];
            steps[at] = widening * (residuals[at] + error) / Math.abs(slope) + 0x1p-90 * Math.abs(value);
        }
        return steps;
    }

    private WideMatrix outputs(double[] steps, int side) {
        int[] units = upper.unitOfOutput();
        WideMatrix moved = new WideMatrix(z.hi().copy(), z.lo().copy(), new double[z.columns()]);
        for (int at = 0; at < steps.length; at++) {
            int entry = units[at % outputs()] + at / outputs() * z.rows();
            moved.set(entry, moved.get(entry).plus(side * steps[at]));
        }
        return PreciseForward.above(upper.layers(), moved);
    }

    /** Of output − label; 0 where the error leaves it open. */
    private int sign(WideMatrix outputs, int at) {
        Wide off = outputs.get(at).plus(-measured.data().labels().data()[at]);
        double size = Math.abs(outputs.hi().data()[at])
                + Math.abs(measured.data().labels().data()[at]);
        double error = Upward.plus(outputs.error()[at / outputs()], 0x1p-100 * size);
        return off.hi() > error ? 1 : off.hi() < -error ? -1 : 0;
    }

    private static boolean opposite(int one, int other) {
        return one * other < 0;
    }
}
