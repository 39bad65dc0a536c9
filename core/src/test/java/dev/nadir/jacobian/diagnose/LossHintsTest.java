package dev.nadir.jacobian.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.Claim;
import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.claim.Stated;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LossHintsTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static Matrix oneHot(int... codes) {
        Matrix labels = Matrix.zeros(3, codes.length);
        for (int i = 0; i < codes.length; i++) {
            labels.data()[3 * i + codes[i]] = 1;
        }
        return labels;
    }

    private static final Matrix LABELS = oneHot(0, 0, 1, 1, 2, 2, 0, 1, 2);

    private static List<Claim> claims(Matrix outputs, Matrix labels, List<String> classes, Matrix onStandardized) {
        return LossHints.of(outputs, labels, classes, onStandardized).stream()
                .map(Stated::claim)
                .toList();
    }

    @Test
    @Tag("silent:diagnose.constant-is-better")
    void aNetworkThatFitsGetsNoHint() {
        assertThat(claims(LABELS.map(label -> 0.9 * label), LABELS, CLASSES, LABELS))
                .isEmpty();
    }

    @Test
    @Tag("says:diagnose.class-order")
    @Tag("says:diagnose.constant-is-better")
    @Tag("silent:diagnose.logits")
    @Tag("silent:diagnose.standardized-features")
    void anotherOrderOfTheClassesIsRecognized() {
        Matrix rotated = oneHot(1, 1, 2, 2, 0, 0, 1, 2, 1); // output b stands for a, c for b, a for c, but for one
        List<Stated> hints = LossHints.of(rotated, LABELS, CLASSES, rotated);
        assertThat(hints)
                .extracting(Stated::claim)
                .containsExactly(DiagnoseClaim.CONSTANT_IS_BETTER, DiagnoseClaim.CLASS_ORDER);
        assertThat(hints.get(1).words()).contains("read as c, a, b", "89 %", "instead of 0 %");
    }

    @Test
    @Tag("silent:diagnose.class-order")
    void outputsThatOnlyFitBadlyAreNotReordered() {
        Matrix bad = RandomCase.gaussian(3, 9, 5).map(value -> 3 * value);
        assertThat(claims(bad, LABELS, CLASSES, bad)).doesNotContain(DiagnoseClaim.CLASS_ORDER);
    }

    @Test
    @Tag("says:diagnose.logits")
    void logitsAreRecognizedByTheirCrossEntropy() {
        Matrix logits = LABELS.map(label -> 12 * label - 4);
        List<Stated> hints = LossHints.of(logits, LABELS, CLASSES, logits);
        assertThat(hints)
                .extracting(Stated::claim)
                .containsExactly(DiagnoseClaim.CONSTANT_IS_BETTER, DiagnoseClaim.LOGITS);
        double entropy = Math.log1p(2 * Math.exp(-12));
        assertThat(hints.get(1).words()).contains(Words.number(entropy), "100 %");
    }

    @Test
    @Tag("says:diagnose.standardized-features")
    void aModelThatFitsStandardizedFeaturesIsRecognized() {
        Matrix far = LABELS.map(label -> 10 - label);
        assertThat(claims(far, LABELS, CLASSES, LABELS.map(label -> 0.8 * label)))
                .contains(DiagnoseClaim.STANDARDIZED_FEATURES);
    }

    @Test
    @Tag("says:diagnose.scaled-targets")
    @Tag("silent:diagnose.scaled-targets")
    void scaledTargetsAreRecognizedAndNoiseIsNot() {
        Matrix labels = RandomCase.gaussian(1, 30, 1).map(value -> 100 + 7 * value);
        Matrix scaled = labels.map(label -> (label - 100) / 7);
        assertThat(claims(scaled, labels, List.of(), scaled))
                .containsExactly(DiagnoseClaim.CONSTANT_IS_BETTER, DiagnoseClaim.SCALED_TARGETS);
        Matrix noise = RandomCase.gaussian(1, 30, 2);
        assertThat(claims(noise, labels, List.of(), noise)).containsExactly(DiagnoseClaim.CONSTANT_IS_BETTER);
    }

    /** y = 100 + 7x + e with e orthogonal to x and 1, and a second output that says nothing: Σ e²/2N + Σ y_2²/2N is left. */
    @Test
    void theBestScaleAndShiftLeaveWhatTheyCannotExplain() {
        double[] x = {-3, -1, 1, 3};
        double[] e = {0.1, -0.1, -0.1, 0.1};
        Matrix outputs = Matrix.zeros(2, 4);
        Matrix labels = Matrix.zeros(2, 4);
        for (int i = 0; i < 4; i++) {
            outputs.data()[2 * i] = x[i];
            labels.data()[2 * i] = 100 + 7 * x[i] + e[i];
            outputs.data()[2 * i + 1] = 5;
            labels.data()[2 * i + 1] = 2 * e[i];
        }
        List<Stated> hints = LossHints.of(outputs, labels, List.of(), outputs);
        assertThat(hints)
                .extracting(Stated::claim)
                .containsExactly(DiagnoseClaim.CONSTANT_IS_BETTER, DiagnoseClaim.SCALED_TARGETS);
        assertThat(hints.get(1).words()).contains("0.025"); // (4 · 0.01 + 4 · 0.04)/8
    }
}
