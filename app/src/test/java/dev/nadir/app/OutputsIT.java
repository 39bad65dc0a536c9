package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of the user's is lost, whatever an output is called. */
@Tag("one-java")
class OutputsIT {
    private static final String DATA = "a,b,class\n0,0,u\n1,0,v\n0,1,v\n3,1,u\n2,2,v\n5,1,u\n";

    private final Launcher repository = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private Launcher nadir;
    private Path data;
    private Path model;

    @BeforeEach
    void makeDataAndModel() throws Exception {
        nadir = repository.in(folder);
        data = Files.writeString(folder.resolve("d.csv"), DATA);
        model = folder.resolve("m.onnx");
        Network network = Initialization.byName("xavier").network(new int[] {2, 20, 2}, new Tanh(), 3);
        OnnxWriter.write(model, network, Map.of(), Precision.FLOAT64);
    }

    @Test
    void noOutputReplacesAnInput() throws Exception {
        byte[] before = Files.readAllBytes(model);
        Files.createSymbolicLink(folder.resolve("link.html"), data);
        List<List<String>> lines = List.of(
                List.of("construct", "d.csv", "--target", "class", "--out", "d.csv"),
                List.of("construct", "d.csv", "--target", "class", "--from", "m.onnx", "--out", "./m.onnx"),
                List.of("assess", "d.csv", "--target", "class", "--report", "d.csv"),
                List.of("assess", "d.csv", "--target", "class", "--report", "link.html"),
                List.of("analyze", "m.onnx", "d.csv", "--report", "m.onnx"),
                List.of("flow", "m.onnx", "d.csv", "--until", "1", "--report", "d.csv"),
                List.of("flow", "m.onnx", "d.csv", "--until", "1", "--out", "d.csv"),
                List.of("analyze", "m.onnx", "d.csv", "--svg", "d.csv"));
        for (List<String> line : lines) {
            Run run = nadir.run(line.toArray());
            assertThat(run.exitCode()).as(line + run.err()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err().lines()).as(line.toString()).hasSize(1);
            assertThat(data).as(line.toString()).hasContent(DATA);
            assertThat(Files.readAllBytes(model)).as(line.toString()).isEqualTo(before);
        }
    }

    @Test
    void aModelThatWasMovedIsWrittenBesideTheOneItCameFrom() throws Exception {
        byte[] before = Files.readAllBytes(model);
        assertThat(nadir.run("construct", "d.csv", "--target", "class", "--from", "m.onnx")
                        .exitCode())
                .isZero();
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
        assertThat(folder.resolve("m-zero.onnx")).exists();
    }

    @Test
    void aModelOfAnotherToolIsNotReplacedUnasked() throws Exception {
        byte[] bytes = Files.readAllBytes(model);
        System.arraycopy("torch".getBytes(), 0, bytes, 4, 5); // the producer, where Nadir says "nadir"
        Path foreign = Files.write(folder.resolve("d.onnx"), bytes);
        Run refused = nadir.run("construct", "d.csv", "--target", "class");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("d.onnx", "--out");
        assertThat(Files.readAllBytes(foreign)).isEqualTo(bytes);
        assertThat(nadir.run("construct", "d.csv", "--target", "class", "--out", "d.onnx")
                        .exitCode())
                .isZero();
        assertThat(nadir.run("construct", "d.csv", "--target", "class").exitCode())
                .isZero();
    }

    @Test
    void pagesAreWrittenOrRefusedInEveryMode() throws Exception {
        Run sweep = nadir.run(
                "assess",
                "d.csv",
                "--target",
                "class",
                "--sweep",
                "--widths",
                "2,6",
                "--depths",
                "1,2",
                "--report",
                "s.html",
                "--svg",
                "pictures");
        assertThat(sweep.exitCode()).as(sweep.err()).isZero();
        assertThat(folder.resolve("s.html")).content().contains("<!DOCTYPE html", "zero loss", "K/QN");
        assertThat(folder.resolve("pictures").toFile().list())
                .containsExactlyInAnyOrder("sweep-zero-loss.svg", "sweep-parameters.svg");
        for (List<String> mode : List.of(List.of("--extremes"), List.of("--init", "kaiming", "--draws", "2"))) {
            for (String output : List.of("--report", "--svg")) {
                List<String> line = new java.util.ArrayList<>(List.of("analyze", "m.onnx", "d.csv", output, "x"));
                line.addAll(mode);
                Run run = nadir.run(line.toArray());
                assertThat(run.exitCode()).as(line.toString()).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(run.err()).contains(output);
                assertThat(folder.resolve("x")).doesNotExist();
            }
        }
    }

    @Test
    void devicesStayDevices() throws Exception {
        Object device = Files.getAttribute(Path.of("/dev/null"), "unix:rdev");
        Run run = nadir.run("analyze", "m.onnx", "d.csv", "--report", "/dev/stdout", "-q");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("<!DOCTYPE html", "cost C");
        assertThat(Files.isSymbolicLink(Path.of("/dev/stdout"))).isTrue();
        assertThat(nadir.run("construct", "d.csv", "--target", "class", "--out", "/dev/null")
                        .exitCode())
                .isNotEqualTo(ExitCode.OURS);
        assertThat(Files.getAttribute(Path.of("/dev/null"), "unix:rdev")).isEqualTo(device);
    }

    @Test
    void lostStandardOutputIsNoticed() throws Exception {
        for (String arguments : List.of("data d.csv", "analyze m.onnx d.csv --json", "--help", "completion")) {
            Run run = shell(arguments + " > /dev/full");
            assertThat(run.exitCode()).as(arguments).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).as(arguments).contains("standard output: not written: No space left on device");
        }
    }

    @Test
    void withJsonAFailureIsAnObjectOnStandardOutput() throws Exception {
        Run run = nadir.run("data", "missing.csv", "--json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(json.get("error").asText()).contains("missing.csv");
        assertThat(json.get("kind").asText()).isEqualTo("input");
        assertThat(json.get("command").asText()).isEqualTo("data");
    }

    @Test
    void namesFromTheDataDoNotCommandTheTerminal() throws Exception {
        Files.writeString(
                folder.resolve("evil.csv"), "a,b,class\n1,2,\u001b[2Ju\n2,1,v\u0007\n3,5,\u001b[2Ju\n4,4,v\u0007\n");
        for (List<String> line : List.of(
                List.of("data", "evil.csv"),
                List.of("construct", "evil.csv"),
                List.of("assess", "evil.csv"),
                List.of("analyze", "evil.csv", "--init", "xavier", "--hidden", "3"),
                List.of("flow", "evil.csv", "--init", "xavier", "--hidden", "3", "--until", "0.1"))) {
            Run run = nadir.run(line.toArray());
            assertThat(run.exitCode()).as(run.err()).isLessThan(2);
            assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u0007");
        }
    }

    private Run shell(String line) throws IOException, InterruptedException {
        return repository.script(Path.of("/bin/sh")).in(folder).run("-c", "'" + repository.script() + "' " + line);
    }
}
