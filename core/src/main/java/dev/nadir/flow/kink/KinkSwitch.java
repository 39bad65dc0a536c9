package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds how the flow goes on from a state on one or several kinks: for every group a side that the motion keeps to (off and
 * not rising, on and not falling), or sliding with a slope α between the one-sided ones. Where the cost is convex across the
 * kinks (π > 0) these are the optimality conditions of the least-norm element of Clarke's subdifferential.
 *
 * <p>Principal pivoting: all violators change at once a few times, then one at a time by the least index (Murty), which ends
 * for the P-matrices that independent convex kinks give. Where the cost is concave across a kink there is no sliding; a start
 * exactly there goes to the side where z is negative, as the derivative at 0 does that is used everywhere.
 */
final class KinkSwitch {
    /** How a group goes on. */
    enum Side {
        OFF,
        ON,
        SLIDE
    }

    private static final int BLOCK_ROUNDS = 10;
    private static final int MOST_ROUNDS = 400;

    private final PerceptronLandscape landscape;
    private final KinkLayout layout;
    private final double[] state;
    private final boolean[] on;
    private final List<KinkGroup> groups;
    private final Side[] sides;
    private KinkMotion motion;
    private List<double[]> normals;
    private int[] slideOf;
    private double rounding;

    /**
     * At a state on the kinks of groups.
     *
     * @param mode with the sides of all other pairs
     * @param sides first guesses, one per group
     */
    KinkSwitch(PerceptronLandscape landscape, double[] state, KinkMode mode, List<KinkGroup> groups, Side[] sides) {
        this.landscape = landscape;
        this.layout = mode.layout();
        this.state = state;
        this.on = mode.on().clone();
        this.groups = groups;
        this.sides = sides.clone();
    }

    /** Whether consistent sides were found. */
    boolean solve() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            move();
            boolean changed = false;
            for (int i = 0; i < sides.length && !(changed && round >= BLOCK_ROUNDS); i++) {
                Side next = next(i);
                changed |= next != sides[i];
                sides[i] = next;
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    Side[] sides() {
        return sides;
    }

    KinkMotion motion() {
        return motion;
    }

    KinkMode mode() {
        List<KinkGroup> slides = new ArrayList<>();
        for (int i = 0; i < sides.length; i++) {
            groups.get(i).put(on, sides[i] == Side.ON);
            if (sides[i] == Side.SLIDE) {
                slides.add(groups.get(i));
            }
        }
        return new KinkMode(layout, on.clone(), slides);
    }

    /** Whether a group keeps to its kink because those slid along leave it no choice. */
    boolean tied(int i) {
        return sides[i] != Side.SLIDE && motion.tangent().contains(normals.get(i));
    }

    double normalNorm(int i) {
        return TangentSpace.norm(normals.get(i));
    }

    /** The uncertainty of λ of a group slid along. */
    double slack(int i) {
        return rounding / TangentSpace.norm(normals.get(i));
    }

    private void move() {
        motion = KinkMotion.of(landscape, state, mode());
        rounding = KinkRounding.ofGradient(motion.pass().pass(), landscape.landscape());
        normals = groups.stream()
                .map(group -> KinkNormal.of(landscape, motion.pass().pass(), layout, group.first()))
                .toList();
        slideOf = new int[sides.length];
        int count = 0;
        for (int i = 0; i < sides.length; i++) {
            slideOf[i] = sides[i] == Side.SLIDE ? count++ : -1;
        }
    }

    private Side next(int i) {
        double pull = motion.pull(groups.get(i));
        if (sides[i] == Side.SLIDE) {
            return slideOrLeave(i, pull);
        }
        double speed = TangentSpace.dot(normals.get(i), motion.velocity());
        double free = rounding * TangentSpace.norm(normals.get(i));
        if (sides[i] == Side.OFF && speed > free) {
            return pull > 0 ? Side.SLIDE : Side.ON;
        }
        if (sides[i] == Side.ON && speed < -free) {
            return pull > 0 ? Side.SLIDE : Side.OFF;
        }
        return sides[i];
    }

    private Side slideOrLeave(int i, double pull) {
        if (!motion.tangent().independent(slideOf[i])) {
            return Side.OFF;
        }
        double lambda = motion.multipliers()[slideOf[i]];
        double slack = slack(i);
        if (lambda < -slack || pull < -2 * slack) {
            return Side.OFF;
        }
        return lambda > pull + slack ? Side.ON : Side.SLIDE;
    }
}
