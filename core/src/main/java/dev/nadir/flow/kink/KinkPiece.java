package dev.nadir.flow.kink;

import dev.nadir.ode.LinearPart;
import dev.nadir.ode.Passage;
import dev.nadir.ode.Piece;
import dev.nadir.ode.SplitField;
import java.util.Arrays;

/**
 * The standard flow while the kinks slid along and the sides of all others stay the same.
 *
 * <p>Guards: the distance of every other pre-activation from 0 on its side, and λ and π − λ of every kink slid along. A pair
 * that has just left a kink stands at 0 to rounding; its guard counts from {@code margins} below, a tenth of the error allowed
 * per step, so that neither rounding nor the error of the stepper brings it back: its next event needs a time of margin / |ż|.
 */
final class KinkPiece implements Piece, SplitField {
    private final KinkedFlow flow;
    private final KinkMode mode;
    private final double[] margins;
    private final double[] slacks;
    private double[] lastState = new double[0];
    private KinkMotion lastMotion;

    /**
     * A piece.
     *
     * @param margins per pair; infinite for pairs slid along and those tied to them
     * @param slacks per group slid along
     */
    KinkPiece(KinkedFlow flow, KinkMode mode, double[] margins, double[] slacks) {
        this.flow = flow;
        this.mode = mode;
        this.margins = margins;
        this.slacks = slacks;
    }

    KinkMode mode() {
        return mode;
    }

    @Override
    public int dimension() {
        return flow.dimension();
    }

    @Override
    public double[] at(double time, double[] state) {
        return motion(state).velocity().clone();
    }

    /** The motion at a state; the one asked for last is kept. */
    KinkMotion motion(double[] state) {
        if (!Arrays.equals(state, lastState)) {
            lastMotion = KinkMotion.of(flow.landscape(), state, mode);
            lastState = state.clone();
        }
        return lastMotion;
    }

    @Override
    public LinearPart linearize(double[] state) {
        return flow.linearize(motion(state));
    }

    @Override
    public double[] guards(double[] state) {
        int pairs = mode.layout().size();
        int slides = mode.slides().size();
        double[] guards = new double[pairs + 2 * slides];
        double[] z = slides > 0
                ? motion(state).pass().z()
                : KinkPass.of(flow.landscape(), state, mode).z();
        for (int p = 0; p < pairs; p++) {
            guards[p] = (mode.on()[p] ? z[p] : -z[p]) + margins[p];
        }
        for (int i = 0; i < slides; i++) {
            double lambda = motion(state).multipliers()[i];
            double pull = motion(state).pull(mode.slides().get(i));
            guards[pairs + 2 * i] = lambda + slacks[i];
            guards[pairs + 2 * i + 1] = pull - lambda + slacks[i];
        }
        return guards;
    }

    @Override
    public Passage leave(double time, double[] state) {
        return flow.leave(this, state);
    }

    @Override
    public double[] settled(double[] state, double allowed) {
        return mode.slides().isEmpty() ? state : flow.ontoKinks(state, mode, mode.slides(), allowed);
    }
}
