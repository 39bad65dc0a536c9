package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0", "38, 38", "3.1e-30, 3.1e-30", "0.99871234, 0.9987", "1234.5678, 1235", "123456, 123456",
        "1e9, 1e+09", "-2.5e-7, -2.5e-07", "1.234e-12, 1.23e-12", "2e-10, 2e-10", "NaN, not a number",
                "Infinity, infinite"
    })
    void numbersHaveFourDigitsAtMost(double value, String text) {
        assertThat(Table.number(value)).isEqualTo(text);
    }

    @Test
    void numbersStandToTheRightAndWordsToTheLeft() {
        String text = Table.ofColumns("layer", "cost")
                .row("first", 3.1e-30)
                .row("2", 12.0)
                .text();
        assertThat(text.lines()).containsExactly("layer     cost", "first  3.1e-30", "2           12");
    }

    @Test
    void linesAlignTheirValues() {
        String text =
                Table.ofLines().row("samples", 38).row("M", "3051 features").text();
        assertThat(text.lines()).containsExactly("samples  38", "M        3051 features");
    }

    @Test
    void aRowOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> Table.ofColumns("a", "b").row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells: got 1, expected 2");
    }
}
