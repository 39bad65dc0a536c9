package dev.nadir.assess;

import dev.nadir.claim.Answer;
import dev.nadir.structure.NotSeparable;
import dev.nadir.structure.SequentialSeparation;
import java.util.List;
import java.util.Optional;

/**
 * What structure the labels have.
 *
 * @param classes number of distinct label columns
 * @param separation one class after the other, of the distinct samples; empty where there are too many label columns to be
 *     looked at as classes
 * @param radius δ of the clusters; NaN if there are no clusters to speak of
 * @param radiusBound δ*, below which the clustered theorem holds
 */
public record StructureReport(
        int classes, Optional<SequentialSeparation> separation, double radius, double radiusBound) {

    /** Of labels that are not looked at as classes. */
    static StructureReport ofNumbers(int classes) {
        return new StructureReport(classes, Optional.empty(), Double.NaN, Double.NaN);
    }

    /** Whether the distinct label columns are few enough to be looked at as classes. */
    public boolean classLike() {
        return separation.isPresent();
    }

    /** Whether the classes are sequentially linearly separable; false also where that was not looked at or not decided. */
    public boolean separable() {
        return separation.filter(SequentialSeparation::separable).isPresent();
    }

    /** Whether it is proved that none of the stuck classes can be separated from the others. */
    public boolean refuted() {
        return !stuck().isEmpty()
                && separation.orElseThrow().refutations().values().stream().allMatch(NotSeparable.class::isInstance);
    }

    /** Whether the classes are sequentially linearly separable. */
    public Answer separability() {
        return separable() ? Answer.YES : refuted() ? Answer.NO : Answer.UNDECIDED;
    }

    /** The order in which the classes can be separated, as far as that goes. */
    public List<Integer> order() {
        return separation.map(SequentialSeparation::order).orElse(List.of());
    }

    /** The smallest gap of the separations, in standardized inputs; infinity if there is none. */
    public double smallestGap() {
        return separation.map(SequentialSeparation::smallestGap).orElse(Double.POSITIVE_INFINITY);
    }

    /** The classes that were not separated from each other. */
    public List<Integer> stuck() {
        return separation
                .map(found -> found.refutations().keySet().stream().sorted().toList())
                .orElse(List.of());
    }
}
