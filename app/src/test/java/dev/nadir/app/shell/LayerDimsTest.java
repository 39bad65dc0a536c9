package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayerDimsTest {

    @Test
    void longRunsAreCountedAndShortOnesWrittenOut() {
        assertThat(LayerDims.text(new int[] {4, 3})).isEqualTo("4-3");
        assertThat(LayerDims.text(new int[] {3051, 256, 256, 2})).isEqualTo("3051-256-256-2");
        assertThat(LayerDims.text(new int[] {5, 8, 8, 8, 2})).isEqualTo("5-8x3-2");
        assertThat(LayerDims.text(new int[] {2, 2, 2})).isEqualTo("2x3");
        assertThat(LayerDims.text(new int[] {7, 7})).isEqualTo("7-7");
    }
}
