package dev.nadir.flow.kink;

import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.kink.KinkSwitch.Side;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.network.ForwardPass;
import dev.nadir.ode.Ending;
import dev.nadir.ode.LinearPart;
import dev.nadir.ode.Passage;
import dev.nadir.ode.PiecewiseField;
import dev.nadir.ode.SplitField;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The standard flow of a network with kinks (ReLU, leaky ReLU, ELU with α ≠ 1): θ' = −(the element of least norm of Clarke's
 * subdifferential of C), the only solution for tame functions up to the choice at kinks across which C is concave (Davis,
 * Drusvyatskiy, Kakade, Lee, doi:10.1007/s10208-018-09409-5). Between kinks it is smooth; a kink is crossed, or the flow slides
 * along it, where both sides push back, until one lets it go.
 *
 * <p>Events: {@code kink} a pair changes its side, {@code slide} a pair begins to slide, {@code release} it ends.
 */
public final class KinkedFlow implements PiecewiseField, SplitField {
    private static final int PROJECTIONS = 4;
    /** A pair that has just left a kink is back when it is this much of the error allowed per step beyond it. */
    private static final double RESOLUTION = 0.1;

    private final PerceptronLandscape landscape;
    private final GradientFlow smooth;
    private final KinkLayout layout;
    private final Tolerance tolerance;

    public KinkedFlow(PerceptronLandscape landscape, Linearization linearization, Tolerance tolerance) {
        this.tolerance = tolerance;
        this.landscape = landscape;
        this.smooth = new GradientFlow(landscape.landscape(), linearization);
        this.layout = KinkLayout.of(landscape);
    }

    /** For measuring at single states: no kink is resolved by more than rounding. */
    static KinkedFlow exact(PerceptronLandscape landscape) {
        return new KinkedFlow(landscape, Linearization.NTK, Tolerance.of(Math.ulp(1.0)));
    }

    PerceptronLandscape landscape() {
        return landscape;
    }

    @Override
    public int dimension() {
        return landscape.dimension();
    }

    @Override
    public double[] at(double time, double[] state) {
        return piece(state).motion(state).velocity();
    }

    @Override
    public LinearPart linearize(double[] state) {
        KinkPiece piece = piece(state);
        return linearize(piece.motion(state));
    }

    LinearPart linearize(KinkMotion motion) {
        return smooth.linearize(landscape.jacobian(motion.pass().pass()), motion.tangent());
    }

    /** The piece at a state, with the kinks that it stands on to rounding slid along or left. */
    KinkPiece piece(double[] state) {
        return (KinkPiece) enter(0, state).piece();
    }

    @Override
    public Passage enter(double time, double[] state) {
        KinkMode mode = KinkMode.at(landscape, state);
        KinkPass pass = KinkPass.of(landscape, state, mode);
        double[] noise = KinkRounding.ofZ(pass.pass(), layout);
        List<Integer> standing = new ArrayList<>();
        for (int p = 0; p < noise.length; p++) {
            if (Math.abs(pass.z()[p]) <= noise[p]) {
                mode.on()[p] = false;
                standing.add(p);
            }
        }
        List<KinkGroup> groups = groups(state, mode, standing, List.of());
        KinkMotion still = KinkMotion.of(landscape, state, mode);
        Side[] sides = groups.stream()
                .map(group -> still.pull(group) > 0 ? Side.SLIDE : Side.OFF)
                .toArray(Side[]::new);
        return goOn(state, mode, groups, sides, new Side[groups.size()]);
    }

    /** From one piece to the next at a state where a guard is negative. */
    Passage leave(KinkPiece piece, double[] state) {
        KinkMode mode = piece.mode();
        KinkMotion motion = piece.motion(state);
        double[] guards = piece.guards(state);
        double[] noise = KinkRounding.ofZ(motion.pass().pass(), layout);
        List<Integer> standing = new ArrayList<>();
        boolean[] sliding = new boolean[layout.size()];
        mode.slides().forEach(group -> Arrays.stream(group.pairs()).forEach(p -> sliding[p] = true));
        for (int p = 0; p < layout.size(); p++) {
            boolean near = Math.abs(motion.pass().z()[p]) <= noise[p];
            if (!sliding[p] && (guards[p] < 0 || near || Double.isInfinite(guards[p]))) {
                standing.add(p);
            }
        }
        List<KinkGroup> groups = groups(state, mode, standing, mode.slides());
        Side[] before = new Side[groups.size()];
        Side[] guess = new Side[groups.size()];
        for (int i = 0; i < before.length; i++) {
            KinkGroup group = groups.get(i);
            boolean slid = i < mode.slides().size();
            before[i] = slid ? Side.SLIDE : mode.on()[group.first()] ? Side.ON : Side.OFF;
            guess[i] = slid
                    ? released(guards, layout.size() + 2 * i)
                    : reached(group, guards) ? beyond(before[i], motion.pull(group)) : before[i];
        }
        double[] onKinks = ontoKinks(state, mode, groups, 0);
        return goOn(onKinks, mode, groups, guess, before);
    }

    private static boolean reached(KinkGroup group, double[] guards) {
        return Arrays.stream(group.pairs()).anyMatch(p -> guards[p] < 0);
    }

    private static Side released(double[] guards, int at) {
        if (guards[at] >= 0 && guards[at + 1] >= 0) {
            return Side.SLIDE;
        }
        return guards[at] < guards[at + 1] ? Side.OFF : Side.ON;
    }

    private static Side beyond(Side before, double pull) {
        if (pull > 0) {
            return Side.SLIDE;
        }
        return before == Side.ON ? Side.OFF : Side.ON;
    }

