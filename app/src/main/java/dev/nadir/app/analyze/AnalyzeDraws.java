package dev.nadir.app.analyze;

import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.FullRankFraction;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How often random networks have a Jacobian of full rank on the data.
 *
 * @param subject the data and the architecture
 * @param rows QN
 * @param parameterCount K of the trained layers
 * @param fraction the count
 */
record AnalyzeDraws(NetworkOnData subject, int rows, long parameterCount, FullRankFraction fraction) {

    /**
     * Draws.
     *
     * @throws IllegalArgumentException if nothing is random
     */
    static AnalyzeDraws of(NetworkOnData subject, NetworkInputs inputs, AnalyzeOptions options, SpectrumOptions how) {
        if (!inputs.random()) {
            throw new IllegalArgumentException(
                    "--draws: got a network with nothing random, expected --init other than zero, or --perturb");
        }
        Matrix data = subject.data().inputs();
        LayerSelection selection = options.selection(subject.network());
        TrainingJacobian first = TrainingJacobian.of(subject.network(), data).restrictedTo(selection);
        FullRankFraction fraction = FullRankFraction.of(
                index -> TrainingJacobian.of(inputs.redrawn(subject.network(), index), data)
                        .restrictedTo(selection),
                options.draws(),
                how);
        return new AnalyzeDraws(subject, first.rows(), first.columns(), fraction);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", subject.dataset().samples());
        json.put("layerDims", subject.network().layerDims());
        json.put("parameterCount", parameterCount);
        json.put("equations", rows);
        json.put("draws", fraction.draws());
        json.put("fullRank", fraction.full());
        json.put("undecided", fraction.undecided());
        json.put("fraction", fraction.fraction());
        json.put("confidence", 0.95);
        json.put("low", fraction.low());
        json.put("high", fraction.high());
        json.put("seed", subject.seed());
        return json;
    }

    String text() {
        String interval = String.format(Locale.ROOT, "%.3f to %.3f (95 %%, Wilson)", fraction.low(), fraction.high());
        return Table.ofLines()
                .row("network", LayerDims.text(subject.network()) + ", " + subject.origin())
                .row("parameters K", parameterCount)
                .row("outputs QN", rows)
                .row("draws", fraction.draws())
                .row("full rank", fraction.full() + ", undecided " + fraction.undecided())
                .row("fraction", fraction.fraction())
                .row("confidence", interval)
                .text();
    }
}
