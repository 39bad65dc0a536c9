package dev.nadir.jacobian.diagnose;

import dev.nadir.data.DataFacts;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;

/**
 * What findings are drawn from.
 *
 * @param jacobian D
 * @param spectrum of D
 * @param stall layers and dependent rows
 * @param facts about X and Y
 * @param options how to find another spectrum
 */
record Evidence(
        TrainingJacobian jacobian,
        JacobianSpectrum spectrum,
        StallDiagnosis stall,
        DataFacts facts,
        SpectrumOptions options) {

    Matrix residual() {
        return jacobian.forwardPass().outputs().minus(facts.data().labels());
    }

    EffectiveParameters parameters() {
        return EffectiveParameters.of(jacobian);
    }
}
