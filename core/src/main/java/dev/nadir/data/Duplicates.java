package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which samples of a data set are identical, and whether their labels agree.
 *
 * <p>Two samples are identical when all features are bitwise equal, with -0.0 equal to 0.0 and any NaN equal to any
 * NaN; labels are compared in the same way. Identical samples with equal labels are one condition written twice and
 * can be merged. Identical samples with different labels are the one true obstruction to zero loss: no function of the
 * inputs fits both.
 *
 * <p>Cost: one pass that hashes the NM features, then comparisons only among samples of equal hash.
 *
 * @param samples N, the number of samples looked at
 * @param mergeable groups of at least two identical samples whose labels all agree, ascending within a group
 * @param conflicting groups of identical samples whose labels do not all agree, ascending within a group
 * @param conflicts for every conflicting group, for each label that differs from the group's first label, the pair
 *     (first sample of the group, first sample with that label)
 */
public record Duplicates(int samples, List<Group> mergeable, List<Group> conflicting, List<Pair> conflicts) {

    /** Keeps unmodifiable copies. */
    public Duplicates {
        mergeable = List.copyOf(mergeable);
        conflicting = List.copyOf(conflicting);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Sample indices, from 0, that hold the same features.
     *
     * @param samples at least two, ascending
     */
    public record Group(List<Integer> samples) {

        /** Checks the size. */
        public Group {
            samples = List.copyOf(samples);
            if (samples.size() < 2) {
                throw new IllegalArgumentException("group: got " + samples.size() + " samples, expected at least 2");
            }
        }
    }

    /**
     * Two identical samples with different labels.
     *
     * @param first index of one sample, from 0
     * @param second index of the other, larger
     */
    public record Pair(int first, int second) {}

    /** Identical samples of inputs and labels. */
    public static Duplicates of(TrainingSet data) {
        return of(data.inputs(), data.labels());
    }

    /** Identical samples of a data set; without a target nothing can conflict and all groups are mergeable. */
    public static Duplicates of(Dataset data) {
        return of(data.features(), data.target().map(Target::labels).orElseGet(() -> Matrix.zeros(0, data.samples())));
    }

    /** Which columns came before, in the sense in which samples are identical. */
    public static boolean[] repetitions(Matrix inputs) {
        boolean[] repeated = new boolean[inputs.columns()];
        Arrays.fill(repeated, true);
        identical(inputs, IntStream.range(0, inputs.columns()).toArray())
                .forEach(same -> repeated[same.get(0)] = false);
        return repeated;
    }

    /** How many columns differ. */
    public static int distinct(Matrix inputs) {
        return identical(inputs, IntStream.range(0, inputs.columns()).toArray()).size();
    }

    private static Duplicates of(Matrix inputs, Matrix labels) {
        List<Group> mergeable = new ArrayList<>();
        List<Group> conflicting = new ArrayList<>();
        List<Pair> conflicts = new ArrayList<>();
        int[] all = IntStream.range(0, inputs.columns()).toArray();
        for (List<Integer> group : identical(inputs, all)) {
            if (group.size() < 2) {
                continue;
            }
            List<List<Integer>> byLabel =
                    identical(labels, group.stream().mapToInt(i -> i).toArray());
            (byLabel.size() == 1 ? mergeable : conflicting).add(new Group(group));
            for (List<Integer> other : byLabel.subList(1, byLabel.size())) {
                conflicts.add(new Pair(group.get(0), other.get(0)));
            }
        }
        return new Duplicates(inputs.columns(), mergeable, conflicting, conflicts);
    }

    /** Partitions the given columns into classes of identical ones, in order of first occurrence. */
    private static List<List<Integer>> identical(Matrix matrix, int[] columns) {
        Map<Long, List<List<Integer>>> buckets = new LinkedHashMap<>();
        List<List<Integer>> classes = new ArrayList<>();
        for (int j : columns) {
            List<List<Integer>> bucket = buckets.computeIfAbsent(hash(matrix, j), key -> new ArrayList<>(1));
            List<Integer> home = bucket.stream()
                    .filter(candidate -> same(matrix, candidate.get(0), j))
                    .findFirst()
                    .orElse(null);
            if (home == null) {
                home = new ArrayList<>(1);
                bucket.add(home);
                classes.add(home);
            }
            home.add(j);
        }
        return classes;
    }

    private static long hash(Matrix matrix, int column) {
        long hash = 0x9E3779B97F4A7C15L;
        int start = column * matrix.rows();
        for (int i = start; i < start + matrix.rows(); i++) {
            // + 0.0 turns -0.0 into 0.0; multiply and rotate so that permuted features hash differently
            hash = Long.rotateLeft((hash ^ Double.doubleToLongBits(matrix.data()[i] + 0.0)) * 0xBF58476D1CE4E5B9L, 31);
        }
        return hash;
    }

    private static boolean same(Matrix matrix, int a, int b) {
        int startA = a * matrix.rows();
        int startB = b * matrix.rows();
        for (int i = 0; i < matrix.rows(); i++) {
            long bitsA = Double.doubleToLongBits(matrix.data()[startA + i] + 0.0);
            if (bitsA != Double.doubleToLongBits(matrix.data()[startB + i] + 0.0)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no two samples are identical. */
    public boolean none() {
        return mergeable.isEmpty() && conflicting.isEmpty();
    }

    /** Whether identical samples with different labels exist, so that zero loss is impossible. */
    public boolean hasConflicts() {
        return !conflicting.isEmpty();
    }

    /** How many samples {@link #merged} leaves out. */
    public int mergeableSamples() {
        return repeated(mergeable);
    }

    /** How many different inputs there are, whatever their labels. */
    public int distinctInputs() {
        return samples - repeated(mergeable) - repeated(conflicting);
    }

    private static int repeated(List<Group> groups) {
        return groups.stream().mapToInt(group -> group.samples().size() - 1).sum();
    }

    /** Indices of the samples that stay: all but the later members of mergeable groups, ascending. */
    public int[] representatives() {
        boolean[] dropped = new boolean[samples];
        for (Group group : mergeable) {
            group.samples().stream().skip(1).forEach(i -> dropped[i] = true);
        }
        return IntStream.range(0, samples).filter(i -> !dropped[i]).toArray();
    }

    /** The data with one representative, the first, of every mergeable group; conflicting samples all stay. */
    public TrainingSet merged(TrainingSet data) {
        requireSamples(data.samples());
        if (mergeable.isEmpty()) {
            return data;
        }
        int[] kept = representatives();
        return new TrainingSet(data.inputs().selectColumns(kept), data.labels().selectColumns(kept));
    }

    /** The data with one representative, the first, of every mergeable group; conflicting samples all stay. */
    public Dataset merged(Dataset data) {
        requireSamples(data.samples());
        return mergeable.isEmpty() ? data : data.select(representatives());
    }

    private void requireSamples(int got) {
        if (got != samples) {
            throw new IllegalArgumentException("data: got " + got + " samples, expected " + samples);
        }
    }
}
