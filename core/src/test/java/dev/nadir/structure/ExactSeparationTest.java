package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.Standardization;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer carries its proof; here the proofs are checked in decimal arithmetic without rounding. */
class ExactSeparationTest {
    private static final int INSTANCES = Integer.getInteger("nadir.separations", 60);

    /** Fails unless the answer is proved, and says which it was. */
    private static boolean separable(Separation answer, Matrix x, Optional<RowScaling> scaling, int[][] sides) {
        if (answer instanceof NotSeparable no) {
            assertThat(no.certificate().holdsOn(x)).isTrue();
            assertThat(IntStream.of(no.certificate().first()).allMatch(j -> contains(sides[0], j)))
                    .isTrue();
            assertThat(IntStream.of(no.certificate().second()).allMatch(j -> contains(sides[1], j)))
                    .isTrue();
            return false;
        }
        assertThat(answer).isInstanceOf(Separated.class);
        Separated yes = (Separated) answer;
        assertThat(yes.gap()).isPositive().isFinite();
        ExactHyperplane plane = yes.exact().orElseGet(() -> exact(yes.hyperplane(), scaling));
        BigDecimal low = extreme(plane, x, sides[0], -1);
        BigDecimal high = extreme(plane, x, sides[1], 1);
        assertThat(low).isLessThan(high);
        return true;
    }

    private static boolean contains(int[] side, int sample) {
        return IntStream.of(side).anyMatch(j -> j == sample);
    }

    private static BigDecimal extreme(ExactHyperplane plane, Matrix x, int[] side, int sign) {
        return Arrays.stream(side)
                .mapToObj(j -> plane.value(x, j))
                .reduce((a, b) -> sign * a.compareTo(b) <= 0 ? a : b)
                .orElseThrow();
    }

    /** The functional of the scaled inputs as one of the inputs; the offset does not matter. */
    private static ExactHyperplane exact(Hyperplane plane, Optional<RowScaling> scaling) {
        return new ExactHyperplane(
                IntStream.range(0, plane.normal().length)
                        .mapToObj(i -> new BigDecimal(plane.normal()[i])
                                .multiply(new BigDecimal(
                                        scaling.map(s -> s.factor()[i]).orElse(1.0))))
                        .toList(),
                BigDecimal.ZERO);
    }

    private static boolean separable(Matrix x, int[] first, int[] second) {
        int[][] sides = {first, second};
        boolean raw = separable(new Separator(x).separate(first, second), x, Optional.empty(), sides);
        RowScaling scaling = Standardization.of(x);
        boolean scaled = separable(new Separator(x, scaling).separate(first, second), x, Optional.of(scaling), sides);
        assertThat(scaled).isEqualTo(raw);
        return raw;
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void oneUlpIsEnough() {
        Matrix x = Matrix.ofRows(new double[] {0, 1, Math.nextUp(1.0), 2});
        assertThat(separable(x, range(0, 2), range(2, 4))).isTrue();
        assertThat(separable(x, new int[] {0, 2}, new int[] {1, 3})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e14, 1e15, 1e16, 1e17, 1e20, 1e300})
    void anOutlierHidesNoGap(double outlier) {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = new double[31];
        for (int j = 0; j < 31; j++) {
            values[j] = j < 15 ? 0.45 * random.nextDouble() : 0.55 + 0.45 * random.nextDouble();
        }
        values[30] = outlier;
        Matrix x = Matrix.ofRows(values);
        assertThat(separable(x, range(0, 15), range(15, 31))).isTrue();
        Separated found = (Separated) new Separator(x).separate(range(0, 15), range(15, 31));
        assertThat(found.gap()).isBetween(0.1, 0.2);
    }

    @Test
    void touchingAndCrossingByOneUlpAreToldApart() {
        // the middle of (0, 0) and (1, 1) is (1/2, 1/2)
        double half = 0.5;
        for (double y : new double[] {Math.nextDown(half), half, Math.nextUp(half)}) {
            Matrix x = Matrix.ofRows(new double[] {0, 1, half, 0.75}, new double[] {0, 1, y, 2});
            assertThat(separable(x, range(0, 2), range(2, 4))).isEqualTo(y > half);
        }
    }

    /** Gaps of k ulp along a random direction, in 1 to 5 dimensions, offsets up to 10^6, sizes 10^−150 to 10^150. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyAnswerAtTheLastDigitIsProved(int features) {
        int[] counts = new int[2];
        for (int seed = 0; seed < INSTANCES; seed++) {
            LastDigit instance = LastDigit.of(features, seed);
            boolean yes = separable(instance.x(), instance.first(), instance.second());
            counts[yes ? 1 : 0]++;
        }
        assertThat(counts[0]).as("refuted").isPositive();
        assertThat(counts[1]).as("separated").isPositive();
    }

    @Test
    void onALineTheOrderOfTheNumbersDecides() {
        for (int seed = 0; seed < 100; seed++) {
            LastDigit instance = LastDigit.of(1, 1000 + seed);
            double[] values = instance.x().data();
            double[] a = Arrays.stream(instance.first())
                    .mapToDouble(j -> values[j])
                    .sorted()
                    .toArray();
            double[] b = Arrays.stream(instance.second())
                    .mapToDouble(j -> values[j])
                    .sorted()
                    .toArray();
            boolean truth = a[a.length - 1] < b[0] || b[b.length - 1] < a[0];
            assertThat(separable(instance.x(), instance.first(), instance.second()))
                    .isEqualTo(truth);
        }
    }

    @Test
    @Tag("sweep")
    void inThePlaneALineThroughTwoSamplesDecides() {
        for (int seed = 0; seed < INSTANCES; seed++) {
            LastDigit instance = LastDigit.of(2, 2000 + seed);
            assertThat(separable(instance.x(), instance.first(), instance.second()))
                    .isEqualTo(PlaneOracle.separable(instance.x(), instance.first(), instance.second()));
        }
    }

    @Test
    void whatWouldTakeTooLongIsNotDecided() {
        int n = 40;
        Matrix x = ExampleData.gaussian(1050, n, 1);
        for (int i = 0; i < x.rows(); i++) { // a sample of either side in the middle of the other
            x.data()[i + 5 * x.rows()] = x.get(i, n - 5);
        }
        Separation answer = new Separator(x).separate(range(0, n / 2), range(n / 2, n));
        assertThat(answer).isInstanceOf(Undecided.class);
        assertThat(((Undecided) answer).missing()).contains("40 samples of 1050 features");
    }
}
