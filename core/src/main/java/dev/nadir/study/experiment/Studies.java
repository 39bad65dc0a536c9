package dev.nadir.study.experiment;

import dev.nadir.study.Study;
import java.util.Comparator;
import java.util.List;

/** Every study there is. */
public final class Studies {
    private Studies() {}

    /** All of them, in the order in which they are listed. */
    public static List<Study> all() {
        return List.of(
                new ExplicitConstruction(),
                new Conditioning(),
                new ConstructionActivations(),
                new DescentNearMinimizer(),
                new RankByDepth(),
                new UnderparametrizedFloor(),
                new OverAgainstUnder(),
                new ClusteredAgainstGeneric(),
                new ActivationsAndObstruction(),
                new JacobianStructure(),
                new StartingPoint(),
                new RankDeficientSet(),
                new ChanceOfRankLoss(),
                new Tunnelling());
    }

    /**
     * The study of this name.
     *
     * @throws IllegalArgumentException with the nearest name if there is none
     */
    public static Study named(String name) {
        return all().stream()
                .filter(study -> study.about().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("NAME: got " + name
                        + ", which is no study; the nearest is " + nearest(name) + ", 'nadir study' lists all"));
    }

    private static String nearest(String name) {
        return all().stream()
                .map(study -> study.about().name())
                .min(Comparator.comparingInt((String known) -> distance(name, known)))
                .orElseThrow();
    }

    /** Insertions, deletions and replacements that lead from one word to the other. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
