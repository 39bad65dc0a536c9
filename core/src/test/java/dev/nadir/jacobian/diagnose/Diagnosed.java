package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.DataFacts;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.network.Network;
import java.util.Optional;
import java.util.OptionalDouble;

/** Diagnoses for tests. */
final class Diagnosed {
    private Diagnosed() {}

    static LossDiagnosis diagnose(Network network, TrainingSet data) {
        return diagnose(network, data, LayerSelection.all(network.layers().size()));
    }

    static LossDiagnosis diagnose(Network network, TrainingSet data, LayerSelection trained) {
        TrainingJacobian jacobian = TrainingJacobian.of(network, data.inputs()).restrictedTo(trained);
        return diagnose(jacobian, JacobianSpectrum.of(jacobian), data);
    }

    static LossDiagnosis diagnose(TrainingJacobian jacobian, JacobianSpectrum spectrum, TrainingSet data) {
        return diagnose(subject(jacobian, spectrum), data, OptionalDouble.empty());
    }

    static LossDiagnosis diagnose(Network network, TrainingSet data, double learningRate) {
        TrainingJacobian jacobian = TrainingJacobian.of(network, data.inputs());
        return diagnose(subject(jacobian, JacobianSpectrum.of(jacobian)), data, OptionalDouble.of(learningRate));
    }

    private static LossDiagnosis diagnose(
            LossDiagnosis.Subject subject, TrainingSet data, OptionalDouble learningRate) {
        return LossDiagnosis.of(subject, DataFacts.of(data), SpectrumOptions.defaults(), learningRate);
    }

    private static LossDiagnosis.Subject subject(TrainingJacobian jacobian, JacobianSpectrum spectrum) {
        StallDiagnosis stall = StallDiagnosis.of(jacobian, spectrum, SpectrumOptions.defaults());
        return new LossDiagnosis.Subject(jacobian, spectrum, stall);
    }

    static Optional<Finding> finding(LossDiagnosis diagnosis, DiagnoseClaim claim) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.claim() == claim)
                .findFirst();
    }
}
