package dev.nadir.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.shell.AtomicFile;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.Versions;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.LossLandscape;
import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.NpyWriter;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of {@code --out}: manifest.json, one chunk theta-0000.npy per save time (row 0 is θ, row 1 the estimated
 * error), and scalars.csv with one line per chunk. A line is written after its chunk, so a killed run loses at most the
 * chunk it was writing.
 */
final class FlowStore {
    private static final String HEADER = "chunk,time,cost,gradientNorm,reachable,blocked,rank,lambdaMin,thetaNorm,"
            + "lineDistance,bound,globalError,stepSize,tightening";

    private final Path folder;
    private final Map<String, Object> manifest;
    private final List<String> lines = new ArrayList<>();

    private FlowStore(Path folder, Map<String, Object> manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** What was saved of an earlier run. */
    record Saved(Checkpoint last, List<FlowSample> samples) {}

    /** Opens the folder for a new run. */
    static FlowStore create(Path folder, NetworkOnData subject, LossLandscape landscape, FlowSettings settings)
            throws IOException {
        Files.createDirectories(folder);
        FlowStore store = new FlowStore(folder, manifest(subject, landscape, settings));
        if (Files.exists(store.scalars())) {
            throw new IllegalArgumentException(
                    "--out: " + folder + " holds a run already; go on with --resume, or name another folder");
        }
        store.writeManifest("running");
        return store;
    }

    /**
     * Opens the folder of an earlier run.
     *
     * @throws IllegalArgumentException if data, network or settings differ
     */
    static FlowStore reopen(Path folder, NetworkOnData subject, LossLandscape landscape, FlowSettings settings)
            throws IOException {
        FlowStore store = new FlowStore(folder, manifest(subject, landscape, settings));
        JsonNode earlier =
                new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
        JsonNode now = new ObjectMapper().readTree(Json.line(store.manifest));
        for (String key : List.of("dataSha256", "networkSha256", "settings")) {
            if (!now.get(key).equals(earlier.get(key))) {
                throw new IllegalArgumentException("--resume: " + key + " differs: got " + now.get(key) + ", expected "
                        + earlier.get(key) + " as in " + folder.resolve("manifest.json"));
            }
        }
        return store;
    }

    /** The last complete chunk and the samples up to it; empty if there is none. */
    Optional<Saved> read() throws IOException {
        if (!Files.exists(scalars())) {
            return Optional.empty();
        }
        List<FlowSample> samples = new ArrayList<>();
        double[] last = null;
        for (String line : Files.readAllLines(scalars(), StandardCharsets.UTF_8)) {
            if (!line.equals(HEADER) && line.split(",").length == 14) {
                lines.add(line);
                String[] cells = line.split(",");
                last = new double[cells.length];
                for (int i = 0; i < cells.length; i++) {
                    last[i] = Double.parseDouble(cells[i]);
                }
                samples.add(sample(last));
            }
        }
        if (last == null) {
            return Optional.empty();
        }
        Matrix chunk = DataReader.read(
                        chunk((int) last[0]), ReadOptions.defaults().withoutRequiredTarget())
                .features();
        double[] error = Double.isNaN(last[11]) ? new double[0] : chunk.columnArray(1);
        return Optional.of(
                new Saved(new Checkpoint(last[1], chunk.columnArray(0), last[12], error, last[13]), samples));
    }

    private static FlowSample sample(double[] c) {
        return new FlowSample(c[1], c[2], c[3], c[4], c[5], (int) c[6], c[7], c[8], c[9], c[10], c[11]);
    }

    /** Saves a chunk and its line. */
    void save(Checkpoint at, FlowSample s) throws IOException {
        int number = lines.size();
        double[] error = at.globalError().length == 0 ? new double[at.state().length] : at.globalError();
        Matrix rows = new Matrix(at.state().length, 2, joined(at.state(), error)).transpose();
        NpyWriter.write(chunk(number), rows);
        lines.add(number + "," + s.time() + "," + s.cost() + "," + s.gradientNorm() + "," + s.reachable() + ","
                + s.blocked() + "," + s.rank() + "," + s.lambdaMin() + "," + s.thetaNorm() + "," + s.lineDistance()
                + "," + s.bound() + "," + s.globalError() + "," + at.stepSize() + "," + at.tightening());
        writeLines();
    }

    /** Forgets all chunks: the run starts over. */
    void clear() throws IOException {
        lines.clear();
        writeLines();
    }

    /** Notes how the run ended. */
    void finish(String status, double[] state) throws IOException {
        NpyWriter.write(folder.resolve("theta-end.npy"), new Matrix(1, state.length, state));
        writeManifest(status);
    }

    private void writeLines() throws IOException {
        String text = HEADER + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        AtomicFile.write(scalars(), part -> Files.writeString(part, text, StandardCharsets.UTF_8));
    }

    private void writeManifest(String status) throws IOException {
        manifest.put("status", status);
        String text = Json.text(manifest) + "\n";
        AtomicFile.write(
                folder.resolve("manifest.json"), part -> Files.writeString(part, text, StandardCharsets.UTF_8));
    }

    private Path scalars() {
        return folder.resolve("scalars.csv");
    }

    private Path chunk(int number) {
        return folder.resolve(String.format(Locale.ROOT, "theta-%04d.npy", number));
    }

    private static Map<String, Object> manifest(NetworkOnData subject, LossLandscape landscape, FlowSettings settings)
            throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("nadir", Versions.nadir());
        manifest.put("java", Runtime.version().toString());
        manifest.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        manifest.put("data", subject.dataset().name());
        manifest.put(
                "dataSha256",
                hash(subject.data().inputs().data(), subject.data().labels().data()));
        manifest.put("network", subject.origin());
        manifest.put("layerDims", subject.network().layerDims());
        manifest.put("activations", LayerDims.activations(subject.network()));
        manifest.put("networkSha256", hash(subject.network().parameters()));
        manifest.put("parametersMoving", landscape.dimension());
        manifest.put("seed", subject.seed());
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("field", settings.kind().name());
        asked.put("stepper", settings.stepper().name());
        asked.put("rtol", settings.tolerance().relative());
        asked.put("times", settings.times());
        asked.put("kinks", settings.locateKinks());
        asked.put("lambdaMin", settings.lambdaBound());
        asked.put("window", settings.watchWindow());
        manifest.put("settings", asked);
        return manifest;
    }

    private static String hash(double[]... arrays) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES);
            for (double[] array : arrays) {
                for (double value : array) {
                    digest.update(buffer.clear().putDouble(value).array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static double[] joined(double[] a, double[] b) {
        double[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
