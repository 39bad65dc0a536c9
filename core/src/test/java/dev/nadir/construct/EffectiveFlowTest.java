package dev.nadir.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.ExampleData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectiveFlowTest {

    private static double last(List<ThresholdFlow.Event> events) {
        return events.get(events.size() - 1).threshold();
    }

    @Test
    void theEventSolutionAgreesWithGradientDescentOfSmallSteps() {
        ThresholdFlow flow = new ThresholdFlow(ExampleData.gaussian(1, 40, 3).data(), 4, 120);
        double v = -1;
        int steps = 400_000;
        for (int k = 0; k < steps; k++) {
            v += 10.0 / steps * flow.velocity(v);
        }
        // Euler's method: global error of first order in the step of 2.5e-5, times the derivatives of order 1
        assertThat(last(flow.solve(-1, 10))).isCloseTo(v, within(1e-4));
    }

    @Test
    void velocityIsTheNegativeGradientOfTheCost() {
        ThresholdFlow flow = new ThresholdFlow(ExampleData.gaussian(1, 30, 5).data(), 2, 90);
        double v = 0.37;
        double slope = (flow.cost(v + 1e-6) - flow.cost(v - 1e-6)) / 2e-6;
        assertThat(flow.velocity(v)).isCloseTo(-slope, within(1e-8));
    }

    @Test
    void aThresholdBelowAllSamplesStandsStill() {
        ThresholdFlow flow = new ThresholdFlow(new double[] {1, 2, 3}, 5, 3);
        List<ThresholdFlow.Event> events = flow.solve(0, 100);
        assertThat(last(events)).isZero();
        assertThat(events.get(events.size() - 1).time()).isEqualTo(100);
    }

    @Test
    void aboveAllSamplesTheWholeClusterCollapsesToTheTarget() {
        ThresholdFlow flow = new ThresholdFlow(new double[] {1, 2, 3}, 5, 3);
        List<ThresholdFlow.Event> events = flow.solve(1.5, 60);
        assertThat(last(events)).isCloseTo(5, within(1e-14));
        assertThat(events.stream().map(ThresholdFlow.Event::truncated)).containsExactly(1, 2, 3, 3);
        assertThat(flow.cost(last(events))).isLessThan(1e-27);
        // the first passage by hand: rate 1/3 from 1.5 to 2 under target 5
        assertThat(events.get(1).time()).isCloseTo(3 * Math.log(3.5 / 3), within(1e-14));
    }

    @Test
    void aFallingThresholdFreezesBelowTheLowestSample() {
        ThresholdFlow flow = new ThresholdFlow(new double[] {1, 2, 3}, 0, 3);
        assertThat(last(flow.solve(2.5, 1000))).isEqualTo(1);
    }

    @Test
    void rotationAndOffsetCollapseACluster() {
        Matrix cluster = ExampleData.gaussian(3, 60, 7).map(z -> 0.2 * z);
        double[] target = {2, 2.5, 3};
        Matrix start = Qr.of(Matrix.identity(3).plus(0.2, ExampleData.gaussian(3, 3, 9)))
                .thinQ();
        // the target must lie clearly ahead of the cluster in all rotated coordinates
        double[] rotated = Products.times(start, target);
        Matrix signs = Matrix.zeros(3, 3);
        for (int i = 0; i < 3; i++) {
            signs.data()[4 * i] = Math.signum(rotated[i]);
        }
        RotationFlow flow = new RotationFlow(Products.times(signs, start), new double[3]);
        double before = flow.cost(cluster, target);
        RotationFlow end = flow.advance(cluster, target, 60, 3000);
        assertThat(end.cost(cluster, target)).isLessThan(1e-12 * before);
        Matrix gram = Products.timesTransposed(end.rotation(), end.rotation());
        assertThat(gram.minus(Matrix.identity(3)).maxAbs()).isLessThan(1e-14);
        Matrix collapsed = end.truncate(cluster);
        assertThat(collapsed.columns(0, 1).minus(Matrix.column(target)).maxAbs())
                .isLessThan(1e-5);
    }

    @Test
    void theRotationFlowDescends() {
        Matrix cluster = ExampleData.gaussian(4, 30, 2);
        double[] target = {1, -1, 0.5, 2};
        RotationFlow flow =
                new RotationFlow(Qr.of(ExampleData.gaussian(4, 4, 3)).thinQ(), new double[4]);
        double cost = flow.cost(cluster, target);
        for (int k = 0; k < 20; k++) {
            flow = flow.advance(cluster, target, 0.1, 10);
            assertThat(flow.cost(cluster, target)).isLessThanOrEqualTo(cost);
            cost = flow.cost(cluster, target);
        }
    }

    @Test
    void theCrossEntropyFlowEndsAtItsLimit() {
        CrossEntropyFlow flow = new CrossEntropyFlow(new double[] {0.7, 0.2, 0.1}, 1);
        double[] x = {1, -2, 0.5};
        double[] limit = flow.limit(x);
        double sum = Arrays.stream(x).sum();
        for (int k = 0; k < 4000; k++) {
            double[] velocity = flow.velocity(x);
            for (int q = 0; q < 3; q++) {
                x[q] += 0.1 * velocity[q];
            }
        }
        assertThat(x).containsExactly(limit, within(1e-10));
        assertThat(Arrays.stream(x).sum()).isCloseTo(sum, within(2e-12));
        assertThat(CrossEntropyFlow.softmax(limit)).containsExactly(flow.label(), within(3e-16));
    }

    @Test
    void labelsWithZerosAreRejected() {
        assertThatThrownBy(() -> new CrossEntropyFlow(new double[] {1, 0}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no limit");
    }
}
