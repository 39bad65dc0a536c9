package dev.nadir.flow.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.Problems;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.verdict.FlowVerdict;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowRunTest {
    private static final LossLandscape LANDSCAPE = Problems.gaussian("tanh", 6, 1, 3, 4, 1);

    static List<FlowKind> kinds() {
        return List.of(
                new FlowKind.Standard(),
                new FlowKind.Adapted(),
                new FlowKind.Homotopy(0.3),
                new FlowKind.Straight(),
                new FlowKind.Discrete(Descent.plain(0.1)),
                new FlowKind.Discrete(new Descent(0.1, 0.5, 2, 3)));
    }

    private static FlowSettings settings(FlowKind kind, double... times) {
        return FlowSettings.of(LANDSCAPE, kind, Tolerance.of(1e-6), times);
    }

    /** Every field with every stepper it has, with monitors on or off and events on or off. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyCombinationOfOptionsReachesItsEndWithAVerdict(FlowKind kind) {
        for (StepperChoice stepper : StepperChoice.values()) {
            boolean standard = kind instanceof FlowKind.Standard || kind instanceof FlowKind.Discrete;
            if (stepper.implicit() && !standard) {
                continue;
            }
            boolean even = stepper.ordinal() % 2 == 0;
            FlowSettings settings = settings(kind, 0, 0.25, 1)
                    .withStepper(stepper)
                    .withLimits(1_000_000, even ? 0 : 100)
                    .withEvents(even ? 1e-3 : 0, !even);
            FlowResult result = FlowRun.from(LANDSCAPE, settings, FlowObserver.NONE);
            assertThat(result.ending().completed())
                    .as(result.ending().message())
                    .isTrue();
            assertThat(result.samples()).hasSize(3);
            assertThat(result.samples())
                    .allSatisfy(sample -> assertThat(sample.cost()).isNotNaN());
            assertThat(result.samples().get(2).rank() < 0).isEqualTo(even);
            assertThat(result.verdict().message()).isNotBlank().doesNotContain("NaN");
        }
    }

    /** Save times below one step of descent fall on the same step, which is saved once. */
    @Test
    void descentSavesEveryStepAtMostOnce() {
        FlowSettings settings = settings(new FlowKind.Discrete(Descent.plain(0.1)), 0, 0.01, 0.02, 0.1, 0.15, 0.3);
        List<FlowSample> samples =
                FlowRun.from(LANDSCAPE, settings, FlowObserver.NONE).samples();
        assertThat(samples).extracting(FlowSample::time).doesNotHaveDuplicates().hasSize(4);
        assertThat(DescentRun.saves(settings.times(), 0.1)).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aResumedRunGoesOnToTheSameNumbers(FlowKind kind) {
        FlowSettings settings = settings(kind, 0, 0.2, 0.5, 1);
        FlowResult whole = FlowRun.from(LANDSCAPE, settings, FlowObserver.NONE);
        for (int cut = 0; cut < 3; cut++) {
            Recorder recorder = new Recorder(cut);
            FlowRun.from(LANDSCAPE, settings, recorder);
            FlowResult resumed = FlowRun.resumed(LANDSCAPE, settings, FlowObserver.NONE, recorder.at, recorder.samples);
            assertThat(resumed.state()).isEqualTo(whole.state());
            assertThat(resumed.samples()).isEqualTo(whole.samples());
        }
    }

    private static final class Recorder implements FlowObserver {
        private final int last;
        private final List<FlowSample> samples = new ArrayList<>();
        private Checkpoint at;

        Recorder(int last) {
            this.last = last;
        }

        @Override
        public void saved(Checkpoint checkpoint, FlowSample sample) {
            if (samples.size() <= last) {
                samples.add(sample);
                at = checkpoint;
            }
        }
    }

    /** Also where a single step takes many evaluations: the state is that of the last accepted step. */
    @Test
    void cancellingInsideAStepStopsAtTheLastAcceptedOne() {
        for (StepperChoice stepper : StepperChoice.values()) {
            int[] asked = {0};
            double[] last = {0};
            FlowResult result = FlowRun.from(
                    LANDSCAPE, settings(new FlowKind.Standard(), 0, 100).withStepper(stepper), new FlowObserver() {
                        @Override
                        public boolean cancelled() {
                            return ++asked[0] > 40;
                        }

                        @Override
                        public boolean stepped(double time, long steps) {
                            last[0] = time;
                            return true;
                        }
                    });
            assertThat(result.ending().status()).isEqualTo(Ending.Status.STOPPED);
            assertThat(result.ending().message()).contains("t = " + last[0]);
            assertThat(result.verdict().kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
            assertThat(LANDSCAPE.cost(result.state())).isFinite();
        }
    }
}
