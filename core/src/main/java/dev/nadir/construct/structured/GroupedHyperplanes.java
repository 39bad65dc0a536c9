package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Arbitrary targets with few units: groups of about n/2 samples, each on a hyperplane of its own that no other sample
 * touches (structured.md §8.4, after Baum 1988 and Bubeck et al. 2020), with exact gates.
 *
 * <p>For group g with hyperplane d_g = 0: layer 1 has σ(±s d_g − 1) and passes the coordinates x through; layer 2 has the
 * gate q_g = σ(1 − σ(s d_g − 1) − σ(−s d_g − 1)), exactly 1 on the group and 0 elsewhere; layer 3 has for every output
 * σ(⟨v, x⟩ + β + κ − B(1 − q_g)), an affine function on the group and 0 elsewhere; the output adds them up. For G
 * groups in n dimensions K = (2G + n)(M + 1) + (G + n)(2G + n + 1) + GQ(G + n + 1) + Q(GQ + 1).
 */
public record GroupedHyperplanes() implements StructuredConstruction {
    private static final double[] GROUP_SIZES = {0.7, 0.5, 0.3, 0.15, 0};
    private static final double PROMISED = 1e-10;

    @Override
    public String name() {
        return "grouped-hyperplanes";
    }

    @Override
    public Outcome construct(Problem problem) {
        StructuredProblem data = new StructuredProblem(problem);
        Optional<Refusal> obstacle = data.obstacle(Integer.MAX_VALUE);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        PrincipalCoordinates coordinates = PrincipalCoordinates.of(data.standardized(), data.scaling(), true);
        Refusal last = null;
        for (double size : GROUP_SIZES) {
            int perGroup = Math.max(1, (int) (size * coordinates.dimension()));
            RandomGroups groups = RandomGroups.find(
                    coordinates.of(data.standardized()),
                    perGroup,
                    data.problem().seed());
            Outcome outcome = attempt(data, new GroupedNetwork(data, coordinates, groups), perGroup);
            if (outcome instanceof Constructed) {
                return outcome;
            }
            last = (Refusal) outcome;
        }
        return last;
    }

    private Outcome attempt(StructuredProblem data, GroupedNetwork grouped, int perGroup) {
        Optional<Refusal> gates = grouped.gateObstacle();
        if (gates.isPresent()) {
            return gates.get();
        }
        var network = grouped.network();
        String note = String.format(
                Locale.ROOT,
                "%d groups of at most %d samples, narrowest strip %.2e in whitened coordinates.",
                grouped.groups().hyperplanes().size(),
                perGroup,
                grouped.groups().narrowest());
        return data.shortfall(network, PROMISED * data.labelScale())
                .<Outcome>map(refusal -> refusal)
                .orElseGet(() -> new Constructed(network, name(), 0, StructuredProblem.NO_SOLVE, List.of(note)));
    }
}
