package dev.nadir.construct.plan;

import dev.nadir.construct.Construction;
import java.util.List;

/**
 * The planner's choice.
 *
 * @param construction what will be built
 * @param reasons why, in whole sentences
 */
public record Plan(Construction construction, List<String> reasons) {

    /** Freezes the reasons. */
    public Plan {
        reasons = List.copyOf(reasons);
    }
}
