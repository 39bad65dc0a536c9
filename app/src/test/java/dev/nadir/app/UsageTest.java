package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.io.data.NpyWriter;
import dev.nadir.matrix.Matrix;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line refuses, and in which words; in this process, for nothing is computed. */
class UsageTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void writeFiles() throws Exception {
        data = Files.writeString(folder.resolve("bare.csv"), "1,2,0\n2,1,1\n3,3,0\n");
        model = Files.write(folder.resolve("m.onnx"), new byte[] {8, 8, 0x12, 5, 'n', 'a', 'd', 'i', 'r'});
    }

    /** What standard error says; the status must be that of bad input. */
    private String refused(Object... words) {
        StringWriter err = new StringWriter();
        CommandLine line = Nadir.commandLine().setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        int status = line.execute(arguments.toArray(String[]::new));
        assertThat(status).as(arguments + "\n" + err).isEqualTo(2);
        return err.toString();
    }

    @Test
    void whatNobodyReadsIsNamedWithWhatToDo() throws Exception {
        Path json = Files.writeString(folder.resolve("d.json"), "[{\"a\": 1}]");
        Path pickle = Files.write(folder.resolve("m.pt"), new byte[] {(byte) 0x80, 2, 'c', 't'});
        assertThat(refused("data", json)).contains("d.json: is JSON", "to_csv");
        assertThat(refused("verify", pickle, data)).contains("m.pt: is a Python pickle", "torch.onnx.export");
        assertThat(refused("analyze")).contains("got no model and no data file", "DATA");
        assertThat(refused("verify", data)).contains("model: got none, expected MODEL DATA");
        assertThat(refused("assess", model, model)).contains("got 2 models", "and no data file");
        assertThat(refused("construct", model)).contains("is an ONNX model", "--from");
        assertThat(refused("data", "-")).contains("/dev/stdin");
    }

    @Test
    void studiesAreCalledByTheirNames() {
        assertThat(refused("study", "conditionning")).contains("which is no study; the nearest is", "lists all");
        assertThat(refused("study", "explicit-construction", "--all")).contains("--all: got it with");
        assertThat(refused("study", "explicit-construction", "--seeds", "0")).contains("--seeds: got 0");
        assertThat(refused("study", "--quick")).contains("--quick: got it with no NAME");
        assertThat(refused("study", "--gallery", folder, "--resume")).contains("--resume: got it with --gallery");
        assertThat(refused("study", "--gallery", folder)).contains("holds no NAME/results.csv");
        assertThat(refused("study", "explicit-construction", "--resume", "--out", folder.resolve("none")))
                .contains("holds no manifest.json");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(refused("study", "explicit-construction", "--out", data)).contains("bare.csv");
    }

    @Test
    void optionsWithoutEffectAreRefused() throws Exception {
        Path array = folder.resolve("X.npy");
        NpyWriter.write(array, new Matrix(2, 2, new double[] {1, 2, 3, 4}));
        List<List<Object>> lines = List.of(
                List.of("construct", data, "--from", model, "--construction", "peeling"),
                List.of("construct", data, "--from", model, "--hidden", "4"),
                List.of("construct", data, "--from", model, "--no-standardize"),
                List.of("construct", data, "--from", "kaiming", "--hidden", "9", "--pivot", "1"),
                List.of("construct", data, "--shift", "diagonal"),
                List.of("construct", data, "--construction", "theorem-2.1", "--shift", "diagonal"),
                List.of("assess", data, model, "--activation", "relu"),
                List.of("assess", data, "--activation", "relu"),
                List.of("assess", data, "--widths", "3"),
                List.of("analyze", model, data, "--activation", "relu"),
                List.of("analyze", model, data, "--steps", "3"),
                List.of("analyze", model, data, "--extremes", "--tier", "exact"),
                List.of("analyze", model, data, "--extremes", "--cut", "1e-8"),
                List.of("analyze", model, data, "--matrix-free", "--tier", "exact"),
                List.of("analyze", model, data, "--matrix-free", "--extremes"),
                List.of("analyze", model, data, "--extremes", "--init", "ntk", "--draws", "3"),
                List.of("analyze", model, data, "--tier", "exact", "--max-flops", "9"),
                List.of("data", array, "--header", "yes"),
                List.of("verify", model, array, "--delimiter", ";"));
        for (List<Object> line : lines) {
            assertThat(refused(line.toArray())).as(line.toString()).contains("it would have no effect");
        }
    }

    @Test
    void whatAFieldDoesNotHaveIsRefusedByName() {
        assertThat(flow("--momentum", "0.9")).contains("--momentum", "--field standard", "only descent has them");
        assertThat(flow("--batch", "2")).contains("--batch", "only descent has them");
        assertThat(flow("--beside-flow")).contains("--beside-flow", "--field descent=η");
        assertThat(flow("--barriers", "0.1")).contains("--barriers", "--beside-flow");
        assertThat(flow("--field", "descent=0.1", "--batch", "2", "--beside-flow"))
                .contains("without --momentum and --batch");
        assertThat(flow("--field", "descent=0.1", "--stepper", "ntk")).contains("--stepper", "its own step");
        assertThat(flow("--field", "descent=0.1", "--lr", "0.1")).contains("--lr");
        assertThat(flow("--field", "descent=0.1", "--window")).contains("--window");
        assertThat(flow("--field", "straight", "--lr", "0.1")).contains("--lr");
        assertThat(flow("--field", "homotopy=2")).contains("homotopy: got 2", "from 0 to 1");
        assertThat(flow("--field", "sideways")).contains("sideways", "standard");
        assertThat(flow("--stepper", "euler")).contains("--stepper: got euler", "dp853");
        assertThat(flow("--resume")).contains("--resume: got it without --out");
    }

    @Test
    void timesAndRatesAreNumbersThatMakeSense() {
        assertThat(flow("--until", "-1")).contains("--until: got -1.0, expected a positive time");
        assertThat(flow("--until", "NaN")).contains("--until: got NaN");
        assertThat(flow("--at", "1,NaN")).contains("--at: got NaN");
        assertThat(flow("--lr", "NaN")).contains("--lr: got NaN, expected a positive number");
        assertThat(flow("--barriers", "NaN")).contains("--barriers");
        assertThat(flow("--layers", "3")).contains("3", "layer");
        assertThat(refused("diagnose", data, "--target", "3", "--init", "ntk", "--hidden", "2", "--lr", "NaN"))
                .contains("--lr: got NaN, expected a positive number");
        assertThat(refused("analyze", data, "--target", "3", "--init", "ntk", "--hidden", "2", "--draws", "-1"))
                .contains("--draws: got -1");
        assertThat(refused("analyze", data, "--target", "3", "--init", "ntk", "--hidden", "2", "--block-memory", "0"))
                .contains("--block-memory: got 0, expected at least 1");
    }

    @Test
    void aNetworkIsGivenOrDescribedNotBoth() {
        for (String command : List.of("analyze", "diagnose", "flow")) {
            assertThat(refused(command, data)).contains("neither a model nor both --init and --hidden");
            assertThat(refused(command, data, "--init", "ntk")).contains("neither a model nor both");
            assertThat(refused(command, model, data, "--hidden", "2")).contains("--hidden: got it beside the model");
            assertThat(refused(command, model, data, "--no-bias")).contains("--no-bias: got it beside the model");
        }
        assertThat(refused("assess", data, model, "--hidden", "2")).contains("the model brings its own layers");
        assertThat(refused("assess", data, "--sweep", "--hidden", "2")).contains("--widths and --depths");
        assertThat(refused("construct", data, "--target", "3", "--from", "kaiming"))
                .contains("--hidden: got none", "--hidden 64,64");
        assertThat(refused("construct", data, "--no-bias")).contains("--no-bias: got it without a network to draw");
    }

    private String flow(String... more) {
        List<Object> words = new ArrayList<>(List.of("flow", data, "--target", "3", "--init", "ntk", "--hidden", "2"));
        words.addAll(List.of(more));
        return refused(words.toArray());
    }

    @Test
    void aNumberOutOfRangeIsTheUsersMistakeWhereverItIsFound() {
        assertThat(refused("data", data, "--threads", "0")).contains("threads: got 0, expected at least 1");
        assertThat(refused("flow", data, "--target", "3", "--init", "ntk", "--hidden", "2", "--rtol", "2"))
                .contains("rtol: got 2.0, expected a number between 0 and 1");
    }

    @Test
    void labelsAreAskedForInTheOrderOfTheOutputs() {
        assertThat(refused("construct", data, "--target", "3", "--classes", "0,2"))
                .contains("--classes: got no class '1' among 0, 2, expected all classes of the data");
        assertThat(refused("construct", data, "--target", "3", "--classes", "0,1,0"))
                .contains("expected every class once");
        assertThat(refused("construct", data, "--target", "3", "--positive", "7"))
                .contains("--positive: got no class '7' among 0, 1");
        assertThat(refused("construct", data, "--target", "3", "--positive", "1", "--classes", "0,1"))
                .contains("expected one of them");
    }
}
