package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.Launcher.Run;
import dev.nadir.io.data.NpyWriter;
import dev.nadir.matrix.Matrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that a command proposes runs as it is printed, on the same data read in the same way. */
@Tag("one-java")
class NextCommandIT {
    private static final Pattern PROPOSED = Pattern.compile("(?:nadir: )?(?:next|way out): (\\S*nadir .*)");

    private final Launcher repository = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private Launcher nadir;

    @BeforeEach
    void writeData() throws Exception {
        nadir = repository.in(folder);
        StringBuilder odd = new StringBuilder("row;a b;o'k;the class\n");
        StringBuilder bare = new StringBuilder();
        SplittableRandom random = new SplittableRandom(7);
        double[] inputs = new double[40];
        double[] labels = new double[20];
        for (int i = 0; i < 20; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            int label = random.nextInt(3);
            odd.append(i + ";" + a + ";" + b + ";" + "uvw".charAt(label) + "\n");
            bare.append(a + "," + b + "," + label + "\n");
            inputs[2 * i] = a;
            inputs[2 * i + 1] = b;
            labels[i] = label;
        }
        Files.writeString(folder.resolve("it's odd.csv"), odd);
        Files.writeString(folder.resolve("bare.csv"), bare);
        NpyWriter.write(folder.resolve("X.npy"), new Matrix(2, 20, inputs).transpose());
        NpyWriter.write(folder.resolve("y.npy"), new Matrix(1, 20, labels).transpose());
    }

    @Test
    void everyProposedCommandRuns() throws Exception {
        List<String> oddly = List.of("it's odd.csv", "--delimiter", ";", "--ignore", "row", "--target", "the class");
        List<String> barely = List.of("bare.csv", "--header", "no", "--target", "3", "--target-kind", "class");
        List<String> arrays = List.of("X.npy", "--target", "y.npy", "--target-kind", "class", "--seed", "3");
        List<Run> runs = new ArrayList<>();
        for (List<String> data : List.of(oddly, barely, arrays)) {
            runs.add(run("assess", data, List.of()));
            runs.add(run("construct", data, List.of("--hidden", "5,5", "--construction", "theorem-2.1")));
        }
        runs.add(run("construct", oddly, List.of("--out", "m.onnx")));
        runs.add(run("assess", oddly, List.of("m.onnx")));
        runs.add(run("analyze", oddly, List.of("m.onnx", "--extremes", "--steps", "1", "--standardize")));
        runs.add(run("assess", barely, List.of("--hidden", "30", "--activation", "tanh")));
        runs.add(run("diagnose", oddly, List.of("m.onnx", "--standardize")));
        runs.add(run("diagnose", oddly, List.of("--hidden", "2", "--init", "kaiming", "--activation", "relu")));
        assertThat(runs.get(runs.size() - 1).out()).contains(" assess ", "--hidden 2", "--activation relu");
        List<String> proposed = runs.stream()
                .flatMap(run -> (run.out() + run.err()).lines())
                .map(PROPOSED::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
        assertThat(proposed).hasSizeGreaterThanOrEqualTo(9);
        for (String line : proposed) {
            Run run = repository.script(Path.of("/bin/sh")).in(folder).run("-c", line);
            assertThat(run.exitCode()).as(line + "\n" + run.err()).isLessThan(2);
            assertThat(run.err()).as(line).doesNotContain("expected");
        }
    }

    @Test
    void filesAreToldApartByTheirContentWhateverTheirOrderAndName() throws Exception {
        run("construct", List.of("bare.csv", "--header", "no", "--target", "3"), List.of("--out", "m.onnx"));
        Files.copy(folder.resolve("m.onnx"), folder.resolve("model.bin"));
        for (List<String> files : List.of(List.of("m.onnx", "bare.csv"), List.of("bare.csv", "model.bin"))) {
            for (String command : List.of("verify", "analyze", "assess")) {
                Run run = run(command, files, List.of("--header", "no", "--target", "3"));
                assertThat(run.exitCode()).as(command + files + run.err()).isLessThan(2);
            }
        }
    }

    private Run run(String command, List<String> data, List<String> more) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(data);
        words.addAll(more);
        return nadir.run(words.toArray());
    }
}
