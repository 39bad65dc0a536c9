package dev.nadir.jacobian.diagnose;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.network.Network;
import java.util.List;

/**
 * Everything about D at one network and data set.
 *
 * @param jacobian D
 * @param parameters K, effective K, regime
 * @param spectrum singular values, rank
 * @param split what descent can and cannot remove
 * @param stall why it stalls
 * @param statements the papers' statements, checked
 */
public record JacobianAnalysis(
        TrainingJacobian jacobian,
        EffectiveParameters parameters,
        JacobianSpectrum spectrum,
        LossSplit split,
        StallDiagnosis stall,
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
        TrainingJacobian jacobian = TrainingJacobian.of(network, data.inputs()).restrictedTo(selection);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian, options);
        options.progress().stage("diagnosis");
        return new JacobianAnalysis(
                jacobian,
                EffectiveParameters.of(jacobian),
                spectrum,
                LossSplit.of(jacobian, spectrum.projector(), data.labels()),
                StallDiagnosis.of(jacobian, spectrum, options),
                new Statements(jacobian, spectrum, data.labels()).all());
    }
}
