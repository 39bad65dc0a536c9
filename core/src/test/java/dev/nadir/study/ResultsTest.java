package dev.nadir.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Results RESULTS = new Results(
            List.of("name", "x"), List.of(List.of("a", "1"), List.of("b", ""), List.of("a", Figures.csv(1 / 3.0))));

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(Results.parse(RESULTS.csv())).isEqualTo(RESULTS);
        assertThat(RESULTS.csv()).isEqualTo("name,x\na,1\nb,\na,0.333333\n");
        assertThatThrownBy(() -> Results.parse("a,b\n1\n")).hasMessage("line 2: got 1 values, expected 2");
    }

    @Test
    void rowsAreChosenByWordsAndByNumbers() {
        assertThat(RESULTS.where("name", "a").numbers("x")).containsExactly(1, 0.333333);
        assertThat(RESULTS.where("x", 1).size()).isEqualTo(1);
        assertThat(RESULTS.when("x", x -> x < 2).size()).isEqualTo(2);
        assertThat(RESULTS.distinct("name")).containsExactly("a", "b");
        assertThatThrownBy(() -> RESULTS.numbers("y")).hasMessageContaining("column: got y, expected one of [name, x]");
    }

    @Test
    void figuresKeepSixDigitsAndSayWhatIsMissing() {
        assertThat(Figures.csv(123456789)).isEqualTo("123457000");
        assertThat(Figures.csv(Double.NaN)).isEmpty();
        assertThat(Figures.parse(Figures.csv(Double.NEGATIVE_INFINITY)))
                .isNegative()
                .isInfinite();
        assertThat(Figures.parse(Figures.csv(1.23456789e-30))).isEqualTo(1.23457e-30);
        assertThat(Figures.words(1.23456e-30)).isEqualTo("1.2e-30");
        assertThat(Figures.words(1e-5)).isEqualTo("1e-5");
        assertThat(Figures.words(1234567.0)).isEqualTo("1.2e+6");
        assertThat(Figures.words(0.98765)).isEqualTo("0.988");
        assertThat(Figures.words(Double.NaN)).isEqualTo("–");
        assertThat(Figures.percent(0.1234)).isEqualTo("12.3 %");
        assertThat(Figures.percent(0.999936)).isEqualTo("99.9936 %");
        assertThat(Figures.percent(0.0001)).isEqualTo("0.010 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
    }

    @Test
    void settingsHoldOnlyWhatALineCanHold() {
        assertThatThrownBy(() -> Setting.none().with("a", "b,c")).hasMessageContaining("b,c");
        assertThatThrownBy(() -> Setting.none().with("a", "1").text("b"))
                .hasMessageContaining("got b, expected one of");
        assertThatThrownBy(() -> Grid.of(0)).hasMessage("seeds: got 0, expected at least 1");
    }
}
