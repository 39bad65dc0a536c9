package dev.nadir.construct;

import java.util.List;

/**
 * The few numbers behind a structured network that a person can read: for every unit a direction, an offset and an
 * aperture.
 *
 * @param meaning what a unit does, in one sentence
 * @param units in the order in which they act
 * @param numbers how many numbers that is: (M + 2) for every unit
 */
public record Interpretation(String meaning, List<Unit> units, int numbers) {

    /** Freezes the list. */
    public Interpretation {
        units = List.copyOf(units);
    }

    public static Interpretation of(String meaning, List<Unit> units) {
        return new Interpretation(
                meaning,
                units,
                units.stream().mapToInt(unit -> unit.direction().length + 2).sum());
    }

    /**
     * One cone or half-space in raw input space.
     *
     * @param label the number of the class it decides, in the order of {@link dev.nadir.structure.LabelClasses}
     * @param direction unit vector that points away from the samples it collapses
     * @param offset of the hyperplane ⟨direction, x⟩ + offset = 0 that bounds it or holds its apex
     * @param aperture half the opening angle in radians; π/2 for a half-space
     */
    public record Unit(int label, double[] direction, double offset, double aperture) {}
}
