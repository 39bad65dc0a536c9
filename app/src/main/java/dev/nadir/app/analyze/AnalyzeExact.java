package dev.nadir.app.analyze;

import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.certify.rank.ExactRank;
import dev.nadir.claim.Answer;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rank of D over the rational numbers, of the network given or of draws of it.
 *
 * @param subject the data and the network
 * @param ranks one, or one for each draw
 * @param drawn whether they are draws
 * @param solvable whether D v = y − x has a solution, of the network given
 */
record AnalyzeExact(NetworkOnData subject, List<ExactRank> ranks, boolean drawn, Answer solvable) {

    static AnalyzeExact of(NetworkOnData subject, NetworkInputs inputs, AnalyzeOptions options) {
        if (options.draws() > 0 && !inputs.random()) {
            throw new IllegalArgumentException(
                    "--draws: got a network with nothing random, expected --init other than zero, or --perturb");
        }
        Matrix data = subject.data().inputs();
        LayerSelection selection = options.selection(subject.network());
        List<Integer> layers = Arrays.stream(selection.layers()).boxed().toList();
        List<ExactRank> ranks = IntStream.range(0, Math.max(1, options.draws()))
                .parallel()
                .mapToObj(index -> {
                    Network network =
                            options.draws() > 0 ? inputs.redrawn(subject.network(), index) : subject.network();
                    return ExactRank.of(network, data, layers);
                })
                .toList();
        boolean drawn = options.draws() > 0;
        Answer solvable =
                drawn ? Answer.UNDECIDED : ExactRank.solvable(ranks.get(0), subject.network(), subject.data(), layers);
        return new AnalyzeExact(subject, ranks, drawn, solvable);
    }

    /** Whether every rank is proved. */
    boolean decided() {
        return ranks.stream().allMatch(ExactRank::proved);
    }

    private long full() {
        return ranks.stream().filter(rank -> rank.rank() == rank.size()).count();
    }

    private long undecided() {
        return ranks.stream().filter(rank -> !rank.proved()).count();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", subject.dataset().samples());
        json.put("layerDims", subject.network().layerDims());
        json.put("equations", subject.data().samples() * subject.network().outputDim());
        if (drawn) {
            json.put("draws", ranks.size());
            json.put("fullRank", full());
            json.put("undecided", undecided());
            json.put("fraction", (double) full() / ranks.size());
            json.put("seed", subject.seed());
        }
        json.put("exactRank", drawn ? ranks : ranks.get(0));
        if (!drawn) {
            json.put("linearizedSolvable", solvable == Answer.UNDECIDED ? null : solvable == Answer.YES);
        }
        return json;
    }

    String text() {
        Table table = Table.ofLines()
                .row("network", LayerDims.text(subject.network()) + ", " + subject.origin())
                .row("outputs QN", subject.data().samples() * subject.network().outputDim());
        ExactRank first = ranks.get(0);
        if (drawn) {
            table.row("draws", ranks.size())
                    .row("full rank", full() + " proved over the rational numbers, undecided " + undecided())
                    .row("fraction", (double) full() / ranks.size());
        } else {
            table.row(
                            "rank D",
                            (first.proved() ? "" : "at least ") + first.rank() + " of " + first.size()
                                    + " over the rational numbers"
                                    + (first.proved() ? ", proved modulo " : ", not decided modulo ") + first.primes()
                                    + (first.primes() == 1 ? " prime" : " primes"))
                    .row("D v = y − x", words(first))
                    .row("z at a kink", first.atKinks() + " exactly");
        }
        return table.text();
    }

    private String words(ExactRank rank) {
        return switch (solvable) {
            case YES ->
                rank.rank() == subject.data().samples() * subject.network().outputDim()
                        ? "solvable for all labels: rank D = QN"
                        : "solvable: rank [D, y − x] = rank D over the rational numbers";
            case NO -> "not solvable: rank [D, y − x] > rank D over the rational numbers";
            case UNDECIDED -> "not decided";
        };
    }
}
