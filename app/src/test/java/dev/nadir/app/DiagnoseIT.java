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
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.ZeroLoss;
import dev.nadir.network.activation.Tanh;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-java")
class DiagnoseIT {
    private final Launcher nadir = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private static JsonNode json(Run run) throws Exception {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private Path model(String name, int... dims) throws Exception {
        Network network = Initialization.byName("xavier").network(dims, new Tanh(), 3);
        Path model = folder.resolve(name);
        OnnxWriter.write(model, network, Map.of(), Precision.FLOAT64);
        return model;
    }

    /** Noise to be fitted: features a and b, target y; with a conflict, the last row repeats the first one's features. */
    private Path data(String name, int samples, boolean conflict) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("a,b,y\n");
        String first = "0.5,-0.25,";
        for (int i = 0; i < samples; i++) {
            boolean same = i == 0 || conflict && i == samples - 1;
            text.append(same ? first : random.nextGaussian() + "," + random.nextGaussian() + ",");
            text.append(random.nextGaussian()).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    @Tag("says:diagnose.zero-loss-found")
    @Tag("silent:diagnose.zero-loss-impossible")
    void weightsOfZeroLossAreFoundWrittenAndMeasured() throws Exception {
        Path model = model("wide.onnx", 2, 40, 1);
        Path data = data("noise.csv", 12, false);
        Path fitted = folder.resolve("fitted.onnx");
        Path page = folder.resolve("why.html");
        JsonNode json = json(nadir.run(
                "diagnose",
                model,
                data,
                "--target",
                "y",
                "--lr",
                "0.01",
                "--json",
                "--fix",
                fitted,
                "--report",
                page,
                "--svg",
                folder));
        assertThat(json.get("headline").asText()).contains("nothing blocked", "other weights of this very network");
        double cost = json.get("cost").asDouble();
        assertThat(json.get("lossReachable").asDouble()
                        + json.get("lossBlocked").asDouble())
                .isCloseTo(cost, within(1e-12 * cost)); // 1000 QN ε
        double scales = 0;
        for (JsonNode scale : json.get("timeScales")) {
            scales += scale.get("loss").asDouble();
        }
        assertThat(scales).isCloseTo(json.get("lossReachable").asDouble(), within(1e-12 * cost));
        assertThat(json.get("predicted").get(0).get("cost").asDouble()).isCloseTo(cost, within(1e-12 * cost));
        assertThat(json.get("witness").get("found").asBoolean()).isTrue();
        Network read = OnnxReader.read(fitted).network();
        Matrix x = Matrix.zeros(2, 12);
        Matrix y = Matrix.zeros(1, 12);
        int i = 0;
        for (String line : Files.readAllLines(data).subList(1, 13)) {
            String[] cells = line.split(",");
            x.data()[2 * i] = Double.parseDouble(cells[0]);
            x.data()[2 * i + 1] = Double.parseDouble(cells[1]);
            y.data()[i++] = Double.parseDouble(cells[2]);
        }
        assertThat(ZeroLoss.reached(read.evaluate(x), y)).isTrue();
        assertThat(Files.readString(page)).contains("Why the loss is not zero", "How slow", "<svg");
        assertThat(folder.resolve("time-scales.svg")).exists();
        assertThat(folder.resolve("predicted-loss.svg")).exists();
    }

    /** A ReLU network with a dead layer: rank D = 1, yet 11 units along a line fit 12 samples; standardized, written, read. */
    @Test
    @Tag("says:diagnose.zero-loss-found")
    void whatTheLineCannotReachIsConstructedAndWrittenForTheRawFeatures() throws Exception {
        Path data = data("noise.csv", 12, false);
        Path fitted = folder.resolve("constructed.onnx");
        JsonNode json = json(nadir.run(
                "diagnose",
                data,
                "--target",
                "y",
                "--init",
                "zero",
                "--hidden",
                "11",
                "--activation",
                "relu",
                "--standardize",
                "--json",
                "--fix",
                fitted));
        assertThat(json.at("/witness/found").asBoolean()).isTrue();
        assertThat(json.get("headline").asText()).contains("other weights of this very network");
        Run verified = nadir.run("verify", fitted, data, "--target", "y", "--json");
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(verified.out())
                        .at("/accuracy/relativeCost")
                        .asDouble(1))
                .isLessThan(1e-20);
    }

    @Test
    @Tag("says:diagnose.zero-loss-impossible")
    @Tag("silent:diagnose.zero-loss-found")
    void conflictingSamplesAreNamedInTheHeadline() throws Exception {
        Path fitted = folder.resolve("fitted.onnx");
        Path model = model("wide.onnx", 2, 40, 1);
        Path data = data("conflict.csv", 12, true);
        Run run = nadir.run("diagnose", model, data, "--target", "y", "--fix", fitted);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .contains("no weights reach zero loss: samples 1 and 12 conflict");
        assertThat(run.out()).contains("next: ", " data " + data + " --target y");
        assertThat(fitted).doesNotExist();
    }

    @Test
    void whatIsPrintedToGoOnWithRuns() throws Exception {
        Path model = model("small.onnx", 2, 2, 1);
        Path data = data("a noise's.csv", 30, false);
        JsonNode next = json(nadir.run("diagnose", model, data, "--target", "y", "--json"))
                .get("next");
        assertThat(next).isNotEmpty();
        for (JsonNode command : next) {
            Process process = new ProcessBuilder(
                            "sh",
                            "-c",
                            command.asText()
                                    .replaceFirst("^\\S+", nadir.script().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(process.waitFor())
                    .as(command.asText() + Files.readString(folder.resolve("log")))
                    .isLessThan(ExitCode.BAD_INPUT);
        }
    }

    @Test
    void theModelIsNeverOverwritten() throws Exception {
        Path model = model("wide.onnx", 2, 4, 1);
        byte[] before = Files.readAllBytes(model);
        Run run = nadir.run("diagnose", model, data("noise.csv", 5, false), "--target", "y", "--fix", model);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
    }
}