    private Passage goOn(double[] state, KinkMode from, List<KinkGroup> groups, Side[] guess, Side[] before) {
        KinkSwitch next = new KinkSwitch(landscape, state, from, groups, guess);
        boolean found = next.solve();
        KinkMode mode = next.mode();
        double[] noise = KinkRounding.ofZ(next.motion().pass().pass(), layout);
        double[] margins = new double[layout.size()];
        List<Double> slacks = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < guess.length; i++) {
            Side side = next.sides()[i];
            boolean held = side == Side.SLIDE || next.tied(i);
            double resolved = RESOLUTION * tolerance.at(state) * next.normalNorm(i);
            for (int m = 0; m < groups.get(i).pairs().length; m++) {
                int p = groups.get(i).pairs()[m];
                double near = resolved * Math.abs(groups.get(i).ratios()[m]);
                margins[p] = held ? Double.POSITIVE_INFINITY : Math.max(2 * noise[p], near);
            }
            if (side == Side.SLIDE) {
                slacks.add(next.slack(i));
            }
            if (before[i] != null && before[i] != side) {
                events.add(side == Side.SLIDE ? "slide" : before[i] == Side.SLIDE ? "release" : "kink");
            }
        }
        KinkPiece piece = new KinkPiece(
                this, mode, margins, slacks.stream().mapToDouble(d -> d).toArray());
        return new Passage(state, piece, events, found ? Optional.empty() : Optional.of(undecided(groups)));
    }

    private Ending undecided(List<KinkGroup> groups) {
        return new Ending(
                Ending.Status.EVENTS_ACCUMULATE,
                groups.size() + " kinks meet, the first one at "
                        + layout.name(groups.get(0).first()) + ": along which of them the flow goes on is not decided");
    }

    /** Pairs in groups that reach 0 together; the groups given come first and stay as they are. */
    private List<KinkGroup> groups(double[] state, KinkMode mode, List<Integer> pairs, List<KinkGroup> given) {
        List<KinkGroup> groups = new ArrayList<>(given);
        List<double[]> normals = new ArrayList<>();
        ForwardPass pass = KinkPass.of(landscape, state, mode).pass();
        Set<Integer> bent = samplesWithKinksBelow(pairs, given);
        given.forEach(group -> normals.add(KinkNormal.of(landscape, pass, layout, group.first())));
        for (int pair : pairs) {
            double[] normal = KinkNormal.of(landscape, pass, layout, pair);
            int same = -1;
            double ratio = 0;
            for (int i = 0; i < groups.size() && same < 0; i++) {
                boolean comparable = comparable(groups.get(i).first(), pair, bent);
                ratio = comparable ? ratio(normal, normals.get(i)) : 0;
                same = ratio != 0 ? i : -1;
            }
            if (same < 0) {
                groups.add(KinkGroup.of(pair));
                normals.add(normal);
            } else {
                groups.set(same, groups.get(same).with(pair, ratio));
            }
        }
        return groups;
    }

    /** Of pairs above the first kinked layer: those below which another kink on the same sample leaves ∇z a choice. */
    private Set<Integer> samplesWithKinksBelow(List<Integer> pairs, List<KinkGroup> given) {
        List<Integer> all = new ArrayList<>(pairs);
        given.forEach(group -> Arrays.stream(group.pairs()).forEach(all::add));
        Map<Integer, Integer> lowest = new HashMap<>();
        all.forEach(pair -> lowest.merge(layout.sample(pair), layout.layer(pair), Math::min));
        Set<Integer> bent = new HashSet<>();
        for (int pair : all) {
            if (lowest.get(layout.sample(pair)) < layout.layer(pair)) {
                bent.add(pair);
            }
        }
        return bent;
    }

    /** Whether equal ∇z mean that the pre-activations are the same function nearby. */
    private boolean comparable(int a, int b, Set<Integer> bent) {
        return layout.layer(a) == layout.layer(b)
                && layout.unit(a) == layout.unit(b)
                && (!bent.contains(a) && !bent.contains(b)
                        || Arrays.equals(input(layout.sample(a)), input(layout.sample(b))));
    }

    private double[] input(int sample) {
        return landscape.data().inputs().columnArray(sample);
    }

    /** r with a = r b to 1e-10 of its length, or 0. */
    private static double ratio(double[] a, double[] b) {
        double square = TangentSpace.dot(b, b);
        double ratio = TangentSpace.dot(a, b) / square;
        double[] rest = a.clone();
        TangentSpace.addTo(rest, -ratio, b);
        return square > 0 && TangentSpace.norm(rest) <= 1e-10 * TangentSpace.norm(a) ? ratio : 0;
    }

    /** Moves a state by the shortest way to where the pre-activations of groups are 0 to rounding. */
    double[] ontoKinks(double[] state, KinkMode mode, List<KinkGroup> groups, double allowed) {
        double[] moved = state;
        for (int i = 0; i < PROJECTIONS; i++) {
            KinkPass pass = KinkPass.of(landscape, moved, mode);
            double[] noise = KinkRounding.ofZ(pass.pass(), layout);
            List<double[]> normals = new ArrayList<>();
            double[] wrong = new double[groups.size()];
            boolean needed = false;
            for (int g = 0; g < wrong.length; g++) {
                int first = groups.get(g).first();
                normals.add(KinkNormal.of(landscape, pass.pass(), layout, first));
                wrong[g] = -pass.z()[first];
                double free = Math.max(0.5 * noise[first], allowed * TangentSpace.norm(normals.get(g)));
                needed |= Math.abs(wrong[g]) > free;
            }
            if (!needed) {
                return moved;
            }
            double[] shift = new TangentSpace(normals).shortest(wrong, state.length);
            moved = moved.clone();
            TangentSpace.addTo(moved, 1, shift);
        }
        return moved;
    }
}
