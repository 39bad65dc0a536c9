package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nadir verify} and {@code nadir data}. */
@Tag("one-java")
class VerifyDataIT {
    @TempDir
    private Path folder;

    private Launcher nadir;

    @BeforeEach
    void enterAnEmptyFolder() {
        nadir = Launcher.ofRepository().in(folder);
    }

    private JsonNode json(int exitCode, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", "--quiet"));
        Run run = nadir.run(all.toArray());
        assertThat(run.err()).as(all.toString()).isEmpty();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(exitCode);
        return new ObjectMapper().readTree(run.out());
    }

    private static double cost(JsonNode json) {
        assertThat(json.path("agree").booleanValue()).as(json.toString()).isTrue();
        double ours = json.path("accuracy").path("cost").doubleValue();
        double theirs = json.path("verification").path("cost").doubleValue();
        assertThat(json.path("accuracy").path("cost").isNumber()).isTrue();
        assertThat(json.path("verification").path("cost").isNumber()).isTrue();
        return Math.max(ours, theirs);
    }

    /** The columns of iris in another order beside a new one, and its rows shuffled, so that other classes come first. */
    private Path rearranged(Path iris) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String row : Files.readAllLines(iris)) {
            String[] cells = row.split(",");
            rows.add(String.join(",", cells[4], cells[2], "" + rows.size(), cells[0], cells[3], cells[1]));
        }
        rows.set(0, rows.get(0).replace(",0,", ",id,"));
        Collections.shuffle(rows.subList(1, rows.size()), new Random(5));
        return Files.write(folder.resolve("rearranged.csv"), rows);
    }

    @Test
    void labelsFeaturesAndClassesAreFoundByTheNamesInTheModel() throws Exception {
        Path iris = Launcher.exampleData("iris.csv");
        assertThat(nadir.run("construct", iris, "--quiet").exitCode()).isZero();
        assertThat(cost(json(0, "verify", "iris.onnx", iris))).isLessThanOrEqualTo(1e-24);
        JsonNode other = json(0, "verify", "iris.onnx", rearranged(iris));
        assertThat(cost(other)).isLessThanOrEqualTo(1e-24);
        assertThat(other.path("notes")).isEmpty();
        Path fewer = folder.resolve("fewer.csv"); // without the first class, whose output must stay in its place
        Files.writeString(fewer, Files.readString(iris).replaceAll("(?m)^.*,setosa\\R", ""));
        JsonNode part = json(0, "verify", "iris.onnx", fewer);
        assertThat(part.path("samples").intValue()).isEqualTo(100);
        assertThat(cost(part)).isLessThanOrEqualTo(1e-24);
    }

    @Test
    void withoutLabelsOnlyTheEnginesAreCompared() throws Exception {
        SmallData.numeric(folder.resolve("small.csv"));
        assertThat(nadir.run("construct", "small.csv", "--target", "y1,y2", "--quiet")
                        .exitCode())
                .isZero();
        Path bare = folder.resolve("bare.csv");
        Files.writeString(bare, Files.readString(folder.resolve("small.csv")).replaceAll("(?m),[^,]*,[^,]*$", ""));
        Run run = nadir.run("verify", "small.onnx", bare, "--quiet");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("no labels", "the engines agree").doesNotContain("not a number");
    }

    @Test
    void theOrderOfTheOutputsAndTheClassOfASingleOneCanBeGiven() throws Exception {
        Files.writeString(folder.resolve("w.csv"), "p,q,y\n1,0,v\n0,1,u\n1,0,v\n0,1,u\n1,0,v\n");
        TorchModel both = new TorchModel(false, 2);
        both.node("MatMul", both.last(), both.tensor(new double[] {1, 0, 0, 1}, 2, 2));
        both.write(folder.resolve("both.onnx"), 17, 1);
        JsonNode sorted = json(0, "verify", "both.onnx", "w.csv", "--target", "y");
        assertThat(sorted.path("accuracy").path("cost").doubleValue()).isEqualTo(1); // every sample: 1/2 (1 + 1)
        assertThat(sorted.path("measures").path("accuracy").doubleValue()).isZero();
        assertThat(sorted.path("measures").path("meanSquaredError").doubleValue())
                .isEqualTo(1);
        assertThat(sorted.path("notes").toString()).contains("--classes");
        JsonNode asTrained = json(0, "verify", "both.onnx", "w.csv", "--target", "y", "--classes", "v,u");
        assertThat(cost(asTrained)).isZero();
        assertThat(asTrained.path("measures").path("accuracy").doubleValue()).isEqualTo(1);
        assertThat(asTrained.path("notes").toString()).doesNotContain("--classes");

        TorchModel one = new TorchModel(false, 2);
        one.node("MatMul", one.last(), one.tensor(new double[] {1, 0}, 2, 1));
        one.write(folder.resolve("one.onnx"), 17, 1);
        assertThat(nadir.run("verify", "one.onnx", "w.csv", "--target", "y").err())
                .contains("--positive v");
        assertThat(cost(json(0, "verify", "one.onnx", "w.csv", "--target", "y", "--positive", "v")))
                .isZero();
    }

    @Test
    void aModelFromElsewhereIsEvaluatedOnTheGivenTarget() throws Exception {
        TorchModel model = new TorchModel(false, 2);
        model.node("MatMul", model.last(), model.tensor(new double[] {1, -1, 0.5, 2}, 2, 2));
        model.node("Tanh", model.last());
        model.node("MatMul", model.last(), model.tensor(new double[] {3, -2}, 2, 1));
        model.write(folder.resolve("torch.onnx"), 17, 1);
        Files.writeString(folder.resolve("t.csv"), "p,q,y\n0,0,1\n0,0,1\n1,2,0\n");
        JsonNode json = json(0, "verify", "torch.onnx", "t.csv", "--target", "y", "--target-kind", "number");
        assertThat(json.path("producer").textValue()).startsWith("pytorch");
        assertThat(json.path("precision").textValue()).isEqualTo("float32");
        double last = 3 * Math.tanh(2) - 2 * Math.tanh(3);
        double expected = (1 + 1 + last * last) / 6;
        // parameters exact in float32; float32 arithmetic of a dozen operations on numbers below 3
        assertThat(json.path("accuracy").path("cost").doubleValue()).isCloseTo(expected, within(1e-14));
        assertThat(json.path("verification").path("cost").doubleValue()).isCloseTo(expected, within(1e-5));
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    @Test
    void dataNamesIdenticalSamplesAndWhatApplies() throws Exception {
        Run run = nadir.run("data", Launcher.exampleData("iris.csv"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("setosa 50, versicolor 50, virginica 50", "1: samples 102 = 143", "5 of 5")
                .contains("pivot 1 cannot: M + 1 = 5 < N = 149", "lift (pivot 2 or later)");
    }

    @Test
    void dataWithConflictingLabelsIsANumericalOutcome() throws Exception {
        Path file = Files.writeString(folder.resolve("c.csv"), "a,b,class\n1,2,x\n3,4,y\n1,2,y\n");
        Run run = nadir.run("data", file, "--quiet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(run.out()).contains("1: samples 1 and 3", "none reaches zero loss: 1 group of identical samples");
        JsonNode json = json(ExitCode.NUMERICAL, "data", file);
        assertThat(json.at("/duplicates/conflicts/0/second").intValue()).isEqualTo(2);
    }

    @Test
    void dataWithoutATargetIsDescribedAllTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("t.csv"), "p,q,r\n0,1,1\n0,2,1\n1,2,1\n");
        Run run = nadir.run("data", file);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("none (name the labels with --target)", "constant features", "1: r");
        assertThat(run.out()).containsPattern("samples N +3\\R").containsPattern("features M +3\\R");
    }
}
