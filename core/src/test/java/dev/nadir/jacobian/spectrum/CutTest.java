package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {
    /** X = diag(1, 1e-3, 1e-6) and no bias: D has these singular values. */
    private static RankReport rank(String cut) {
        Matrix inputs = Matrix.ofRows(new double[][] {{1, 0, 0}, {0, 1e-3, 0}, {0, 0, 1e-6}});
        Network network =
                new Network(List.of(Layer.withoutBias(Matrix.ofRows(new double[][] {{1, 1, 1}}), new Identity())));
        SpectrumOptions options = SpectrumOptions.defaults().withCut(Cut.parse(cut));
        return JacobianSpectrum.of(TrainingJacobian.of(network, inputs), options)
                .rank();
    }

    @Test
    void whatLiesAboveTheCutCounts() {
        assertThat(rank("1e-2").rank()).isEqualTo(1);
        assertThat(rank("1e-4").rank()).isEqualTo(2);
        assertThat(rank("abs=1e-7").rank()).isEqualTo(3);
        assertThat(rank("abs=2").rank()).isZero();
        assertThat(rank("1e-4").decided()).isTrue();
        assertThat(rank("1e-4").rule()).contains("asked for");
    }

    @Test
    void aSingularValueAtTheCutIsUndecided() {
        assertThat(rank("1e-3").decided()).isFalse();
        assertThat(rank("1.001e-3").decided()).isTrue();
    }

    @Test
    void aCutThatMeansNothingIsRefused() {
        for (String wrong : List.of("0", "-1", "1", "NaN", "abs=0", "abs=Infinity", "x", "abs=")) {
            assertThatThrownBy(() -> Cut.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cut: got ");
        }
    }
}
