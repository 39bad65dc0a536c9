package dev.nadir.app.certify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.shell.Checksum;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.Versions;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Refuted;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.file.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A certificate as a file; docs/certificates.md has its schema.
 *
 * @param modelSha256 of the model's file
 * @param samplesSha256 of the numbers of the samples and labels
 * @param outcome certified or refuted
 * @param layers that may move; empty for exact evaluation and where it is refuted
 * @param radius that is claimed, 0 where it is refuted
 */
record CertificateFile(String modelSha256, String samplesSha256, String outcome, List<Integer> layers, double radius) {
    private static final String SCHEMA = "nadir-certificate-1";
    /** What is claimed is this much more than what was proved, so that other machines, which round otherwise, can confirm it. */
    private static final double ROOM = 1.125;

    /** Writes what was proved; nothing for what was not. */
    static void write(Path file, InputFiles files, TrainingSet data, Certification outcome) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("version", Versions.nadir());
        json.put("java", Runtime.version().toString());
        json.put("modelSha256", Checksum.of(files.model().orElseThrow()));
        json.put("dataSha256", Checksum.of(files.data()));
        json.put("samplesSha256", digest(data));
        json.put("samples", data.samples());
        json.put("inputDim", data.inputDim());
        json.put("outputDim", data.outputDim());
        if (outcome instanceof Certified found) {
            json.put("outcome", "certified");
            json.put(
                    "statement",
                    "parameters with exactly zero loss on these samples exist within radius of the stored ones");
            json.put("method", found.method());
            json.put("layers", found.layers());
            json.put("residualBound", found.bounds().residual());
            json.put("sigmaLowerBound", found.bounds().sigma());
            json.put("lipschitz", found.bounds().lipschitz());
            json.put("radius", ROOM * found.radius());
            json.put("relativeRadius", ROOM * found.relativeRadius());
        } else if (outcome instanceof Refuted never) {
            json.put("outcome", "refuted");
            json.put("statement", "no parameters of this network have zero loss on these samples");
            json.put("obstruction", never.obstruction());
        }
        OutputFile.write(file, Json.text(json) + System.lineSeparator());
    }

    /**
     * Reads one.
     *
     * @throws IOException if it cannot be read or is not a certificate
     */
    static CertificateFile read(Path file) throws IOException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is not JSON; expected a certificate that certify --certificate wrote", e);
        }
        if (!SCHEMA.equals(json.path("schema").asText())) {
            throw new IOException(file + ": got schema '" + json.path("schema").asText() + "', expected " + SCHEMA);
        }
        List<Integer> layers = new ArrayList<>();
        json.path("layers").forEach(layer -> layers.add(layer.asInt()));
        double radius = json.path("radius").asDouble(0);
        String outcome = word(file, json, "outcome");
        if (!List.of("certified", "refuted").contains(outcome) || !(radius >= 0)) {
            throw new IOException(file + ": got outcome '" + outcome + "' and radius " + radius
                    + ", expected certified or refuted, and a number that is not negative");
        }
        return new CertificateFile(
                word(file, json, "modelSha256"), word(file, json, "samplesSha256"), outcome, layers, radius);
    }

    private static String word(Path file, JsonNode json, String name) throws IOException {
        if (!json.path(name).isTextual()) {
            throw new IOException(file + ": got no '" + name + "', expected one in a certificate");
        }
        return json.path(name).asText();
    }

    /** Why the recomputation does not confirm the file; empty if it does. */
    Optional<String> contradiction(Path model, TrainingSet data, Certification again) {
        if (!Checksum.of(model).equals(Optional.of(modelSha256))) {
            return Optional.of("the certificate is about another model file");
        } else if (!digest(data).equals(samplesSha256)) {
            return Optional.of("the certificate is about other samples or labels");
        } else if (outcome.equals("refuted")) {
            return again instanceof Refuted ? Optional.empty() : Optional.of("the obstruction is not found");
        } else if (!(again instanceof Certified found)) {
            return Optional.of("nothing is proved for this model and these data");
        } else if (!(found.radius() <= radius)) {
            return Optional.of("only a radius of " + found.radius() + " is proved, the certificate has " + radius);
        }
        return Optional.empty();
    }

    /** Of M, N, Q and all inputs and labels, sample by sample, big-endian as IEEE 754. */
    private static String digest(TrainingSet data) {
        MessageDigest digest = Checksum.digest();
        ByteBuffer sizes = ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(data.inputDim())
                .putInt(data.samples())
                .putInt(data.outputDim());
        digest.update(sizes.array());
        for (int i = 0; i < data.samples(); i++) {
            Checksum.update(digest, data.inputs().columnArray(i));
            Checksum.update(digest, data.labels().columnArray(i));
        }
        return Checksum.text(digest);
    }
}
