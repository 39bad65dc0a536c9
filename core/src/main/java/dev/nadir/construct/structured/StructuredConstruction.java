package dev.nadir.construct.structured;

import dev.nadir.construct.Construction;
import java.util.List;
import java.util.Optional;

/**
 * Constructions that need structure in the data and repay it with few parameters: one class each.
 *
 * <p>Samples with equal label columns form a class. The preconditioning they do is folded into W_1 and b_1, so that
 * their networks take raw inputs without an input scaling, and every network is evaluated on all samples before it is
 * handed out.
 */
public interface StructuredConstruction extends Construction {

    /** One of each, with default options. */
    static List<StructuredConstruction> all() {
        return List.of(
                new DecisionList(),
                new PeeledDecisionList(),
                new ScoreSpaceCones(),
                new FullWidthCones(),
                new ClusteredTruncation(),
                new ShallowMeans(),
                new Staircase(),
                new LineInterpolant(),
                new GroupedHyperplanes());
    }

    /** The structured construction of the given name. */
    static Optional<StructuredConstruction> byName(String name) {
        return all().stream()
                .filter(construction -> construction.name().equals(name))
                .findFirst();
    }
}
