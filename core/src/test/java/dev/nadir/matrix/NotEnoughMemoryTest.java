package dev.nadir.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class NotEnoughMemoryTest {
    private static final String NUMBERS =
            "needs \\d+(\\.\\d)? (MiB|GiB), and \\d+(\\.\\d)? (MiB|GiB) are there;.*-Xmx.*";

    @Test
    void aMatrixWithoutRoomSaysWhatItNeeds() {
        assumeTrue(Runtime.getRuntime().maxMemory() < 8L << 30, "a heap below that matrix");
        assertThatThrownBy(() -> Matrix.zeros(1 << 15, 1 << 15))
                .isInstanceOf(NotEnoughMemory.class)
                .hasMessageMatching("a matrix of 32768 x 32768: " + NUMBERS)
                .hasMessageContaining("8.0 GiB");
    }

    @Test
    void whatFitsIsNotRefusedAndWhatCannotIs() {
        assertThatCode(() -> NotEnoughMemory.require("little", 1 << 10)).doesNotThrowAnyException();
        assertThatThrownBy(() -> NotEnoughMemory.require(
                        "much", 2.0 * Runtime.getRuntime().maxMemory()))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageMatching("much: " + NUMBERS);
    }

    @Test
    void whatIsNoLongerUsedCountsAsFree() {
        double most = Runtime.getRuntime().maxMemory();
        double wanted = most / 2;
        for (long filled = 0; filled < 2 * most; filled += 8 << 20) {
            Matrix.zeros(1 << 10, 1 << 10); // garbage of twice the heap
        }
        assertThat(NotEnoughMemory.free(wanted)).isGreaterThan(wanted);
    }
}
