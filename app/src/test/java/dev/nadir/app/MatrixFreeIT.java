package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code analyze --matrix-free}: bounds that agree with what torch.func found by dense means, and the way to it. */
class MatrixFreeIT {
    private final Launcher nadir = Launcher.ofRepository();

    @Test
    void boundsOfAConvolutionalNetworkAreOnTheirSideOfWhatTorchFound(@TempDir Path folder) throws Exception {
        String name = "cnn-batchnorm-keepbn";
        Path files = Launcher.repository().resolve("io/src/test/resources/dev/nadir/io/onnx/graph");
        JsonNode expected = new ObjectMapper()
                .readTree(files.resolve("expected.json").toFile())
                .get(name);
        Path page = folder.resolve("page.html");
        Run run = nadir.run(
                "analyze",
                files.resolve(name + ".onnx"),
                files.resolve(name + ".csv"),
                "--target",
                "y0,y1,y2",
                "--ignore",
                "class",
                "--matrix-free",
                "--json",
                "--report",
                page,
                "--svg",
                folder.resolve("pictures"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode json = new ObjectMapper().readTree(run.out());
        double cost = expected.get("cost").asDouble();
        double reachable = expected.get("lossReachable").asDouble();
        double largest = Math.pow(expected.get("singularValues").get(0).asDouble(), 2);
        double slack = 1e-6; // attributes of the file are float32
        assertThat(json.get("rankDecided").asBoolean(true)).isFalse();
        assertThat(json.has("rank")).isFalse();
        assertThat(json.get("cost").asDouble()).isCloseTo(cost, within(1e-8 * cost));
        assertThat(json.get("lossReachableAtLeast").asDouble()).isBetween(0.9 * reachable, reachable + slack * cost);
        assertThat(json.get("lambdaMaxAtLeast").asDouble()).isCloseTo(largest, within(slack * largest));
        assertThat(json.get("sharpness").get("value").asDouble()).isPositive();
        assertThat(Files.readString(page)).contains("not decided", "stochastic Lanczos");
        assertThat(folder.resolve("pictures").resolve("density.svg")).exists();
    }

    /** 10,100 samples of one output: eigenvectors of the kernel would take 1e13 flops. */
    @Test
    void itIsChosenWhereTheKernelIsOutOfReachAndTheRankIsThenUndecided(@TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 10_100; i++) {
            rows.append(random.nextInt(1000))
                    .append(',')
                    .append(random.nextInt(1000))
                    .append(',');
            rows.append(random.nextDouble()).append('\n');
        }
        Path data = Files.writeString(folder.resolve("many.csv"), rows);
        Run run = nadir.run(
                "analyze",
                data,
                "--target",
                "y",
                "--init",
                "kaiming",
                "--hidden",
                "2",
                "--standardize",
                "--steps",
                "5");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT); // of steps for what nobody asked for
        run = nadir.run("analyze", data, "--target", "y", "--init", "kaiming", "--hidden", "2", "--standardize");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(run.out()).contains("not decided: matrix-free", "at least", "nothing is known from below");
        assertThat(run.err()).contains("rank undecided: the tangent kernel with QN = 10100 would", "--tier kernel");
    }
}
