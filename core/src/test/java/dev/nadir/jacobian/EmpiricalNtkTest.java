package dev.nadir.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmpiricalNtkTest {
    private static final double RELATIVE = 1e-14; // of the largest entry

    static List<JacobianCase> cases() {
        return JacobianCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void kernelIsTheJacobianTimesItsTranspose(JacobianCase golden) {
        Matrix expected = Products.outerGram(golden.jacobian());
        Matrix kernel = EmpiricalNtk.of(golden.operator()).kernel();
        assertThat(kernel.minus(expected).maxAbs()).isLessThanOrEqualTo(RELATIVE * expected.maxAbs());
        assertThat(kernel).isEqualTo(kernel.transpose());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_000, 60_000})
    void blockSizeAndThreadsDoNotMatter(long bytes) {
        TrainingJacobian jacobian = RandomCase.jacobian(new Softplus(), 23, 7, 9, 8, 3);
        Matrix whole = EmpiricalNtk.of(jacobian).kernel();
        Blocking blocking = Blocking.defaults().withBytes(bytes);
        Matrix serial = EmpiricalNtk.of(jacobian, blocking, Progress.NONE).kernel();
        Matrix parallel = EmpiricalNtk.of(jacobian, blocking.withThreads(3), Progress.NONE)
                .kernel();
        assertThat(serial.minus(whole).maxAbs()).isLessThanOrEqualTo(1e-13 * whole.maxAbs());
        assertThat(parallel).isEqualTo(serial);
        assertThat(serial).isEqualTo(serial.transpose());
    }

    @Test
    void contributionsOfTheLayersSumUpToTheKernel() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 6, 4, 5, 2);
        List<EmpiricalNtk> parts = EmpiricalNtk.contributions(jacobian, Blocking.defaults());
        Matrix kernel = EmpiricalNtk.of(jacobian).kernel();
        Matrix sum = parts.get(0).kernel().plus(1, parts.get(1).kernel());
        assertThat(sum.minus(kernel).maxAbs()).isLessThanOrEqualTo(RELATIVE * kernel.maxAbs());
    }

    @Test
    void kernelTimesVectorAgreesWithTheFormedKernel() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 6, 4, 5, 2);
        double[] u = RandomCase.vector(12, 9);
        double[] expected = Products.times(EmpiricalNtk.of(jacobian).kernel(), u);
        TrainingJacobianTest.assertClose(jacobian.kernelTimes(u), expected, 1e-12);
    }

    @Test
    void linearModelHasTheClosedForm() {
        // L = 0: DDᵀ = (XᵀX + 11ᵀ) ⊗ 1_Q
        TrainingJacobian jacobian = RandomCase.jacobian(new Identity(), 8, 20, 3);
        Matrix x = jacobian.forwardPass().activations().get(0);
        Matrix gram = Products.gram(x);
        Matrix kernel = EmpiricalNtk.of(jacobian).kernel();
        double scale = kernel.maxAbs();
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 24; j++) {
                double expected = i % 3 == j % 3 ? gram.get(i / 3, j / 3) + 1 : 0;
                assertThat(kernel.get(i, j)).isCloseTo(expected, within(1e-13 * scale));
            }
        }
    }

    @Test
    void kernelsBeyondOneArrayAreRefusedBeforeTheyAreAllocated() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Identity(), 5000, 1, 10);
        assertThatThrownBy(() -> EmpiricalNtk.of(jacobian)).hasMessageContaining("matrix-free");
    }
}
