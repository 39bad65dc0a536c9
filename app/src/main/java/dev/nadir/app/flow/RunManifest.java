package dev.nadir.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.shell.Checksum;
import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.Versions;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.linalg.BlasThreads;
import dev.nadir.model.Parameter;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What manifest.json says: everything that the numbers of a run depend on, the checksums of its chunks and
 * their lines, and its own.
 */
final class RunManifest {
    /** What a resumed run must agree in. */
    private static final List<String> IDENTITY = List.of(
            "layerDims",
            "activations",
            "layers",
            "parametersMoving",
            "dataSha256",
            "networkSha256",
            "output",
            "parameters",
            "seed",
            "settings");

    /** Stands for the checksum of the whole while that is computed. */
    private static final String UNSIGNED = "0".repeat(64);

    private static final Pattern SIGNATURE = Pattern.compile("\"sha256\" : \"([0-9a-f]{64})\"\\s*}\\s*\\z");

    private final Map<String, Object> entries = new LinkedHashMap<>();
    private final Map<String, String> chunks = new LinkedHashMap<>();
    private final Map<String, String> lines = new LinkedHashMap<>();

    static RunManifest of(ModelOnData subject, LossLandscape landscape, FlowSettings settings) throws IOException {
        RunManifest manifest = new RunManifest();
        Map<String, Object> entries = manifest.entries;
        entries.put("nadir", Versions.nadir());
        entries.put("java", Runtime.version().toString());
        entries.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        entries.put("data", subject.dataset().name());
        entries.put(
                "dataSha256",
                hash(landscape.data().inputs().data(), landscape.data().labels().data()));
        entries.put("network", subject.origin());
        if (subject instanceof NetworkOnData perceptron) {
            manifest.put(
                    perceptron.network(), landscape.perceptron().orElseThrow().layers());
        } else if (subject instanceof GraphOnData graph) {
            manifest.put(graph);
        }
        entries.put("parametersMoving", landscape.dimension());
        entries.put("seed", subject.seed());
        Map<String, Object> asked = settings(settings);
        asked.put("loss", landscape.loss().name());
        asked.put("weightDecay", landscape.decay());
        entries.put("settings", asked);
        entries.put("times", settings.times());
        return manifest;
    }

    private void put(Network network, int... layers) {
        entries.put("layerDims", network.layerDims());
        entries.put("activations", LayerDims.activations(network));
        double[][] scaling = network.inputScaling()
                .map(front -> new double[][] {front.offset(), front.factor()})
                .orElse(new double[2][0]);
        entries.put("networkSha256", hash(network.parameters(), scaling[0], scaling[1], fixedNumbers(network)));
        entries.put("layers", layers);
    }

    /** Of a graph its nodes, all stored values, also those in other files, and which of them are trained. */
    private void put(GraphOnData graph) {
        MessageDigest digest = Checksum.digest();
        digest.update(graph.file().bytes());
        graph.model().graph().initializers().values().forEach(stored -> Checksum.update(digest, stored.values()));
        entries.put("networkSha256", Checksum.text(digest));
        entries.put("output", graph.model().graph().output());
        entries.put(
                "parameters",
                graph.model().parameters().all().stream()
                        .filter(Parameter::trained)
                        .map(Parameter::name)
                        .toList());
    }

