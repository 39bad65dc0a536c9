package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict and the structured networks from the command line. */
@Tag("one-java")
class AssessIT {
    @TempDir
    private Path folder;

    private Launcher nadir;

    @BeforeEach
    void enterAnEmptyFolder() {
        nadir = Launcher.ofRepository().in(folder);
    }

    private JsonNode json(Run run) throws Exception {
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void irisIsPeeledAndItsCertificateReported() throws Exception {
        Run run = nadir.run("assess", Launcher.exampleData("iris.csv"), "--target", "class", "--json", "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        JsonNode verdict = json(run);
        assertThat(verdict.get("attainable").asBoolean()).isTrue();
        assertThat(verdict.get("claim").asText()).isEqualTo("assess.some-network-fits");
        assertThat(verdict.get("structure").get("separable").asBoolean()).isFalse();
        assertThat(verdict.get("structure").get("refuted").asBoolean()).isTrue();
        JsonNode refutations = verdict.get("structure").get("separation").get("refutations");
        assertThat(refutations).hasSize(2);
        refutations.forEach(AssessIT::assertHoldsInTheFile);
        JsonNode best = verdict.get("constructions").get(0);
        assertThat(best.get("construction").asText()).isEqualTo("peeling");
        assertThat(best.get("exact").asBoolean()).isTrue();
        assertThat(verdict.get("nextCommand").asText()).endsWith("--target class --construction peeling");
    }

    /** Both combinations of the samples as they stand in the file are the same, in decimal arithmetic without rounding. */
    private static void assertHoldsInTheFile(JsonNode refutation) {
        assertThat(refutation.get("decided").asBoolean()).isTrue();
        try {
            List<String> lines = Files.readAllLines(Launcher.exampleData("iris.csv"));
            for (int feature = 0; feature < 4; feature++) {
                assertThat(combination(lines, feature, refutation.get("samples"), refutation.get("weights")))
                        .isEqualByComparingTo(combination(
                                lines, feature, refutation.get("otherSamples"), refutation.get("otherWeights")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dataReportTheSameCertificate() throws Exception {
        Run run = nadir.run("data", Launcher.exampleData("iris.csv"), "--target", "class", "--json", "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode refutations = json(run).get("separation").get("refutations");
        assertThat(refutations).hasSize(2);
        refutations.forEach(AssessIT::assertHoldsInTheFile);
    }

    /** The hyperplanes of a decision list, evaluated without rounding on the numbers of the file. */
    @Test
    void aConstructionFromHalfSpacesReportsThem() throws Exception {
        Run run = nadir.run(
                "construct",
                Launcher.exampleData("wine.csv"),
                "--target",
                "class",
                "--construction",
                "decision-list",
                "--json",
                "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode built = json(run);
        JsonNode separation = built.get("separation");
        assertThat(separation.get("refutations")).isEmpty();
        assertThat(separation.get("steps")).hasSize(2);
        List<String> order = new ArrayList<>();
        separation
                .get("order")
                .forEach(code ->
                        order.add(built.get("classNames").get(code.asInt()).asText()));
        List<String> lines = Files.readAllLines(Launcher.exampleData("wine.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int place = order.indexOf(cells[13]);
            for (int k = 0; k < 2 && k <= place; k++) { // classes before this one are gone when its plane is drawn
                assertThat(value(separation.get("steps").get(k), cells).signum())
                        .isEqualTo(k == place ? -1 : 1);
            }
        }
    }

    private static BigDecimal value(JsonNode step, String[] cells) {
        BigDecimal sum = new BigDecimal(step.get("offset").asDouble());
        for (int i = 0; i < step.get("normal").size(); i++) {
            sum = sum.add(new BigDecimal(step.get("normal").get(i).asDouble())
                    .multiply(new BigDecimal(Double.parseDouble(cells[i]))));
        }
        return sum;
    }

    private static BigDecimal combination(List<String> lines, int feature, JsonNode samples, JsonNode weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < samples.size(); k++) { // line 1 is the header
            double value = Double.parseDouble(lines.get(samples.get(k).asInt()).split(",")[feature]);
            sum = sum.add(new BigDecimal(weights.get(k).asText()).multiply(new BigDecimal(value)));
        }
        return sum;
    }

    @Test
    void anArchitectureThatCannotIsExitStatusOneWithTheWayOut() throws Exception {
        Run run =
                nadir.run("assess", Launcher.exampleData("wine.csv"), "--target", "class", "--hidden", "5", "--quiet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(run.out())
                .startsWith("zero loss: not decided: ")
                .contains("underparametrized", "fewer than QN = 534 equations");
        assertThat(run.err()).contains("not decided").containsPattern("nadir: next: \\S*nadir construct");
    }

    @Test
    void theReportIsOnePageWithPictures() throws Exception {
        Run run = nadir.run(
                "assess",
                Launcher.exampleData("wine.csv"),
                "--target",
                "class",
                "--hidden",
                "2,2,3",
                "--activation",
                "relu",
                "--report",
                "wine.html",
                "--svg",
                "pictures",
                "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("zero loss: yes: ").contains("they have structure", "decision-list");
        String page = Files.readString(folder.resolve("wine.html"));
        assertThat(page).contains("<svg", "readable numbers", "alcohol").doesNotContain("<script src");
        assertThat(folder.resolve("pictures").toFile().list()).contains("layer-0.svg", "layer-3.svg");
    }

    @Test
    void theNetworkFoundIsProvedOnRequestInTextAndPage() throws Exception {
        Run run = nadir.run(
                "assess",
                Launcher.exampleData("wine.csv"),
                "--target=class",
                "--hidden=200",
                "--certify",
                "--report=proved.html",
                "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("certified: parameters of exactly zero loss exist within", "residual ρ", "radius");
        assertThat(Files.readString(folder.resolve("proved.html"))).contains("Certificate", "certified: parameters");
        Run sweep = nadir.run("assess", Launcher.exampleData("wine.csv"), "--target=class", "--sweep", "--certify");
        assertThat(sweep.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(sweep.err()).contains("--certify");
    }

    @Test
    void theSweepShowsTheDichotomy() throws Exception {
        Run run = nadir.run(
                "assess",
                Launcher.exampleData("wine.csv"),
                "--target",
                "class",
                "--sweep",
                "--widths",
                "3,200",
                "--depths",
                "1",
                "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out().lines().toList()).hasSize(3);
        assertThat(run.out()).contains("not decided", "assess.weights-constructed");
    }

    @Test
    void contradictionsAreNamedAndImpossible() throws Exception {
        Path file = Files.writeString(folder.resolve("c.csv"), "a,b,class\n1,2,x\n3,4,y\n1,2,y\n3,4,x\n5,6,x\n");
        Run run = nadir.run("assess", file, "--target", "class", "--hidden", "50", "--quiet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(run.err()).contains("samples 1 and 3 have equal inputs", "nadir data");
    }

    @Test
    void badCombinationsAreBadUsage() throws Exception {
        Run run =
                nadir.run("assess", Launcher.exampleData("wine.csv"), "--target", "class", "--sweep", "--hidden", "5");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--widths and --depths");
    }

    @ParameterizedTest
    @CsvSource({
        "wine.csv, decision-list, 55",
        "breast_cancer.csv, decision-list, 43",
        "digits.csv.gz, decision-list, 885",
        "iris.csv, peeling, 83"
    })
    void exactNetworksAreExactInOnnxRuntimeToo(String file, String construction, long parameters) throws Exception {
        Run run = nadir.run(
                "construct",
                Launcher.exampleData(file),
                "--target",
                "class",
                "--construction",
                construction,
                "--out",
                "m.onnx",
                "--json",
                "--quiet");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode report = json(run);
        assertThat(report.get("parameterCount").asLong()).isEqualTo(parameters);
        assertThat(report.get("parameterCounts").get("nonzero").asLong()).isLessThan(parameters);
        assertThat(report.get("interpretation")
                        .get("units")
                        .get(0)
                        .get("direction")
                        .size())
                .isEqualTo(report.get("inputDim").asInt());
        assertThat(report.get("maxResidual").asDouble()).isZero();
        assertThat(report.get("verification").get("maxResidual").asDouble()).isZero();
        assertThat(report.get("verification").get("engine").asText()).contains("ONNX Runtime");
    }

    @Test
    void singlePrecisionIsRefusedWhereTheCertificateFails() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("a,b,class\n");
        for (int i = 0; i < 60; i++) {
            double a = random.nextGaussian();
            rows.append(String.format(Locale.ROOT, "%.12f,%.12f,%s%n", a, a + (i % 2) * 1e-7, i % 2 == 0 ? "x" : "y"));
        }
        Path file = Files.writeString(folder.resolve("thin.csv"), rows);
        Run exact = nadir.run(
                "construct",
                file,
                "--target",
                "class",
                "--construction",
                "decision-list",
                "--out",
                "a.onnx",
                "--quiet");
        assertThat(exact.exitCode()).as(exact.err()).isEqualTo(ExitCode.DONE);
        Run coarse = nadir.run(
                "construct",
                file,
                "--target",
                "class",
                "--construction",
                "decision-list",
                "--precision",
                "float32",
                "--out",
                "b.onnx",
                "--quiet");
        assertThat(coarse.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(coarse.err()).contains("single-precision", "--precision float64");
        assertThat(folder.resolve("b.onnx")).doesNotExist();
    }
}
