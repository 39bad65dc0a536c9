package dev.nadir.app.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nadir.app.shell.Checksum;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.Versions;
import dev.nadir.linalg.BlasThreads;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What manifest.json says: which study of which size, by which versions on which machine, and how far it came. */
final class StudyManifest {
    /** What a run that goes on must agree in, with the option that decides it. */
    private static final Map<String, String> IDENTITY = identity();

    private final Map<String, Object> entries = new LinkedHashMap<>();

    private static Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("study", "NAME");
        identity.put("quick", "--quick");
        identity.put("seeds", "--seeds");
        identity.put("nadir", "version of Nadir");
        identity.put("gridSha256", "grid of the study");
        return identity;
    }

    static StudyManifest of(Study study, StudySize size) {
        StudyManifest manifest = new StudyManifest();
        Map<String, Object> entries = manifest.entries;
        entries.put("study", study.about().name());
        entries.put("quick", size.quick());
        entries.put("seeds", size.grid(study).repetitions());
        entries.put("settings", size.grid(study).settings().size());
        entries.put("gridSha256", hash(size.cells(study) + "" + Results.columns(study)));
        entries.put("nadir", Versions.nadir());
        entries.put("java", Runtime.version().toString());
        entries.put("linearAlgebra", BlasThreads.library());
        entries.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        return manifest;
    }

    private static String hash(String text) {
        MessageDigest digest = Checksum.digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Checksum.text(digest);
    }

    /**
     * Checks that an earlier manifest is of the same study and size.
     *
     * @throws IllegalArgumentException naming what differs
     * @throws IOException if the file cannot be read, or is none of a study
     */
    void requireSame(Path file) throws IOException {
        JsonNode earlier = read(file);
        JsonNode now = new ObjectMapper().readTree(Json.line(entries));
        for (Map.Entry<String, String> key : IDENTITY.entrySet()) {
            JsonNode was = earlier.get(key.getKey());
            if (was == null) {
                throw new IOException(file + ": not the manifest of a study: it has no " + key.getKey());
            } else if (!was.equals(now.get(key.getKey()))) {
                throw new IllegalArgumentException("--resume: " + key.getValue() + " differs: got "
                        + now.get(key.getKey()) + ", expected " + was + " as in " + file);
            }
        }
        entries.put("cpuSeconds", earlier.path("cpuSeconds").asDouble());
    }

    /** The size that a folder of results is of. */
    static StudySize size(Path file) throws IOException {
        JsonNode earlier = read(file);
        return new StudySize(
                earlier.path("quick").asBoolean(), earlier.path("seeds").asInt());
    }

    /** One entry of a folder of results, as text. */
    static String entry(Path file, String name) throws IOException {
        return read(file).path(name).asText();
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            JsonNode read = new ObjectMapper().readTree(Files.readAllBytes(file));
            return read == null ? MissingNode.getInstance() : read;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(file + ": damaged: " + e.getOriginalMessage(), e);
        }
    }

    void put(String key, Object value) {
        entries.put(key, value);
    }

    /** Adds the processor time of this run to that of the runs before it. */
    void addSeconds(double seconds) {
        double before = entries.get("cpuSeconds") instanceof Double earlier ? earlier : 0;
        entries.put("cpuSeconds", Math.round(10 * (before + seconds)) / 10.0);
    }

    String text() {
        return Json.text(entries) + "\n";
    }

    /** The files a run makes besides its pictures. */
    static List<String> files() {
        return List.of("manifest.json", "journal.csv", "results.csv");
    }
}
