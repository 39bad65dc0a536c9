package dev.nadir.construct;

import dev.nadir.linalg.RankReport;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network built to fit the data.
 *
 * @param network takes raw inputs and returns raw labels
 * @param construction the name of the construction: "theorem-2.1"
 * @param pivot the layer of the affine solve, 1 … L+1; 0 where the construction has none
 * @param rank the rank decision of the solve
 * @param notes what a user should know, in whole sentences
 * @param interpretation the few readable numbers behind a structured network, if there are
 */
public record Constructed(
        Network network,
        String construction,
        int pivot,
        RankReport rank,
        List<String> notes,
        Optional<Interpretation> interpretation)
        implements Outcome {

    /** Freezes the notes. */
    public Constructed {
        notes = List.copyOf(notes);
    }

    /** Without an interpretation. */
    public Constructed(Network network, String construction, int pivot, RankReport rank, List<String> notes) {
        this(network, construction, pivot, rank, notes, Optional.empty());
    }

    /** The same network with these notes before its own. */
    public Constructed withNotesBefore(List<String> earlier) {
        List<String> all = new ArrayList<>(earlier);
        all.addAll(notes);
        return new Constructed(network, construction, pivot, rank, all, interpretation);
    }
}
