package dev.nadir.io.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @Test
    void aShortageIsToldWithBothNumbers() {
        assertThat(new NativeMemory(1.5 * 0x1p30, 256 * 0x1p20).shortage())
                .hasValueSatisfying(words -> assertThat(words).contains("1.5 GiB", "256 MiB"));
        assertThat(new NativeMemory(100, 100).shortage()).isEmpty();
        assertThat(new NativeMemory(Double.NaN, 100).shortage()).isPresent();
    }

    @Test
    void moreParametersNeedMoreAndNoMachineHoldsThemAll() {
        assertThat(NativeMemory.of(2_000_000).needed()
                        - NativeMemory.of(1_000_000).needed())
                .isEqualTo(3.0 * Double.BYTES * 1_000_000);
        assertThat(NativeMemory.of(1).available()).isPositive();
        assertThat(NativeMemory.of(Long.MAX_VALUE).shortage()).isPresent();
    }
}
