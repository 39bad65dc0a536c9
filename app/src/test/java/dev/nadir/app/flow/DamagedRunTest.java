package dev.nadir.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged folders of runs: what is read of one is what was saved, else one line says which file is damaged. A long run is
 * {@code ./mvnw -pl app -am test -Dtest=DamagedRunTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dnadir.fuzz.mutants=20000 -Dnadir.fuzz.seed=7}.
 */
class DamagedRunTest {
    private static final int MUTANTS = Integer.getInteger("nadir.fuzz.mutants", 150);
    private static final long SEED = Long.getLong("nadir.fuzz.seed", 1);
    private static final List<String> FILES = List.of("manifest.json", "scalars.csv", "theta-0001.npy");
    private static final List<String> WORDS = List.of(
            "null",
            "NaN",
            "-1",
            "1e999",
            "{",
            "}",
            "[[[[",
            "\"",
            "\\u0000",
            "true",
            "\n",
            "\r",
            ",",
            ":",
            "0".repeat(64));

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private NetworkOnData subject;
    private LossLandscape landscape;
    private FlowSettings settings;
    private List<FlowSample> truth;

    @BeforeEach
    void run() throws IOException {
        Matrix inputs = new Matrix(1, 4, new double[] {-1, 0.5, 2, 3});
        Network network = Initialization.byName("xavier").network(new int[] {1, 2, 1}, new Tanh(), 6);
        Dataset data = new Dataset(
                "data", inputs, List.of("a"), Optional.of(new NumericTarget(List.of("y"), inputs.map(x -> x * x))));
        subject = new NetworkOnData(data, data, network, "test", 6, Optional.empty());
        landscape = new LossLandscape(network, subject.data());
        settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(1e-4), new double[] {0, 0.5, 1, 2});
        try (FlowStore store = FlowStore.create(folder, subject, landscape, settings)) {
            FlowRun.from(landscape, settings, new FlowObserver() {
                @Override
                public void saved(Checkpoint checkpoint, FlowSample sample) {
                    try {
                        store.save(checkpoint, sample);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        truth = samples();
        assertThat(truth).hasSize(4);
    }

    private List<FlowSample> samples() throws IOException {
        try (FlowStore store = FlowStore.reopen(folder, subject, landscape, settings)) {
            return store.saved().map(FlowStore.Saved::samples).orElse(List.of());
        }
    }

    /** Whether the folder is refused, in one line that names a file of it; else it must hold what was saved. */
    private boolean refused(String file) throws IOException {
        try {
            List<FlowSample> read = samples();
            assertThat(read).as(file).isEqualTo(truth.subList(0, read.size()));
            return false;
        } catch (IOException damaged) {
            assertThat(damaged.getMessage())
                    .contains(folder.toString())
                    .doesNotContain("(null)")
                    .hasSizeLessThan(1000)
                    .doesNotContainPattern("\\p{Cntrl}");
            return true;
        }
    }

    @Test
    void noSingleBitErrorIsRead() throws IOException {
        for (String name : FILES) {
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] damaged = whole.clone();
                int at = random.nextInt(whole.length);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                // a line break of the table may become another one
                assertThat(refused(name) || whole[at] == '\n')
                        .as("%s, byte %d", name, at)
                        .isTrue();
            }
            Files.write(file, whole);
        }
    }

    @Test
    void everyMutantIsRefusedOrHoldsWhatWasSaved() throws IOException {
        for (int i = 0; i < MUTANTS; i++) {
            String name = FILES.get(random.nextInt(FILES.size()));
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, mutant(whole));
            refused(name);
            Files.write(file, whole);
        }
    }

    private byte[] mutant(byte[] whole) {
        byte[] bytes = whole;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(80));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            switch (random.nextInt(5)) {
                case 0 -> {} // a piece is missing
                case 1 -> out.writeBytes(new byte[random.nextInt(1 << random.nextInt(16))]);
                case 2 -> out.write(bytes, from, to - from); // stands twice
                case 3 -> out.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
                default -> out.write(random.nextInt(256));
            }
            boolean cut = random.nextInt(6) == 0;
            int on = random.nextBoolean() ? from : to;
            out.write(bytes, on, cut ? 0 : bytes.length - on);
            bytes = out.toByteArray();
        }
        return bytes;
    }
}
