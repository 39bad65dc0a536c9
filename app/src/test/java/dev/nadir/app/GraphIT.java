package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are no plain perceptrons, from the files that PyTorch wrote. */
class GraphIT {
    private final Launcher nadir = Launcher.ofRepository();

    private static Path file(String name) {
        return Launcher.repository()
                .resolve("io/src/test/resources/dev/nadir/io/onnx/graph")
                .resolve(name);
    }

    private static JsonNode json(Run run) throws Exception {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private Run analyze(String name, Object... more) throws Exception {
        Object[] arguments = new Object[7 + more.length];
        System.arraycopy(
                new Object[] {
                    "analyze", file(name + ".onnx"), file(name + ".csv"), "--target", "y0,y1,y2", "--ignore", "class"
                },
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return nadir.run(arguments);
    }

    @Test
    void aConvolutionalNetworkIsAnalyzedAsTorchHasIt() throws Exception {
        JsonNode expected =
                new ObjectMapper().readTree(file("expected.json").toFile()).get("cnn-batchnorm-keepbn");
        JsonNode json = json(analyze("cnn-batchnorm-keepbn", "--json"));
        double cost = expected.get("cost").asDouble();
        assertThat(json.get("parameterCount").asInt())
                .isEqualTo(expected.get("parameterCount").asInt());
        assertThat(json.get("parameters")).hasSize(expected.get("parameters").size());
        assertThat(json.get("rank").get("rank").asInt())
                .isEqualTo(expected.get("rank").asInt());
        assertThat(json.get("cost").asDouble()).isCloseTo(cost, within(1e-8 * cost));
        assertThat(json.get("lossReachable").asDouble())
                .isCloseTo(expected.get("lossReachable").asDouble(), within(1e-8 * cost));
        assertThat(json.get("kinks").get("candidates").asInt()).isPositive();
    }

    @Test
    void parametersAreTrainedAndFrozenByName() throws Exception {
        JsonNode some = json(analyze("cnn-batchnorm-keepbn", "--json", "--train", "9.*,5.bias", "--freeze", "*.bias"));
        assertThat(some.get("parameterCount").asInt()).isEqualTo(3 * 6); // 9.weight alone
        Run none = analyze("cnn-batchnorm-keepbn", "--train", "head.*");
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("--train: got head.*, which names no parameter; there are 0.weight, 0.bias");
    }

    @Test
    void textNamesParametersAndWhatHoldsForPerceptronsOnly() throws Exception {
        Run run = analyze("mixer-legacy");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("parameters K", "739", "n1.weight", "onnx::MatMul_66", "not applicable to this model");
    }

    /** The cost at t = 1 as SciPy's DOP853 has it on torch.func; the end is the user's file with the same names. */
    @Test
    void aFlowOnAGraphIsThatOfTorchAndItsEndIsTheSameFile(@TempDir Path folder) throws Exception {
        JsonNode expected =
                new ObjectMapper().readTree(file("expected.json").toFile()).get("mlp-layernorm-legacy");
        Path end = folder.resolve("end.onnx");
        Path model = file("mlp-layernorm-legacy.onnx");
        Path data = file("mlp-layernorm-legacy.csv");
        JsonNode flow = json(nadir.run(
                "flow",
                model,
                data,
                "--target",
                "y0,y1",
                "--ignore",
                "class",
                "--at",
                "0.5,1",
                "--rtol",
                "1e-8",
                "--json",
                "--save-model",
                end,
                "--out",
                folder.resolve("run")));
        double start = expected.get("cost").asDouble();
        assertThat(flow.get("cost").get(1).asDouble())
                .isCloseTo(expected.get("flow").get("cost").get(0).asDouble(), within(1e-6 * start));
        JsonNode after = json(nadir.run("analyze", end, data, "--target", "y0,y1", "--ignore", "class", "--json"));
        assertThat(after.get("cost").asDouble())
                .isCloseTo(flow.get("cost").get(1).asDouble(), within(1e-12 * start));
        JsonNode before = json(nadir.run("analyze", model, data, "--target", "y0,y1", "--ignore", "class", "--json"));
        assertThat(after.get("parameters")).isEqualTo(before.get("parameters"));
        Run other = nadir.run(
                "flow",
                model,
                data,
                "--target",
                "y0,y1",
                "--ignore",
                "class",
                "--until",
                "2",
                "--rtol",
                "1e-8",
                "--freeze",
                "*.bias",
                "--out",
                folder.resolve("run"),
                "--resume");
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("--resume: parametersMoving differs");
    }

    @Test
    void aLossWithSmoothingAndDecayIsSaidInSentences(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("page.html");
        Run run = nadir.run(
                "analyze",
                file("cnn-batchnorm-legacy.onnx"),
                file("cnn-batchnorm-legacy.csv"),
                "--target",
                "class",
                "--classes",
                "c0,c1,c2",
                "--ignore",
                "y0,y1,y2",
                "--loss",
                "cross-entropy=0.1",
                "--weight-decay",
                "0.01",
                "--report",
                page);
        assertThat(run.exitCode()).as(run.err()).isZero();
        // the entropy of (0.9 + 0.1/3, 0.1/3, 0.1/3)
        assertThat(run.out())
                .contains(
                        "the loss cannot go below 0.291, whatever the model: label smoothing 0.1", "rank that matters");
        assertThat(page).content().contains("onnx::Conv_28", "whatever the model");
    }

    @Test
    void anotherEngineAgreesInThePrecisionThatItHas() throws Exception {
        JsonNode json = json(nadir.run(
                "verify",
                file("cnn-batchnorm-keepbn.onnx"),
                file("cnn-batchnorm-keepbn.csv"),
                "--target",
                "y0,y1,y2",
                "--ignore",
                "class",
                "--json"));
        assertThat(json.get("agree").asBoolean()).isTrue();
        assertThat(json.get("verification").get("precision").asText()).isEqualTo("float32");
        assertThat(json.get("verification").get("note").asText()).contains("a float32 copy was run");
        assertThat(json.get("verification").get("tolerance").asDouble()).isBetween(1e-7, 1e-3);
    }

    @Test
    void whatHasNoEffectOnAGraphIsRefused() throws Exception {
        for (String[] option : new String[][] {{"--layers", "1"}, {"--init", "kaiming"}, {"--perturb", "0.1"}}) {
            Run run = analyze("mixer-legacy", (Object[]) option);
            assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).contains(option[0] + ": got it with a model that is no plain perceptron");
        }
    }
}
