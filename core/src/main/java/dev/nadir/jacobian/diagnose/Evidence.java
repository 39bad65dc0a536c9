package dev.nadir.jacobian.diagnose;

import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;

/**
 * What findings are drawn from.
 *
 * @param jacobian D
 * @param spectrum of D
 * @param stall layers and dependent rows
 * @param data X and Y
 * @param options how to find another spectrum
 */
record Evidence(
        TrainingJacobian jacobian,
        JacobianSpectrum spectrum,
        StallDiagnosis stall,
        TrainingSet data,
        SpectrumOptions options) {

    Matrix residual() {
        return jacobian.forwardPass().outputs().minus(data.labels());
    }

    EffectiveParameters parameters() {
        return EffectiveParameters.of(jacobian);
    }

    /** Samples that are not repetitions of another one's inputs. */
    static int distinctSamples(Duplicates duplicates) {
        int repeated = 0;
        for (Duplicates.Group group : duplicates.mergeable()) {
            repeated += group.samples().size() - 1;
        }
        for (Duplicates.Group group : duplicates.conflicting()) {
            repeated += group.samples().size() - 1;
        }
        return duplicates.samples() - repeated;
    }
}
