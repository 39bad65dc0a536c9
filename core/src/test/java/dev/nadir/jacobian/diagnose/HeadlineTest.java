package dev.nadir.jacobian.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final Matrix LABELS = Matrix.ofRows(new double[] {1, 1, 0, 0}, new double[] {0, 0, 1, 1});

    @Test
    void theMeasuresAreThoseInUse() {
        Matrix outputs = Matrix.ofRows(new double[] {0.5, 1, 0, 0}, new double[] {0, 2, 1, 1});
        LossMeasures loss = LossMeasures.of(outputs, LABELS, true);
        assertThat(loss.cost()).isCloseTo((0.25 + 4) / 8, within(1e-15));
        assertThat(loss.meanSquaredError()).isCloseTo((0.25 + 4) / 8, within(1e-15)); // Q = 2: 8 numbers
        assertThat(loss.accuracy()).hasValue(0.75);
        assertThat(loss.constantCost()).isCloseTo(0.25, within(1e-15));
        assertThat(loss.worseThanConstant()).isTrue();
        assertThat(loss.zero()).isFalse();
        assertThat(LossMeasures.of(outputs, LABELS, false).accuracy()).isEmpty();
    }

    @Test
    void zeroLossIsMeasuredAgainstTheLabels() {
        Matrix tiny = LABELS.map(label -> 1e-150 * label);
        assertThat(LossMeasures.of(tiny, tiny, false).zero()).isTrue();
        assertThat(LossMeasures.of(tiny.map(value -> value * 1.01), tiny, false).zero())
                .isFalse();
        assertThat(LossMeasures.of(LABELS.map(label -> label + 1e-11), LABELS, true)
                        .zero())
                .isTrue();
        Matrix zeros = Matrix.zeros(1, 2);
        assertThat(LossMeasures.of(Matrix.ofRows(new double[] {1e-30, 0}), zeros, false)
                        .zero())
                .isFalse();
    }

    @Test
    void theLineSaysWhatIsKnown() {
        LossMeasures loss = LossMeasures.of(LABELS.map(label -> 0.9 * label), LABELS, true);
        assertThat(new Headline(loss, new BlockedShare(0.88, 0.88)).text())
                .isEqualTo("C = 0.005 (MSE 0.005, accuracy 100.0 %): 88 % blocked, 12 % reachable");
        assertThat(new Headline(loss, new BlockedShare(0.1, 0.88)).text())
                .contains("between 10 % and 88 % blocked, at least 12 % reachable", "undecided");
        assertThat(new Headline(loss, new BlockedShare(1e-9, 1e-9)).text()).contains("nothing blocked");
        assertThat(new Headline(loss, new BlockedShare(1, 1)).text()).contains("all of it blocked");
        assertThat(new Headline(loss, BlockedShare.unknown()).text()).contains("not computed");
        LossMeasures none = LossMeasures.of(LABELS, LABELS, true);
        assertThat(new Headline(none, new BlockedShare(0, 0), "found").text())
                .isEqualTo("C = 0 (MSE 0, accuracy 100.0 %): zero loss to rounding; found");
    }

    @Test
    void sharesNearTheEndsAreNotRoundedToThem() {
        assertThat(Words.percent(0.9999)).isEqualTo("more than 99.9 %");
        assertThat(Words.percent(1e-5)).isEqualTo("less than 0.1 %");
        assertThat(Words.percent(0.994)).isEqualTo("99.4 %");
        assertThat(Words.percent(0.314)).isEqualTo("31 %");
    }
}
