package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Peels any labelled samples, no two of them equal with different labels, into an ordered list of half-spaces, each
 * holding samples of one class only among those still there (structured.md §4.3d).
 *
 * <p>A whole class goes as soon as it can be separated from the rest. Otherwise the directions of
 * {@link PeelingDirections} are tried and the longest pure end of the samples along one of them goes. The sample
 * farthest from the centroid can always be cut off alone, so that at most N half-spaces are needed. For structured
 * classes there are few; for random labels O(N).
 */
public final class Peeling {
    private final Separator separator;
    private final LabelClasses classes;
    private final Matrix inputs;
    private final Progress progress;
    private final BitSet alive = new BitSet();
    private final Separation[] refuted;
    private final List<DecisionRules.Rule> rules = new ArrayList<>();

    private Peeling(Separator separator, LabelClasses classes, Progress progress) {
        this.separator = separator;
        this.classes = classes;
        this.inputs = separator.raw();
        this.progress = progress;
        this.refuted = new Separation[classes.count()];
        alive.set(0, classes.samples());
    }

    /**
     * Peels.
     *
     * @param separator over the samples; the hyperplanes are of its inputs before any scaling
     * @param classes of the same samples
     * @param limit the largest number of half-spaces to try
     * @return the rules; fewer than needed (see {@link #complete}) if the limit was reached or a sample could not be
     *     told from its neighbours
     */
    public static DecisionRules peel(Separator separator, LabelClasses classes, int limit, Progress progress) {
        return new Peeling(separator, classes, progress).run(limit);
    }

    /** Whether the rules decide every sample: those left over all belong to the last class. */
    public static boolean complete(DecisionRules rules, LabelClasses classes) {
        BitSet left = new BitSet();
        left.set(0, classes.samples());
        rules.rules().forEach(rule -> Arrays.stream(rule.samples()).forEach(left::clear));
        return left.stream().allMatch(i -> classes.codes()[i] == rules.otherwise());
    }

    private DecisionRules run(int limit) {
        while (aliveClasses().length > 1 && rules.size() < limit) {
            progress.report(
                    "peeling, half-space " + (rules.size() + 1), 1 - alive.cardinality() / (double) classes.samples());
            DecisionRules.Rule rule = wholeClass();
            rule = rule == null ? longestPrefix() : rule;
            if (rule == null) {
                break;
            }
            rules.add(rule);
            Arrays.stream(rule.samples()).forEach(alive::clear);
        }
        int[] left = aliveClasses();
        return new DecisionRules(rules, left[left.length - 1]);
    }

    private int[] aliveClasses() {
        return alive.stream().map(i -> classes.codes()[i]).distinct().sorted().toArray();
    }

    private int[] members(int code) {
        return alive.stream().filter(i -> classes.codes()[i] == code).toArray();
    }

    private int[] others(int code) {
        return alive.stream().filter(i -> classes.codes()[i] != code).toArray();
    }

    private DecisionRules.Rule wholeClass() {
        DecisionRules.Rule best = null;
        for (int c : aliveClasses()) {
            if (stillRefuted(c)) {
                continue;
            }
            refuted[c] = separator.separate(members(c), others(c));
            if (refuted[c] instanceof Separated now && (best == null || now.gap() > best.gap())) {
                Hyperplane plane = separator.scaling().map(now::ofRaw).orElseGet(now::hyperplane);
                best = wideEnough(plane) ? new DecisionRules.Rule(plane, c, now.gap(), members(c)) : best;
            }
        }
        return best;
    }

    /** A refutation stands as long as all of its samples are there. */
    private boolean stillRefuted(int c) {
        return refuted[c] instanceof NotSeparable no
                && IntStream.concat(
                                Arrays.stream(no.certificate().first()),
                                Arrays.stream(no.certificate().second()))
                        .allMatch(alive::get);
    }

    /** Whether every sample is on its side by more than the network that will evaluate the plane may round. */
    private boolean wideEnough(Hyperplane plane) {
        double[] values = plane.values(inputs);
        double[] rounding = rounding(plane);
        return alive.stream().allMatch(i -> Math.abs(values[i]) > rounding[i]);
    }

    /** 32(M + 2)ε (Σ |w_i x_i| + |b|) for every sample. */
    private double[] rounding(Hyperplane plane) {
        double unit = 32 * (inputs.rows() + 2) * Math.ulp(1.0);
        double[] sizes = new double[inputs.columns()];
        for (int j = 0; j < sizes.length; j++) {
            double size = Math.abs(plane.offset());
            for (int i = 0; i < inputs.rows(); i++) {
                size += Math.abs(plane.normal()[i] * inputs.get(i, j));
            }
            sizes[j] = unit * size;
        }
        return sizes;
    }

    private DecisionRules.Rule longestPrefix() {
        int[] samples = alive.stream().toArray();
        PeelingDirections directions = new PeelingDirections(inputs, classes.codes(), samples);
        DecisionRules.Rule best = null;
        for (int c : aliveClasses()) {
            for (double[] direction : directions.towards(c)) {
                best = better(best, prefix(direction, samples));
                best = better(best, prefix(negated(direction), samples));
            }
        }
        if (best == null || best.samples().length < 2) {
            best = better(best, prefix(directions.outermost(), samples));
        }
        return best;
    }

    private static double[] negated(double[] v) {
        return Arrays.stream(v).map(x -> -x).toArray();
    }

    private static DecisionRules.Rule better(DecisionRules.Rule a, DecisionRules.Rule b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int more = Integer.compare(b.samples().length, a.samples().length);
        return more > 0 || (more == 0 && b.gap() > a.gap()) ? b : a;
    }

    /** The longest run of one class at the low end of a direction that is cut off by a wide enough gap, or null. */
    private DecisionRules.Rule prefix(double[] direction, int[] samples) {
        double norm = Matrix.column(direction).frobeniusNorm();
        if (!(norm > 0) || !Double.isFinite(norm)) {
            return null;
        }
        Hyperplane unit =
                new Hyperplane(Arrays.stream(direction).map(x -> x / norm).toArray(), 0);
        double[] values = unit.values(inputs);
        double[] rounding = rounding(unit);
        int code = classes.codes()[lowest(values, samples)];
        double firstOther = Arrays.stream(samples)
                .filter(i -> classes.codes()[i] != code)
                .mapToDouble(i -> values[i])
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        int[] run = Arrays.stream(samples)
                .filter(i -> values[i] <= firstOther)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int cut = run.length - 2; cut >= 0; cut--) {
            double gap = values[run[cut + 1]] - values[run[cut]];
            if (gap > 2 * (rounding[run[cut]] + rounding[run[cut + 1]])) {
                double middle = values[run[cut]] + gap / 2;
                int[] cutOff =
                        Arrays.stream(samples).filter(i -> values[i] < middle).toArray();
                return new DecisionRules.Rule(new Hyperplane(unit.normal(), -middle), code, gap, cutOff);
            }
        }
        return null;
    }

    private static int lowest(double[] values, int[] samples) {
        int lowest = samples[0];
        for (int i : samples) {
            lowest = values[i] < values[lowest] ? i : lowest;
        }
        return lowest;
    }
}
