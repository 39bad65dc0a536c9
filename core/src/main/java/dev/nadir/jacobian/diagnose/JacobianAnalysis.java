package dev.nadir.jacobian.diagnose;

import dev.nadir.data.DataFacts;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.Regime;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.statement.StatementCheck;
import dev.nadir.jacobian.statement.Statements;
import dev.nadir.network.Network;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything about D at one network and data set.
 *
 * @param jacobian D
 * @param regime K, effective K, distinct samples
 * @param spectrum singular values, rank
 * @param split what descent can and cannot remove
 * @param stall layers and dependent rows
 * @param diagnosis why the loss is not zero
 * @param statements the papers' statements, checked
 */
public record JacobianAnalysis(
        TrainingJacobian jacobian,
        Regime regime,
        JacobianSpectrum spectrum,
        LossSplit split,
        StallDiagnosis stall,
        LossDiagnosis diagnosis,
        List<StatementCheck> statements) {

    /** Freezes the list. */
    public JacobianAnalysis {
        statements = List.copyOf(statements);
    }

    /**
     * Analyzes.
     *
     * @param network takes the inputs as they are
     * @param data X and Y
     * @param selection which layers are trained
     * @throws IllegalArgumentException if shapes do not fit or the outputs are not finite
     */
    public static JacobianAnalysis of(
            Network network, TrainingSet data, LayerSelection selection, SpectrumOptions options) {
        if (network.outputDim() != data.outputDim()) {
            throw new IllegalArgumentException("labels: got Q = " + data.outputDim()
                    + " outputs per sample, expected as many as the network has, " + network.outputDim());
        }
        DataFacts facts = DataFacts.of(data);
        TrainingJacobian jacobian = TrainingJacobian.of(network, data.inputs()).restrictedTo(selection);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian, options);
        options.progress().stage("diagnosis");
        LossSplit split = LossSplit.of(jacobian, spectrum, data.labels());
        StallDiagnosis stall = StallDiagnosis.of(jacobian, spectrum, options);
        return new JacobianAnalysis(
                jacobian,
                Regime.of(
                        EffectiveParameters.of(jacobian),
                        network.inputDim(),
                        network.outputDim(),
                        facts.distinctInputs()),
                spectrum,
                split,
                stall,
                LossDiagnosis.of(
                        new LossDiagnosis.Subject(jacobian, spectrum, stall), facts, options, OptionalDouble.empty()),
                Statements.of(jacobian, spectrum, split, data.labels()));
    }

    /** K and effective K. */
    public EffectiveParameters parameters() {
        return regime.parameters();
    }
}
