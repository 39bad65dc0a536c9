package dev.nadir.io.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @Test
    void decimalTicksAreExact() {
        assertThat(Ticks.of(new Range(0, 1, false), 5))
                .extracting(Tick::label)
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(Ticks.of(new Range(-3, 3, false), 3)).extracting(Tick::unit).containsExactly(-2.0, 0.0, 2.0);
    }

    @Test
    void thirtyThreeDecadesGetEvenPowers() {
        Range range = Range.of(Axis.log("s"), Stream.of(new double[] {1e-30, 1e3}));
        List<Tick> ticks = Ticks.of(range, 8);
        assertThat(ticks)
                .extracting(Tick::label)
                .containsExactly("10⁻³⁰", "10⁻²⁵", "10⁻²⁰", "10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1");
        // log position in closed form: 1e-12 lies 18 of 33 decades up; log10 is within 1 ulp of 12
        assertThat(range.fraction(1e-12)).isCloseTo(18.0 / 33, within(4 * Math.ulp(1.0)));
    }

    @Test
    void oneDecadeHasTwoAndFive() {
        assertThat(Ticks.of(new Range(0, 1, true), 6)).extracting(Tick::label).containsExactly("1", "2", "5", "10");
    }

    @ParameterizedTest
    @CsvSource({"-1e308,1e308", "1e-320,2e-320", "1,1", "0,0", "1e15,1.0000000000000002e15", "-7e-5,9e-5", "1e299,1e300"
    })
    void anyRangeHasAHandfulOfTicksInside(double low, double high) {
        for (AxisScale scale : AxisScale.values()) {
            Range range = Range.of(new Axis("", scale), Stream.of(new double[] {low, high}));
            List<Tick> ticks = Ticks.of(range, 8);
            assertThat(range.high()).isGreaterThan(range.low());
            assertThat(ticks).hasSizeBetween(2, 17).allMatch(t -> t.unit() >= range.low() && t.unit() <= range.high());
        }
    }

    @Test
    void labelsOfLargeAndSmallNumbersAreShort() {
        assertThat(Ticks.label(1.23456e-12)).isEqualTo("1.235e-12");
        assertThat(Ticks.label(-1500000)).isEqualTo("-1.5e6");
        assertThat(Ticks.label(0)).isEqualTo("0");
        assertThat(Ticks.label(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    }
}
