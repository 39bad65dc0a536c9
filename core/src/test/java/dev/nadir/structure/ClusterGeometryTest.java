package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class ClusterGeometryTest {

    @Test
    void twoCentresAllowAQuarterOfTheirDistance() {
        // f_1 points from 1 to 2, s_21 = |μ_2 − μ_1| = 5
        ClusterGeometry geometry = ClusterGeometry.of(Matrix.ofRows(new double[] {0, 3}, new double[] {0, 4}), 1);
        assertThat(geometry.radiusBound()).isCloseTo(1.25, within(1e-14));
        assertThat(geometry.holds()).isTrue();
        assertThat(ClusterGeometry.of(geometry.centres(), 1.25).holds()).isFalse();
    }

    @Test
    void theBlockingPairIsNamed() {
        // three centres on a line: seen from an end, the middle one is nearer; the middle one has its axis at the mean
        Matrix centres = Matrix.ofRows(new double[] {0, 1, 9});
        ClusterGeometry geometry = ClusterGeometry.of(centres, 0.1);
        // class 1 at 1 looks towards the mean 10/3: class 0 lies behind it, s = −1
        assertThat(geometry.radiusBound()).isCloseTo(-0.25, within(1e-15));
        assertThat(geometry.blockingClass()).isEqualTo(0);
        assertThat(geometry.blockedClass()).isEqualTo(1);
    }

    @Test
    void meansAndRadiusAreMeasured() {
        Matrix centres = ExampleData.gaussian(3, 3, 2);
        TrainingSet data = ExampleData.balls(centres, 0.01, 50, 3);
        ClusterGeometry geometry = ClusterGeometry.of(data.inputs(), LabelClasses.of(data.labels()));
        assertThat(geometry.centres().minus(centres).maxAbs()).isLessThan(0.01);
        assertThat(geometry.radius()).isBetween(0.009, 0.015);
    }

    /** Concentric classes, or the middle one of three: no direction leads from there to the middle. */
    @Test
    void aCentreInTheMiddleOfAllMakesTheBoundZeroAndNotNan() {
        ClusterGeometry geometry = ClusterGeometry.of(Matrix.ofRows(new double[] {-1, 0, 1}), 0);
        assertThat(geometry.radiusBound()).isZero();
        assertThat(geometry.axes().isFinite()).isTrue();
        assertThat(geometry.holds()).isFalse();
    }

    @Test
    void equalCentresNeverHold() {
        Matrix centres = Matrix.ofRows(new double[] {1, 1, 1});
        assertThat(ClusterGeometry.of(centres, 0).holds()).isFalse();
        assertThat(ClusterGeometry.of(centres, 0).radiusBound()).isZero();
    }

    @Test
    void oneCentreIsRejected() {
        assertThatThrownBy(() -> ClusterGeometry.of(Matrix.zeros(2, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 centres");
    }
}
