package dev.nadir.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders of runs: stopped anywhere and resumed they equal, byte for byte, those of runs without a stop. */
class FlowStoreTest {
    private static final double[] TIMES = {0, 0.5, 2, 8};

    @TempDir
    private Path folder;

    private static NetworkOnData subject(String activation) {
        SplittableRandom random = new SplittableRandom(5);
        Matrix inputs = Matrix.zeros(3, 8).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(1, 8).map(zero -> random.nextGaussian());
        Network network = Initialization.byName("xavier")
                .network(new int[] {3, 4, 4, 1}, Activations.byName(activation), new SplittableRandom(6));
        Dataset data = new Dataset(
                "data", inputs, List.of("a", "b", "c"), Optional.of(new NumericTarget(List.of("y"), labels)));
        return new NetworkOnData(data, data, network, "test", 6, Optional.empty());
    }

    private static LossLandscape landscape(NetworkOnData subject) {
        return new LossLandscape(subject.network(), subject.data());
    }

    static List<FlowSettings> settings() {
        LossLandscape landscape = landscape(subject("tanh"));
        Tolerance tolerance = Tolerance.of(1e-6);
        FlowSettings standard = FlowSettings.of(landscape, new FlowKind.Standard(), tolerance, TIMES);
        FlowKind batches = new FlowKind.Discrete(new Descent(0.05, 0.9, 3, 7));
        return List.of(
                standard,
                standard.withStepper(StepperChoice.NTK),
                standard.withStepper(StepperChoice.DP853),
                FlowSettings.of(landscape, new FlowKind.Adapted(), tolerance, TIMES),
                FlowSettings.of(landscape, new FlowKind.Discrete(Descent.plain(0.05)), tolerance, TIMES),
                FlowSettings.of(landscape, batches, tolerance, TIMES));
    }

    /** Saves into a store; stops after some steps, as Ctrl-C does. */
    private record Saving(FlowStore store, long stopAfter, long[] steps) implements FlowObserver {
        @Override
        public boolean stepped(double time, long number) {
            return ++steps[0] < stopAfter;
        }

