package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SequentialSeparationTest {

    private static SequentialSeparation search(TrainingSet data) {
        Separator separator = new Separator(data.inputs(), Standardization.of(data.inputs()));
        return SequentialSeparation.search(separator, LabelClasses.of(data.labels()));
    }

    @Test
    void wineIsSeparable() {
        SequentialSeparation found = search(ExampleData.read("wine.csv"));
        assertThat(found.order()).containsExactly(0, 2, 1);
        // numpy/scipy prototype: gaps 0.94 and 0.90
        assertThat(found.steps().get(0).gap()).isCloseTo(0.94, within(0.005));
        assertThat(found.steps().get(1).gap()).isCloseTo(0.90, within(0.005));
    }

    @Test
    void breastCancerIsSeparableByASliver() {
        SequentialSeparation found = search(ExampleData.read("breast_cancer.csv"));
        assertThat(found.separable()).isTrue();
        assertThat(found.smallestGap()).isCloseTo(0.0028, within(5e-5));
    }

    @Test
    void irisIsRefusedWithACheckedCertificateForBothStuckClasses() {
        TrainingSet iris = ExampleData.read("iris.csv");
        SequentialSeparation found = search(iris);
        assertThat(found.separable()).isFalse();
        assertThat(found.order()).containsExactly(0);
        assertThat(found.refutations()).containsOnlyKeys(1, 2);
        for (Separation refutation : found.refutations().values()) {
            FarkasCertificate certificate = ((NotSeparable) refutation).certificate();
            assertThat(certificate.holdsOn(iris.inputs())).isTrue();
            assertThat(certificate.support()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    @Tag("sweep")
    void allDigitsAreSeparableOneClassAfterTheOther() {
        SequentialSeparation found = search(ExampleData.read("digits.csv.gz"));
        assertThat(found.order()).containsExactly(0, 4, 6, 2, 7, 5, 3, 9, 8, 1);
        assertThat(found.steps()).allMatch(step -> step.gap() > 0.6 && step.gap() < 1.46);
    }

    @Test
    void relabellingAndPermutingDoNotChangeTheAnswer() {
        TrainingSet wine = ExampleData.read("wine.csv");
        int n = wine.samples();
        int[] order = IntStream.range(0, n).map(i -> (i * 37 + 5) % n).toArray();
        Matrix swapped = Matrix.zeros(3, n);
        for (int i = 0; i < n; i++) {
            for (int q = 0; q < 3; q++) {
                swapped.data()[(q + 1) % 3 + 3 * i] = wine.labels().get(q, order[i]);
            }
        }
        SequentialSeparation found = search(new TrainingSet(wine.inputs().selectColumns(order), swapped));
        assertThat(found.order()).isEqualTo(List.of(1, 0, 2));
        SequentialSeparation original = search(wine);
        for (int k = 0; k < 2; k++) {
            assertThat(found.steps().get(k).gap())
                    .isCloseTo(original.steps().get(k).gap(), within(1e-8));
        }
    }

    @Test
    void oneClassNeedsNoStep() {
        Matrix inputs = ExampleData.gaussian(2, 5, 1);
        SequentialSeparation found =
                SequentialSeparation.search(new Separator(inputs), LabelClasses.of(Matrix.zeros(1, 5)));
        assertThat(found.order()).containsExactly(0);
        assertThat(found.steps()).isEmpty();
    }

    @Test
    void manyClassesInThePlaneAreSeparatedFromTheCorners() {
        int classes = 32;
        Matrix centres = Matrix.zeros(2, classes);
        for (int c = 0; c < classes; c++) {
            centres.data()[2 * c] = Math.cos(2 * Math.PI * c / classes);
            centres.data()[2 * c + 1] = Math.sin(2 * Math.PI * c / classes);
        }
        assertThat(search(ExampleData.balls(centres, 1e-3, 3, 1)).separable()).isTrue();
    }
}
