package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import org.junit.jupiter.api.Test;

class KernelExtremesTest {

    @Test
    void lanczosAgreesWithTheDenseEigenvalues() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 40, 30, 50, 2);
        double[] dense = EmpiricalNtk.of(jacobian).eigenvalues();
        KernelExtremes extremes = KernelExtremes.of(jacobian, 1e-9, 200);
        assertThat(extremes.method()).isEqualTo("Lanczos");
        assertThat(extremes.converged()).isTrue();
        assertThat(extremes.smallest()).isCloseTo(dense[0], within(1e-8 * dense[0]));
        assertThat(extremes.largest()).isCloseTo(dense[79], within(1e-8 * dense[79]));
    }

    @Test
    void linearModelsAreSolvedThroughTheirKroneckerStructure() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Identity(), 30, 50, 4);
        KernelExtremes structured = KernelExtremes.of(jacobian, 1e-8, 200);
        KernelExtremes lanczos = KernelExtremes.lanczos(jacobian, 1e-9, 200);
        assertThat(structured.method()).isEqualTo("Kronecker product");
        assertThat(structured.converged()).isTrue();
        assertThat(structured.smallest()).isCloseTo(lanczos.smallest(), within(1e-9 * lanczos.smallest()));
        assertThat(structured.largest()).isCloseTo(lanczos.largest(), within(1e-9 * lanczos.largest()));
    }

    @Test
    void theOutputLayerAloneHasTheStructureInAnyNetwork() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 10, 5, 30, 3);
        TrainingJacobian last = jacobian.restrictedTo(LayerSelection.only(2, 2));
        assertThat(jacobian.kroneckerForm()).isEmpty();
        assertThat(last.kroneckerForm()).isPresent();
        double[] dense = EmpiricalNtk.of(last).eigenvalues();
        KernelExtremes extremes = KernelExtremes.of(last, 1e-8, 100);
        assertThat(extremes.smallest()).isCloseTo(dense[0], within(1e-12 * dense[29]));
    }

    @Test
    void tooFewStepsAreReportedNotHidden() {
        KernelExtremes extremes = KernelExtremes.of(RandomCase.jacobian(new Tanh(), 40, 30, 50, 2), 1e-9, 5);
        assertThat(extremes.converged()).isFalse();
        assertThat(extremes.smallestError()).isPositive();
    }
}