    /** All that the numbers depend on but the save times, which a run may be extended by. */
    private static Map<String, Object> settings(FlowSettings settings) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("field", settings.kind().name());
        if (settings.kind() instanceof FlowKind.Discrete discrete) {
            asked.put("momentum", discrete.descent().momentum());
            asked.put("batch", discrete.descent().batch());
            asked.put("batchSeed", discrete.descent().seed());
        }
        asked.put("stepper", settings.stepper().name());
        asked.put("rtol", settings.tolerance().relative());
        asked.put("atol", settings.tolerance().absolute());
        asked.put("spectrumLimit", settings.spectrumLimit());
        asked.put("kinks", settings.locateKinks());
        asked.put("lambdaMin", settings.lambdaBound());
        asked.put("window", settings.watchWindow());
        asked.put("threads", BlasThreads.requested());
        return asked;
    }

    /**
     * Takes over the chunks of an earlier run.
     *
     * @return its save times
     * @throws IllegalArgumentException naming what differs
     */
    double[] resume(Path file) throws IOException {
        JsonNode earlier = read(file);
        JsonNode now = new ObjectMapper().readTree(Json.line(entries));
        for (String key : IDENTITY) {
            if (now.has(key) || earlier.has(key)) {
                requireSame(key, now.path(key), earlier.get(key), file);
            }
        }
        take(earlier.path("chunks"), chunks);
        take(earlier.path("lines"), lines);
        double[] times = new double[earlier.path("times").size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = earlier.get("times").get(i).asDouble();
        }
        return times;
    }

    private static void take(JsonNode object, Map<String, String> into) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            into.put(name, object.get(name).asText());
        }
    }

    private static JsonNode read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Matcher end = SIGNATURE.matcher(text);
        if (!end.find()
                || !signed(text.substring(0, end.start(1)) + UNSIGNED + text.substring(end.end(1)))
                        .equals(text)) {
            throw new IOException(
                    file + ": damaged, or not the manifest of a run; its checksum is not that of its content");
        }
        return new ObjectMapper().readTree(text);
    }

    /** The text with its checksum in the place that was left for it, the last. */
    private static String signed(String unsigned) {
        int at = unsigned.lastIndexOf(UNSIGNED);
        return unsigned.substring(0, at)
                + hash(unsigned.getBytes(StandardCharsets.UTF_8))
                + unsigned.substring(at + UNSIGNED.length());
    }

    private static void requireSame(String key, JsonNode now, JsonNode earlier, Path file) {
        if (now.equals(earlier)) {
            return;
        }
        if (now.isObject() && earlier != null && earlier.isObject()) {
            for (Iterator<String> names = now.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                requireSame(name, now.get(name), earlier.get(name), file);
            }
        }
        throw new IllegalArgumentException("--resume: " + key + " differs: got " + now + ", expected "
                + (earlier == null ? "none" : earlier) + " as in " + file);
    }

    void put(String key, Object value) {
        entries.put(key, value);
    }

    /** Notes the checksums of a chunk and of its line. */
    void chunk(String name, byte[] chunk, String line) {
        chunks.put(name, hash(chunk));
        lines.put(name, hash(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether this is the chunk that was noted. */
    boolean holds(String name, byte[] chunk) {
        return hash(chunk).equals(chunks.get(name));
    }

    /** Whether this is the line that was noted. */
    boolean holds(String name, String line) {
        return hash(line.getBytes(StandardCharsets.UTF_8)).equals(lines.get(name));
    }

    void forget(String name) {
        chunks.remove(name);
        lines.remove(name);
    }

    String text() {
        Map<String, Object> all = new LinkedHashMap<>(entries);
        all.put("chunks", chunks);
        all.put("lines", lines);
        all.put("sha256", UNSIGNED);
        return signed(Json.text(all) + "\n");
    }

    /** c, d and β of the layers that are not ordinary, so that the hash of ordinary networks stays what it was. */
    private static double[] fixedNumbers(Network network) {
        return network.layers().stream()
                .map(Layer::parametrization)
                .filter(fixed -> !fixed.equals(Parametrization.STANDARD))
                .flatMapToDouble(fixed -> DoubleStream.of(fixed.factor(), fixed.shift(), fixed.biasFactor()))
                .toArray();
    }

    private static String hash(double[]... arrays) {
        MessageDigest digest = Checksum.digest();
        for (double[] array : arrays) {
            Checksum.update(digest, array);
        }
        return Checksum.text(digest);
    }

    private static String hash(byte[] bytes) {
        MessageDigest digest = Checksum.digest();
        digest.update(bytes);
        return Checksum.text(digest);
    }
}
