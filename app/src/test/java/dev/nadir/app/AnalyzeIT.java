package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-java")
class AnalyzeIT {
    private final Launcher nadir = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private static JsonNode json(Run run) throws Exception {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private Path golubModel() throws Exception {
        Path model = folder.resolve("golub.onnx");
        Run run = nadir.run("construct", golub(), "--target", "class", "--out", model, "--quiet");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return model;
    }

    private static Path golub() {
        return Launcher.exampleData("golub.csv.gz");
    }

    @Test
    void theConstructedGolubNetworkHasFullRankAndObeysProposition5() throws Exception {
        Path page = folder.resolve("golub.html");
        JsonNode json = json(nadir.run("analyze", golubModel(), golub(), "--json", "--report", page, "--svg", folder));
        assertThat(json.get("samples").asInt()).isEqualTo(38);
        assertThat(json.get("equations").asInt()).isEqualTo(76);
        assertThat(json.get("rank").get("rank").asInt()).isEqualTo(76);
        assertThat(json.get("rank").get("decided").asBoolean()).isTrue();
        assertThat(json.get("rank").get("tier").asText()).isEqualTo("kernel");
        assertThat(json.get("singularValues")).hasSize(76);
        assertThat(json.get("cost").asDouble()).isLessThan(1e-28);
        assertThat(verdict(json, "[CM] Proposition 5")).isEqualTo("holds");
        assertThat(json.get("findings").get(0).get("claim").asText()).isEqualTo("diagnose.well-conditioned");
        assertThat(Files.readString(page)).contains("<svg", "Singular values of D", "zero loss to rounding");
        assertThat(folder.resolve("spectrum.svg")).exists();
        assertThat(folder.resolve("loss-split.svg")).exists();
        assertThat(folder.resolve("slopes.svg")).exists();
    }

    private static String verdict(JsonNode json, String name) {
        for (JsonNode check : json.get("statements")) {
            if (check.get("name").asText().equals(name)) {
                return check.get("verdict").asText();
            }
        }
        return "absent";
    }

    @Test
    void networksWithoutBiasesAreDrawnAndCounted() throws Exception {
        JsonNode json = json(noBias("--json"));
        assertThat(json.get("parameterCount").asInt()).isEqualTo(4 * 4 + 4 * 3);
        assertThat(json.get("rank").get("rank").asInt()).isEqualTo(28);
        JsonNode cut = json(noBias("--json", "--cut", "0.999999"));
        assertThat(cut.get("rank").get("rank").asInt()).isEqualTo(1);
        Run refused = nadir.run("analyze", golubModel(), golub(), "--no-bias");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--no-bias: got it beside the model");
    }

    private Run noBias(String... more) throws Exception {
        Stream<Object> usual = Stream.of(
                "analyze",
                Launcher.exampleData("iris.csv"),
                "--target",
                "class",
                "--init",
                "kaiming",
                "--hidden",
                "4",
                "--no-bias");
        return nadir.run(Stream.concat(usual, Stream.of(more)).toArray());
    }

    /** Column units: iris with the sepal length in units 1e14 times smaller has the rank and the blocked loss it had. */
    @Test
    void unitsOfAColumnDoNotMatter() throws Exception {
        Path iris = Launcher.exampleData("iris.csv");
        List<String> lines = Files.readAllLines(iris);
        Path scaled = folder.resolve("scaled.csv");
        Files.write(
                scaled, lines.stream().map(AnalyzeIT::firstNumberInSmallerUnits).toList());
        JsonNode plain =
                json(nadir.run("analyze", iris, "--target", "class", "--init", "zero", "--hidden", "0", "--json"));
        JsonNode other =
                json(nadir.run("analyze", scaled, "--target", "class", "--init", "zero", "--hidden", "0", "--json"));
        assertThat(other.get("rank").get("rank")).isEqualTo(plain.get("rank").get("rank"));
        double blocked = plain.get("lossBlocked").asDouble();
        assertThat(other.get("lossBlocked").asDouble()).isCloseTo(blocked, within(1e-9 * blocked));
    }

    private static String firstNumberInSmallerUnits(String line) {
        int comma = line.indexOf(',');
        String first = line.substring(0, comma);
        return first.matches("[0-9.]+") ? first + "e14" + line.substring(comma) : line;
    }

    @Test
    void aRankDeficientSecondWeightIsMeasuredAndNoAlarmWhereNothingIsBlocked() throws Exception {
        Network network = OnnxReader.read(golubModel()).network();
        Layer second = network.layers().get(1);
        Matrix rankOne = second.weight().copy();
        for (int j = 0; j < rankOne.columns(); j++) {
            rankOne.data()[2 * j + 1] = 0.5 * rankOne.data()[2 * j];
        }
        Layer deficient = new Layer(rankOne, second.bias(), second.activation());
        Network broken =
                new Network(network.inputScaling(), List.of(network.layers().get(0), deficient));
        Path model = folder.resolve("broken.onnx");
        OnnxWriter.write(model, broken, Map.of(), Precision.FLOAT64);
        Run run = nadir.run("analyze", model, golub(), "--target", "class", "--json");
        JsonNode json = json(run);
        assertThat(json.get("rank").get("rank").asInt()).isLessThan(76);
        JsonNode rank = json.get("layers").get(1).get("weightRank");
        assertThat(rank.get("rank").asInt()).isEqualTo(1);
        assertThat(rank.get("size").asInt()).isEqualTo(2);
        assertThat(json.get("headline").asText()).contains("nothing blocked"); // its other layer reaches these labels
        assertThat(json.get("findings").findValuesAsText("claim")).doesNotContain("diagnose.rank-deficient");
        assertThat(verdict(json, "[CM] Proposition 5")).isEqualTo("does not apply");
    }

    @Test
    void freshNetworksAreAnalyzedAndDrawnWithoutAFile() throws Exception {
        Path iris = Launcher.exampleData("iris.csv");
        JsonNode once = json(nadir.run(
                "analyze", iris, "--target", "class", "--init", "xavier", "--hidden", "8", "--standardize", "--json"));
        assertThat(once.get("parameterCount").asInt()).isEqualTo(4 * 8 + 8 + 8 * 3 + 3);
        double cost = once.get("cost").asDouble();
        assertThat(once.get("lossReachable").asDouble()
                        + once.get("lossBlocked").asDouble())
                .isCloseTo(cost, within(1e-12 * cost));
        assertThat(once.get("findings").get(0).get("claim").asText()).isEqualTo("diagnose.too-few-parameters");
        JsonNode draws = json(nadir.run(
                "analyze",
                iris,
                "--target",
                "class",
                "--init",
                "kaiming",
                "--hidden",
                "4",
                "--activation",
                "relu",
                "--draws",
                "20",
                "--json"));
        assertThat(draws.get("draws").asInt()).isEqualTo(20);
        assertThat(draws.get("low").asDouble())
                .isLessThanOrEqualTo(draws.get("fraction").asDouble());
        assertThat(draws.get("high").asDouble())
                .isGreaterThanOrEqualTo(draws.get("fraction").asDouble());
    }

    @Test
    void extremesAgreeWithTheSpectrum() throws Exception {
        Path wine = Launcher.exampleData("wine.csv");
        String[] common = {"--target", "class", "--init", "ntk", "--hidden", "64", "--standardize", "--json"};
        Object[] arguments = new Object[common.length + 2];
        arguments[0] = "analyze";
        arguments[1] = wine;
        System.arraycopy(common, 0, arguments, 2, common.length);
        JsonNode spectrum = json(nadir.run(arguments)).get("singularValues");
        Object[] more = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = "--extremes";
        JsonNode extremes = json(nadir.run(more)).get("extremes");
        double largest = Math.pow(spectrum.get(0).asDouble(), 2);
        assertThat(extremes.get("largest").asDouble()).isCloseTo(largest, within(1e-8 * largest));
        double smallest = Math.pow(spectrum.get(spectrum.size() - 1).asDouble(), 2);
        assertThat(extremes.get("smallest").asDouble()).isCloseTo(smallest, within(1e-6 * smallest));
    }

    @Test
    void missingNetworkIsOneClearLine() throws Exception {
        Run run = nadir.run("analyze", Launcher.exampleData("iris.csv"), "--target", "class");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--init", "--hidden").hasLineCount(1);
    }
}
