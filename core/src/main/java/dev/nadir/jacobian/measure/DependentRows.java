package dev.nadir.jacobian.measure;

import dev.nadir.jacobian.EmpiricalNtk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples whose rows of D are nearly dependent.
 *
 * @param groups samples, from 0, whose rows are parallel to within an angle of {@link #ANGLE}, for every output; groups
 *     of at least two
 * @param vanishing samples with a row of D that is 0
 */
public record DependentRows(List<int[]> groups, int[] vanishing) {
    /** Rows at a smaller angle than this, in radians, count as dependent. */
    public static final double ANGLE = 1e-3;

    /** Freezes the list. */
    public DependentRows {
        groups = List.copyOf(groups);
    }

    /** Compares all pairs of samples through the kernel; QN² operations at most. */
    public static DependentRows of(EmpiricalNtk ntk) {
        int[] leader = new int[ntk.samples()];
        for (int i = 0; i < leader.length; i++) {
            leader[i] = i;
            for (int j = 0; j < i && leader[i] == i; j++) {
                if (leader[j] == j && parallel(ntk, i, j)) {
                    leader[i] = j;
                }
            }
        }
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        List<Integer> vanishing = new ArrayList<>();
        for (int i = 0; i < leader.length; i++) {
            if (vanishes(ntk, i)) {
                vanishing.add(i);
            } else {
                members.computeIfAbsent(leader[i], key -> new ArrayList<>()).add(i);
            }
        }
        List<int[]> groups = members.values().stream()
                .filter(m -> m.size() > 1)
                .map(DependentRows::array)
                .toList();
        return new DependentRows(groups, array(vanishing));
    }

    private static boolean parallel(EmpiricalNtk ntk, int i, int j) {
        for (int q = 0; q < ntk.outputDim(); q++) {
            double cosine = ntk.cosine(i * ntk.outputDim() + q, j * ntk.outputDim() + q);
            if (!(Math.abs(cosine) >= 1 - ANGLE * ANGLE / 2)) {
                return false;
            }
        }
        return true;
    }

    private static boolean vanishes(EmpiricalNtk ntk, int i) {
        for (int q = 0; q < ntk.outputDim(); q++) {
            if (ntk.kernel().get(i * ntk.outputDim() + q, i * ntk.outputDim() + q) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
