package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenWidthsTest {

    @Test
    void widthsAndRepetitionsKeepTheirOrder() {
        assertThat(HiddenWidths.parse(List.of("256", " 8X3 ", "2"))).containsExactly(256, 8, 8, 8, 2);
    }

    @Test
    void aSingleZeroMeansNoHiddenLayer() {
        assertThat(HiddenWidths.parse(List.of("0"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5x", "x5", "-3", "2.5", "0x4", "4x0", "99999999999", "3x2x1"})
    void anythingElseIsNamedWithWhatWasExpected(String word) {
        assertThatThrownBy(() -> HiddenWidths.parse(List.of("7", word)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--hidden: got \"" + word + "\"")
                .hasMessageContaining("256x50");
    }

    @Test
    void aZeroAmongWidthsIsRefused() {
        assertThatThrownBy(() -> HiddenWidths.parse(List.of("0", "5"))).hasMessageContaining("got \"0\"");
    }

    @Test
    void depthIsBounded() {
        assertThat(HiddenWidths.parse(List.of("1x10000"))).hasSize(10_000);
        assertThatThrownBy(() -> HiddenWidths.parse(List.of("1x10001"))).hasMessageContaining("at most 10000 layers");
    }
}
