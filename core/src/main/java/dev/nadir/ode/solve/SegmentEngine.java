package dev.nadir.ode.solve;

import dev.nadir.ode.Ending;
import java.util.Optional;

/** Advances a run to a given time. */
interface SegmentEngine {

    /** How the run ended before that time, or empty if it stands exactly there. */
    Optional<Ending> advance(Run run, double until);
}
