package dev.nadir.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sequential linear separability of classes, decided: an order c_1 … c_C and hyperplanes such that the j-th one has
 * class c_j on its negative side and all later classes on its positive side.
 *
 * <p>The greedy search is complete: a class that can be separated from a set can be separated from every subset, so
 * removing a separable class never hurts, and being stuck proves that no order exists. At most C(C+1)/2 separations; of
 * the separable classes the one of largest gap goes first, which makes the result independent of the order of samples
 * and classes. From two million numbers on a class found separable keeps its hyperplane
 * and the gap it had then, which can only have grown: far fewer separations.
 *
 * @param order the classes removed, first to last; when all could be removed it ends with the class that remains
 * @param steps the hyperplane of each removed class
 * @param refutations for every class of the stuck set why it cannot be separated from the others; empty when
 *     separable
 */
public record SequentialSeparation(List<Integer> order, List<Separated> steps, Map<Integer, Separation> refutations) {

    /** Freezes the collections. */
    public SequentialSeparation {
        order = List.copyOf(order);
        steps = List.copyOf(steps);
        refutations = Map.copyOf(refutations);
    }

    /** Whether an order exists. */
    public boolean separable() {
        return refutations.isEmpty();
    }

    /** The smallest gap of the steps; infinity if there is none. */
    public double smallestGap() {
        return steps.stream().mapToDouble(Separated::gap).min().orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Searches an order.
     *
     * @param separator over the samples, preferably standardized: the gaps depend on it, the answer does not
     * @param classes of the same samples
     */
    public static SequentialSeparation search(Separator separator, LabelClasses classes) {
        return new Search(separator, classes).run();
    }

    private static final class Search {
        private static final long LARGE = 2_000_000;

        private final Separator separator;
        private final LabelClasses classes;
        private final boolean[] removed;
        private final Separation[] last;
        private final boolean large;

        Search(Separator separator, LabelClasses classes) {
            this.separator = separator;
            this.classes = classes;
            this.removed = new boolean[classes.count()];
            this.last = new Separation[classes.count()];
            this.large = (long) separator.inputs().rows() * classes.samples() > LARGE;
        }

        SequentialSeparation run() {
            List<Integer> order = new ArrayList<>();
            List<Separated> steps = new ArrayList<>();
            while (order.size() < classes.count() - 1) {
                int best = separateAll();
                if (best < 0) {
                    Map<Integer, Separation> refutations = new LinkedHashMap<>();
                    alive().forEach(c -> refutations.put(c, last[c]));
                    return new SequentialSeparation(order, steps, refutations);
                }
                order.add(best);
                steps.add((Separated) last[best]);
                removed[best] = true;
            }
            alive().forEach(order::add);
            return new SequentialSeparation(order, steps, Map.of());
        }

        private IntStream alive() {
            return IntStream.range(0, removed.length).filter(c -> !removed[c]);
        }

        /** Tries every remaining class and returns the one of largest gap, or -1. */
        private int separateAll() {
            int best = -1;
            for (int c : alive().toArray()) {
                if (!stillRefuted(c) && !(large && last[c] instanceof Separated)) {
                    int[] rest = IntStream.range(0, classes.samples())
                            .filter(i -> classes.codes()[i] != c && !removed[classes.codes()[i]])
                            .toArray();
                    last[c] = separator.separate(classes.members(c), rest, hints(c));
                }
                if (last[c] instanceof Separated && (best < 0 || before(c, best))) {
                    best = c;
                }
            }
            return best;
        }

        /** The larger gap goes first; of the last two classes, whose gaps are the same, the one with fewer samples. */
        private boolean before(int a, int b) {
            if (alive().count() == 2) {
                return classes.members(a).length < classes.members(b).length;
            }
            return ((Separated) last[a]).gap() > ((Separated) last[b]).gap();
        }

        private int[] hints(int c) {
            return last[c] instanceof Separated before ? before.support() : new int[0];
        }

        /** A refutation stands as long as none of its samples has been removed. */
        private boolean stillRefuted(int c) {
            return last[c] instanceof NotSeparable no
                    && Arrays.stream(no.certificate().second()).noneMatch(i -> removed[classes.codes()[i]]);
        }
    }
}