        @Override
        public void saved(Checkpoint checkpoint, FlowSample sample) {
            try {
                store.save(checkpoint, sample);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void restarted(double tightening) {
            try {
                store.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FlowResult follow(Path out, FlowSettings settings, boolean resume, long stopAfter)
            throws IOException {
        NetworkOnData subject = subject("tanh");
        LossLandscape landscape = landscape(subject);
        try (FlowStore store = resume
                ? FlowStore.reopen(out, subject, landscape, settings)
                : FlowStore.create(out, subject, landscape, settings)) {
            Optional<FlowStore.Saved> saved = store.saved();
            FlowObserver observer = new Saving(store, stopAfter, new long[1]);
            FlowResult result = saved.isEmpty()
                    ? FlowRun.from(landscape, store.settings(), observer)
                    : FlowRun.resumed(
                            landscape,
                            store.settings(),
                            observer,
                            saved.get().last(),
                            saved.get().samples());
            store.finish(result.ending().completed() ? "completed" : "stopped", result.state());
            return result;
        }
    }

    private static TreeMap<String, String> content(Path out) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(out)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aRunStoppedAnywhereLeavesTheSameFolder(FlowSettings settings) throws IOException {
        Path whole = folder.resolve("whole");
        FlowResult uninterrupted = follow(whole, settings, false, Long.MAX_VALUE);
        assertThat(uninterrupted.ending().completed()).isTrue();
        for (long stopAfter : new long[] {1, 2, 3, 7}) {
            Path cut = folder.resolve("cut" + stopAfter);
            boolean done = follow(cut, settings, false, stopAfter).ending().completed();
            for (int round = 0; !done && round < 3; round++) {
                done = follow(cut, settings, true, round == 2 ? Long.MAX_VALUE : 20 + stopAfter)
                        .ending()
                        .completed();
            }
            assertThat(content(cut)).isEqualTo(content(whole));
        }
    }

    /** Cut after the first save: the chunk of time 0 is neither written nor counted a second time. */
    @Test
    void resumingFromTheStartDoesNotSaveItTwice() throws IOException {
        FlowResult result = follow(folder.resolve("run"), settings().get(0), false, 1);
        assertThat(result.samples()).hasSize(1);
        FlowResult resumed = follow(folder.resolve("run"), settings().get(0), true, Long.MAX_VALUE);
        assertThat(resumed.samples()).extracting(FlowSample::time).containsExactly(0.0, 0.5, 2.0, 8.0);
    }

    @Test
    void resumingRemovesWhatAKilledRunLeftHalfWritten() throws IOException {
        Path out = folder.resolve("run");
        follow(out, settings().get(0), false, 1);
        Path left = Files.createFile(out.resolve(".scalars.csv.nadir-0123456789abcdef-0123456789abcdef.part"));
        follow(out, settings().get(0), true, Long.MAX_VALUE);
        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aFinishedRunIsExtendedToLaterTimes(FlowSettings settings) throws IOException {
        Path out = folder.resolve("run");
        follow(out, settings.withTimes(0, 0.5, 2), false, Long.MAX_VALUE);
        FlowResult longer = follow(out, settings.withTimes(0, 1, 8), true, Long.MAX_VALUE); // 1 is passed already
        Path whole = folder.resolve("whole");
        follow(whole, settings.withTimes(TIMES), false, Long.MAX_VALUE);
        assertThat(longer.samples()).hasSize(4);
        assertThat(content(out)).isEqualTo(content(whole));
        assertThatThrownBy(() -> follow(out, settings.withTimes(0, 1), true, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 8.0");
    }

    @Test
    void anotherNetworkOrSettingIsRefusedByName() throws IOException {
        Path out = folder.resolve("run");
        FlowSettings settings = settings().get(0);
        follow(out, settings, false, Long.MAX_VALUE);
        FlowKind other = new FlowKind.Discrete(new Descent(0.05, 0.9, 3, 8));
        LossLandscape landscape = landscape(subject("tanh"));
        refused(out, subject("tanh"), landscape, settings.withStepper(StepperChoice.NTK), "stepper differs");
        refused(out, subject("tanh"), landscape, settings.withLimits(10_000_000, 7), "spectrumLimit differs");
        refused(out, subject("tanh"), landscape, settings.withEvents(0.1, false), "lambdaMin differs");
        NetworkOnData softplus = subject("softplus");
        refused(out, softplus, landscape(softplus), settings, "activations differs");
        LossLandscape second =
                new LossLandscape(subject("tanh").network(), subject("tanh").data(), LayerSelection.only(3, 2));
        refused(out, subject("tanh"), second, settings, "layers differs");
        Path descent = folder.resolve("descent");
        follow(descent, settings().get(5), false, Long.MAX_VALUE);
        FlowSettings seeded = FlowSettings.of(landscape, other, Tolerance.of(1e-6), TIMES);
        refused(descent, subject("tanh"), landscape, seeded, "batchSeed differs");
    }

    private static void refused(
            Path out, NetworkOnData subject, LossLandscape landscape, FlowSettings settings, String message) {
        assertThatThrownBy(() -> FlowStore.reopen(out, subject, landscape, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Every single byte of a chunk counts. */
    @Test
    void aDamagedChunkIsRefusedByName() throws IOException {
        Path out = folder.resolve("run");
        FlowSettings settings = settings().get(0);
        follow(out, settings, false, Long.MAX_VALUE);
        Path chunk = out.resolve("theta-0001.npy");
        byte[] sound = Files.readAllBytes(chunk);
        for (int at = 0; at < sound.length; at += 37) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            Files.write(chunk, damaged);
            assertThatThrownBy(() -> follow(out, settings, true, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("theta-0001.npy: damaged");
        }
        Files.write(chunk, sound);
        follow(out, settings, true, Long.MAX_VALUE);
        Files.writeString(out.resolve("scalars.csv"), SavedLine.HEADER + "\n0,0.0,1\n");
        assertThatThrownBy(() -> follow(out, settings, true, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2: got 3 columns");
        Files.writeString(out.resolve("manifest.json"), "{\"dataSha");
        assertThatThrownBy(() -> follow(out, settings, true, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("manifest.json: damaged");
    }

    @Test
    void aSecondRunIntoTheSameFolderIsRefused() throws IOException {
        NetworkOnData subject = subject("tanh");
        FlowSettings settings = settings().get(0);
        Path out = folder.resolve("run");
        try (FlowStore first = FlowStore.create(out, subject, landscape(subject), settings)) {
            assertThat(first.settings()).isEqualTo(settings);
            refused(out, subject, landscape(subject), settings, "another run writes into");
        }
        assertThatThrownBy(() -> FlowStore.create(out, subject, landscape(subject), settings)
                        .close())
                .hasMessageContaining("holds a manifest.json already");
        assertThat(out.resolve("run.lock")).doesNotExist();
    }
}
