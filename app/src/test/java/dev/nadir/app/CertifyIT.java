package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-java")
class CertifyIT {
    private final Launcher nadir = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private static Path iris() {
        return Launcher.exampleData("iris.csv");
    }

    private Path model(String... options) throws Exception {
        return model(iris(), options);
    }

    private Path model(Path data, String... options) throws Exception {
        Path model = folder.resolve("m" + options.length + ".onnx");
        Object[] line = new Object[options.length + 6];
        System.arraycopy(new Object[] {"construct", data, "--out", model, "--quiet", "--target=class"}, 0, line, 0, 6);
        System.arraycopy(options, 0, line, 6, options.length);
        Run run = nadir.run(line);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return model;
    }

    private static JsonNode json(Run run) throws Exception {
        return new ObjectMapper().readTree(run.out());
    }

    @Tag("says:certify.confirmed")
    @Tag("silent:certify.confirmed")
    @Test
    void aCertificateIsWrittenAndConfirmedAndATamperedOneIsNot() throws Exception {
        Path model = model("--hidden=190,8", "--activation=tanh");
        Path certificate = folder.resolve("certificate.json");
        Run run = nadir.run("certify", model, iris(), "--certificate", certificate, "--json", "--quiet");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = json(run);
        assertThat(json.get("outcome").asText()).isEqualTo("certified");
        assertThat(json.get("relativeRadius").asDouble()).isPositive().isLessThan(1e-9);
        assertThat(json.get("residualBound").asDouble()).isPositive().isLessThan(1e-9);
        assertThat(json.get("sigmaLowerBound").asDouble()).isPositive();
        assertThat(json.get("said").get("claim").asText()).isEqualTo("certify.exact-within");

        JsonNode confirmed = json(nadir.run("certify", model, iris(), "--check", certificate, "--json", "--quiet"));
        assertThat(confirmed.get("confirmed").asBoolean()).isTrue();
        assertThat(confirmed.get("confirmation").get("claim").asText()).isEqualTo("certify.confirmed");

        String text = Files.readString(certificate);
        String radius = new ObjectMapper().readTree(text).get("radius").asText();
        Files.writeString(certificate, text.replace(radius, "1e-30"));
        Run tampered = nadir.run("certify", model, iris(), "--check", certificate, "--quiet");
        assertThat(tampered.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(tampered.out()).contains("not confirmed: only a radius of").doesNotContain("is confirmed");
        Files.writeString(certificate, text);
        Path other = Files.writeString(
                folder.resolve("o.csv"), Files.readString(iris()).replaceFirst("5\\.1", "5.2"));
        assertThat(nadir.run("certify", model, other, "--check", certificate, "--quiet")
                        .out())
                .contains("the certificate is about other samples or labels");
    }

    @Test
    void constructCertifiesTheFileItWrites() throws Exception {
        Path model = folder.resolve("c.onnx");
        Run run = nadir.run("construct", iris(), "--target", "class", "--out", model, "--certify", "--quiet");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("certified: the stored parameters themselves have exactly zero loss");
    }

    @Test
    void refiningWritesTheModelThatIsCertified() throws Exception {
        Path refined = folder.resolve("refined.onnx");
        Path wine = Launcher.exampleData("wine.csv");
        Run run = nadir.run(
                "certify",
                model(wine, "--from=kaiming", "--hidden=64,64"),
                wine,
                "--refine",
                "--out",
                refined,
                "--json",
                "--quiet");
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        JsonNode json = json(run);
        assertThat(json.get("residualBound").asDouble())
                .isLessThanOrEqualTo(json.get("residualBefore").asDouble());
        assertThat(json.get("modelFile").asText()).isEqualTo(refined.toString());
        assertThat(json.get("relativeRadius").asDouble()).isLessThan(1e-9);
    }

    @Test
    void conflictingLabelsAreRefutedAndBadInputIsOneLine() throws Exception {
        Path model = model();
        Path conflict = Files.writeString(
                folder.resolve("c.csv"),
                Files.readString(iris()) + Files.readAllLines(iris()).get(1).replace("setosa", "virginica") + "\n");
        Run run = nadir.run("certify", model, conflict, "--json", "--quiet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(json(run).get("obstruction").get("said").get("claim").asText())
                .isEqualTo("certify.conflicting-labels");
        Run bad = nadir.run("certify", model, iris(), "--check", iris(), "--quiet");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(bad.err().lines()).hasSize(1).first().asString().contains("is not JSON");
    }
}
