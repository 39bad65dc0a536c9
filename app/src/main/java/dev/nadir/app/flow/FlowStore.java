package dev.nadir.app.flow;

import dev.nadir.app.shell.FolderLock;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.NpyWriter;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.io.file.OutputFile;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The folder of {@code --out}: manifest.json, one chunk theta-0000.npy per save time (row 0 is θ, row 1 the estimated
 * error, of descent the velocity), and scalars.csv with one line per chunk. A chunk is written first, then its checksum and that of its
 * line in the manifest, then the line, each file whole or not at all: a killed run loses at most the chunk it was writing, and a
 * resumed one leaves the folder that a run without a stop would have left.
 */
final class FlowStore implements Closeable {
    private final Path folder;
    private final RunManifest manifest;
    private final FolderLock lock;
    private final FlowSettings settings;
    private final List<SavedLine> lines = new ArrayList<>();

    private FlowStore(Path folder, FolderLock lock, RunManifest manifest, FlowSettings settings) {
        this.folder = folder;
        this.lock = lock;
        this.manifest = manifest;
        this.settings = settings;
    }

    /** What was saved of an earlier run. */
    record Saved(Checkpoint last, List<FlowSample> samples) {}

    /**
     * Opens the folder for a new run.
     *
     * @throws IllegalArgumentException if it holds a run already, or another one writes into it
     */
    static FlowStore create(Path folder, ModelOnData subject, LossLandscape landscape, FlowSettings settings)
            throws IOException {
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.of(folder);
        FlowStore store = new FlowStore(folder, lock, RunManifest.of(subject, landscape, settings), settings);
        try {
            OutputFile.requireWritable(store.scalars());
            for (Path mine : List.of(store.scalars(), store.manifestFile(), store.chunk(0), store.end())) {
                if (Files.exists(mine)) {
                    throw new IllegalArgumentException("--out: " + folder + " holds a " + mine.getFileName()
                            + " already; go on with --resume if it is of this run, or name another folder");
                }
            }
            store.writeManifest("running");
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Opens the folder of an earlier run and reads what it saved. The save times are its own and those of {@code settings}
     * behind the last one saved.
     *
     * @throws IllegalArgumentException if data, network or settings differ, or another run writes into it
     * @throws IOException if a chunk is damaged
     */
    static FlowStore reopen(Path folder, ModelOnData subject, LossLandscape landscape, FlowSettings settings)
            throws IOException {
        if (!Files.exists(folder.resolve("manifest.json"))) {
            throw new IllegalArgumentException("--resume: " + folder
                    + " holds no manifest.json, expected the folder of a" + " run; start one without --resume");
        }
        FolderLock lock = FolderLock.of(folder);
        try {
            RunManifest manifest = RunManifest.of(subject, landscape, settings);
            double[] earlier = manifest.resume(folder.resolve("manifest.json"));
            List<SavedLine> lines = readLines(folder, manifest);
            double last =
                    lines.isEmpty() ? -1 : lines.get(lines.size() - 1).sample().time();
            FlowSettings merged = settings.withTimes(merged(earlier, settings.times(), last));
            manifest.put("times", merged.times());
            FlowStore store = new FlowStore(folder, lock, manifest, merged);
            OutputFile.requireWritable(store.scalars());
            store.lines.addAll(lines);
            return store;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static double[] merged(double[] earlier, double[] now, double last) {
        double end = earlier.length == 0 ? 0 : earlier[earlier.length - 1];
        if (now[now.length - 1] < end) {
            throw new IllegalArgumentException("--until: got a last time " + now[now.length - 1]
                    + ", expected at least " + end + ", the last time of the run that is resumed");
        }
        return DoubleStream.concat(Arrays.stream(earlier), Arrays.stream(now).filter(time -> time > last))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The lines; they and their chunks are compared with the checksums of the manifest. */
    private static List<SavedLine> readLines(Path folder, RunManifest manifest) throws IOException {
        Path file = folder.resolve("scalars.csv");
        List<SavedLine> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        List<String> text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (text.isEmpty() || !text.get(0).equals(SavedLine.HEADER)) {
            throw new IOException(file + ", line 1: got other columns, expected " + SavedLine.HEADER);
        }
        for (int i = 1; i < text.size(); i++) {
            SavedLine line = SavedLine.parse(file.toString(), i + 1, text.get(i));
            Path chunk = folder.resolve(name(i - 1));
            boolean sound = manifest.holds(name(i - 1), text.get(i));
            if (!sound || !Files.exists(chunk) || !manifest.holds(name(i - 1), Files.readAllBytes(chunk))) {
                throw new IOException((sound ? chunk.toString() : file + ", line " + (i + 1))
                        + ": damaged, its SHA-256 is not that of manifest.json; remove line " + (i + 1)
                        + " and all below from " + file + " to go on from the time before");
            }
            lines.add(line);
        }
        return lines;
    }

    /** The settings to run with. */
    FlowSettings settings() {
        return settings;
    }

    /** Where to go on from; empty if nothing was saved. */
    Optional<Saved> saved() throws IOException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        SavedLine last = lines.get(lines.size() - 1);
        Matrix chunk = DataReader.read(
                        chunk(last.chunk()), ReadOptions.defaults().withoutRequiredTarget())
                .features();
        boolean second = settings.kind() instanceof FlowKind.Discrete
                || !Double.isNaN(last.sample().globalError());
        double[] error = second ? chunk.columnArray(1) : new double[0];
        Checkpoint at = new Checkpoint(
                last.sample().time(), chunk.columnArray(0), last.stepSize(), error, last.tightening(), true);
        return Optional.of(new Saved(at, lines.stream().map(SavedLine::sample).toList()));
    }

    /** Saves a chunk, its checksum and its line. */
    void save(Checkpoint at, FlowSample sample) throws IOException {
        int number = lines.size();
        double[] error = at.globalError().length == 0 ? new double[at.state().length] : at.globalError();
        double[] both = Arrays.copyOf(at.state(), 2 * error.length);
        System.arraycopy(error, 0, both, error.length, error.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NpyWriter.write(bytes, new Matrix(error.length, 2, both).transpose());
        SavedLine line = new SavedLine(number, sample, at.stepSize(), at.tightening());
        OutputFile.write(chunk(number), bytes::writeTo);
        manifest.chunk(name(number), bytes.toByteArray(), line.text());
        writeManifest("running");
        lines.add(line);
        writeLines();
    }

    /** Forgets all chunks: the run starts over. */
    void clear() throws IOException {
        int saved = lines.size();
        lines.clear();
        writeLines();
        for (int number = 0; number < saved; number++) {
            manifest.forget(name(number));
            Files.deleteIfExists(chunk(number));
        }
        writeManifest("running");
    }

    /** Notes how the run ended. */
    void finish(String status, double[] state) throws IOException {
        NpyWriter.write(end(), new Matrix(1, state.length, state));
        writeManifest(status);
    }

    private void writeLines() throws IOException {
        StringBuilder text = new StringBuilder(SavedLine.HEADER).append('\n');
        lines.forEach(line -> text.append(line.text()).append('\n'));
        OutputFile.write(scalars(), text.toString());
    }

    private void writeManifest(String status) throws IOException {
        manifest.put("status", status);
        OutputFile.write(manifestFile(), manifest.text());
    }

    private Path scalars() {
        return folder.resolve("scalars.csv");
    }

    private Path manifestFile() {
        return folder.resolve("manifest.json");
    }

    private Path end() {
        return folder.resolve("theta-end.npy");
    }

    private Path chunk(int number) {
        return folder.resolve(name(number));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "theta-%04d.npy", number);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
