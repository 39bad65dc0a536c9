package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each column of a table is for.
 *
 * @param names of all columns
 * @param slots for each column: its row in X (at least 0), {@link #IGNORED}, or {@code TARGET - k} for target k
 * @param features names of the feature columns
 * @param targets names of the target columns, in the order asked for
 */
record ColumnRoles(List<String> names, int[] slots, List<String> features, List<String> targets) {
    static final int IGNORED = -1;
    static final int TARGET = -2;
    private static final Set<String> USUAL_TARGETS = Set.of("class", "label", "target", "y", "species");
    private static final int LISTED = 5;

    /** Whether a column of this name is a target unless told otherwise. */
    static boolean isUsualTarget(String name) {
        return USUAL_TARGETS.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Assigns the columns.
     *
     * @param targets the target columns; empty for none
     * @throws IOException if a name is missing, doubled or both target and ignored, or no feature is left
     */
    static ColumnRoles of(Path file, List<String> names, List<String> targets, List<String> ignored)
            throws IOException {
        Set<String> known = requireDistinct(file, names);
        requirePresent(file, names, known, ignored, "--ignore");
        requirePresent(file, names, known, targets, "--target");
        return assigned(file, names, named(names, known, targets), named(names, known, ignored));
    }

    private static ColumnRoles assigned(Path file, List<String> names, List<String> targets, List<String> ignored)
            throws IOException {
        Map<String, Integer> targetOf = new HashMap<>();
        Set<String> leftOut = new HashSet<>(ignored);
        for (String target : targets) {
            targetOf.put(target, targetOf.size());
            if (leftOut.contains(target)) {
                throw ReadFailure.of(
                        file, "column " + ReadFailure.quoted(target) + " is both target and ignored", "name it once");
            }
        }
        int[] slots = new int[names.size()];
        List<String> features = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            int target = targetOf.getOrDefault(names.get(i), -1);
            boolean feature = target < 0 && !leftOut.contains(names.get(i));
            slots[i] = feature ? features.size() : target >= 0 ? TARGET - target : IGNORED;
            if (feature) {
                features.add(names.get(i));
            }
        }
        return new ColumnRoles(names, slots, features, targets);
    }

    /** The names of the columns asked for, each by its name or, where no column is called so, by its number from 1. */
    private static List<String> named(List<String> names, Set<String> known, List<String> wanted) {
        return wanted.stream()
                .map(word -> !known.contains(word) && isNumber(names, word) ? names.get(number(word) - 1) : word)
                .distinct()
                .toList();
    }

    private static boolean isNumber(List<String> names, String word) {
        int number = number(word);
        return number >= 1 && number <= names.size();
    }

    /** A column number from 1, or 0 where the word is none. */
    private static int number(String word) {
        return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : 0;
    }

    /** The targets asked for; none if a file need not have them and has none of them. */
    static List<String> wantedTargets(List<String> names, ReadOptions options) {
        return options.targetRequired() || anyPresent(names, options.targets()) ? options.targets() : List.of();
    }

    /** Whether one of the words is a column, by name or number. */
    static boolean anyPresent(List<String> names, List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        Set<String> known = new HashSet<>(names);
        return words.stream().anyMatch(word -> known.contains(word) || isNumber(names, word));
    }

    /** These roles if they leave a feature. */
    ColumnRoles requireFeatures(Path file) throws IOException {
        if (features.isEmpty()) {
            throw ReadFailure.of(
                    file,
                    "no feature column is left",
                    "choose fewer --target and --ignore columns, or check --delimiter");
        }
        return this;
    }

    /** The same columns, all of them targets: a file of labels. */
    static ColumnRoles allTargets(Path file, List<String> names) throws IOException {
        return of(file, names, names, List.of());
    }

    /**
     * The target columns asked for, or the default: the last column if it has a usual name or holds text, else the
     * first if it has a usual name.
     *
     * @throws IOException if nothing was asked for and there is no default although one is required
     */
    static List<String> chooseTargets(Path file, List<String> names, boolean lastIsText, ReadOptions options)
            throws IOException {
        List<String> wanted = wantedTargets(names, options);
        if (!wanted.isEmpty()) {
            return wanted;
        }
        List<String> candidates = new ArrayList<>(names);
        candidates.removeAll(new HashSet<>(named(names, new HashSet<>(names), options.ignored())));
        if (candidates.isEmpty()) {
            return List.of();
        }
        String last = candidates.get(candidates.size() - 1);
        if (isUsualTarget(last) || (lastIsText && last.equals(names.get(names.size() - 1)))) {
            return List.of(last);
        }
        if (isUsualTarget(candidates.get(0))) {
            return List.of(candidates.get(0));
        }
        if (!options.targetRequired()) {
            return List.of();
        }
        throw ReadFailure.of(
                file,
                "no target column named: the last is not text, and neither it nor the first is called "
                        + "class, label, target, y or species",
                "name it with --target; " + lastOf(candidates));
    }

    private static Set<String> requireDistinct(Path file, List<String> names) throws IOException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                throw ReadFailure.of(
                        file,
                        "columns " + (names.indexOf(names.get(i)) + 1) + " and " + (i + 1) + " are both called "
                                + ReadFailure.quoted(names.get(i)),
                        "rename one in the header");
            }
        }
        return seen;
    }

    private static void requirePresent(
            Path file, List<String> names, Set<String> known, List<String> wanted, String option) throws IOException {
        for (String word : wanted) {
            if (!known.contains(word) && !isNumber(names, word)) {
                throw ReadFailure.of(
                        file,
                        "no column " + ReadFailure.quoted(word) + " among the " + names.size(),
                        nearest(names, word)
                                .map(near -> "did you mean " + ReadFailure.quoted(near) + "?")
                                .orElse("correct " + option + "; " + lastOf(names)));
            }
        }
    }

    /** The column whose name differs in case or in at most two letters, if there is one. */
    private static Optional<String> nearest(List<String> names, String word) {
        return names.stream()
                .filter(name -> EditDistance.of(name, word) <= Math.min(2, word.length() / 2))
                .min(Comparator.comparingInt(name -> EditDistance.of(name, word)));
    }

    private static String lastOf(List<String> names) {
        List<String> last = names.subList(Math.max(0, names.size() - LISTED), names.size());
        String start = names.size() > LISTED ? "the first column is " + ReadFailure.quoted(names.get(0)) + ", " : "";
        return start + "the last columns are "
                + String.join(", ", last.stream().map(ReadFailure::quoted).toList());
    }

    /** Names x1, x2, … for columns that have none. */
    static List<String> numbered(int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            names.add("x" + i);
        }
        return names;
    }
}
