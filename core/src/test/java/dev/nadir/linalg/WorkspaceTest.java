package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    @Test
    void lengthsBeyondAnArrayAreRefusedInWords() {
        long n = 40_000; // 2n² + 6n + 1 = 3.2e9, a 12 GiB matrix that could exist
        assertThatThrownBy(() -> Workspace.length("dsyevd", 1 + 6 * n + 2 * n * n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dsyevd")
                .hasMessageContaining("3200240001")
                .hasMessageContaining("matrix-free");
    }

    @Test
    void theDocumentedLengthWinsOverAnOverflownQuery() {
        assertThat(Workspace.length("dgesdd", 1000, -5)).isEqualTo(1000);
        assertThat(Workspace.length("dgesdd", 1000, 5000)).isEqualTo(5000);
        assertThat(Workspace.length("dgeqrf", 0, 0)).isEqualTo(1);
    }

    @Test
    void aMatrixWhoseNumberOfEntriesOverflowsIsRefused() {
        assertThatThrownBy(() -> Matrix.zeros(50_000, 50_000)).hasMessageContaining("50000 x 50000");
    }
}
