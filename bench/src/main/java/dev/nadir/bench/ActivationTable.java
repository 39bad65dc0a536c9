package dev.nadir.bench;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;

/**
 * Relative cost of the construction for every activation and depth, pivot 1, hidden layers of 256.
 *
 * <p>Run: {@code bench/run ActivationTable FILE TARGET}, for golub: {@code bench/run ActivationTable
 * examples/data/golub.csv.gz class}.
 */
public final class ActivationTable {
    private static final int[] DEPTHS = {1, 3, 20, 50};

    private ActivationTable() {}

    /** Prints the table in Markdown. */
    public static void main(String[] args) throws IOException {
        TrainingSet data = DataReader.read(
                        Path.of(args[0]), ReadOptions.defaults().withTargets(args[1]))
                .trainingSet();
        System.out.println("| activation | L = 1 | L = 3 | L = 20 | L = 50 |");
        System.out.println("|---|---|---|---|---|");
        for (Activation activation : Activations.all()) {
            StringBuilder line = new StringBuilder("| " + activation.name() + " |");
            for (int depth : DEPTHS) {
                Wishes wishes = Wishes.none()
                        .withHidden(Collections.nCopies(depth, 256))
                        .withActivation(activation)
                        .withPivot(1);
                Accuracy accuracy = Fitting.defaults()
                        .fit(data, wishes, Progress.NONE)
                        .accuracy()
                        .orElseThrow();
                line.append(String.format(Locale.ROOT, " %.1e / %.1e |", accuracy.cost(), accuracy.relativeCost()));
            }
            System.out.println(line);
        }
    }
}
