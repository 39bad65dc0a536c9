package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be constructed (mathematics §2.5): exit status 1, the measured quantity, the way out, and no file. */
@Tag("one-java")
class RefusalsIT {
    @TempDir
    private Path folder;

    private Launcher nadir;

    @BeforeEach
    void enterAnEmptyFolder() {
        nadir = Launcher.ofRepository().in(folder);
    }

    private Run refused(String reason, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("construct", "--quiet"));
        all.addAll(List.of(arguments));
        Run run = nadir.run(all.toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.NUMERICAL);
        assertThat(folder.toFile().list()).allMatch(name -> name.endsWith(".csv"));
        if (!all.contains("--json")) {
            List<String> lines = run.err().lines().toList();
            assertThat(lines.get(0)).startsWith("nadir: cannot construct (" + reason + "): ");
            assertThat(lines.subList(1, lines.size()))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("nadir: way out: "));
            assertThat(run.out()).contains("samples N");
        }
        return run;
    }

    private Run smallRefused(String reason, Object... arguments) throws Exception {
        SmallData.numeric(folder.resolve("small.csv"));
        List<Object> all = new ArrayList<>(List.of("small.csv", "--target", "y1,y2"));
        all.addAll(List.of(arguments));
        return refused(reason, all.toArray());
    }

    private Path conflicting() throws Exception {
        return Files.writeString(folder.resolve("c.csv"), "a,b,class\n1,2,x\n3,4,y\n1,2,y\n3,4,x\n5,6,x\n");
    }

    @Test
    void conflictingLabelsAreListedByPairs() throws Exception {
        assertThat(refused("conflicting-duplicates", conflicting()).err())
                .contains("samples 1 and 3, 2 and 4", "without a header line", "correct the labels");
    }

    @Test
    void jsonIsOneObjectThatSaysRefused() throws Exception {
        Run run = refused("conflicting-duplicates", conflicting(), "--json");
        assertThat(run.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("outcome").textValue()).isEqualTo("refused");
        assertThat(json.path("refusal").path("reason").textValue()).isEqualTo("conflicting-duplicates");
        assertThat(json.path("refusal").path("message").textValue()).contains("1 and 3");
        assertThat(json.path("refusal").path("wayOut").textValue()).isNotEmpty();
        assertThat(json.path("model").isNull()).isTrue();
        assertThat(json.path("verification").isNull()).isTrue();
    }

    @Test
    void tooFewFeaturesGiveTheRankAndAWidthThatWorks() throws Exception {
        Run run = refused("rank", Launcher.exampleData("iris.csv"), "--hidden", "10");
        assertThat(run.err())
                .contains(
                        "rank [A; 1ᵀ] ≤ 5 < N = 149 at pivot 1",
                        "--hidden 187 --pivot 2",
                        "--hidden 10 --activation tanh --from kaiming");
    }

    @Test
    void aLiftWithoutCurvatureGivesTheSingularValuesAroundTheCut() throws Exception {
        Run run = refused("rank", Launcher.exampleData("iris.csv"), "--hidden", "200", "--activation", "identity");
        assertThat(run.err()).doesNotContain("--from"); // an identity network stays an affine map wherever it is moved
        assertThat(run.err()).contains("rank [A; 1ᵀ] = 5 < N = 149 at pivot 2", "around the cut", "curved activation");
    }

    @Test
    void aNarrowLayerIsNamed() throws Exception {
        assertThat(smallRefused("narrow-layer", "--hidden", "8,1").err())
                .contains("hidden layer 2 has 1 unit, fewer than the Q = 2 outputs", "at least 2 wide")
                .doesNotContain("--from"); // one unit cannot carry two outputs
    }

    @Test
    void labelsOutsideTheRangeOfABoundedActivationAreMeasured() throws Exception {
        assertThat(smallRefused("no-window", "--construction", "theorem-2.2", "--activation", "tanh")
                        .err())
                .containsPattern("layer 2: the labels pulled back through W_2 reach ±\\d")
                .contains("outside the range of tanh", "softplus");
    }

    @Test
    void memoryIsJudgedBeforeItIsAllocated() throws Exception {
        nadir = nadir.with("NADIR_JAVA_OPTS", "-Xmx300m");
        assertThat(smallRefused("memory", "--hidden", "20000,20000").err())
                .containsPattern("needs about \\d+\\.\\d GiB of memory, \\d+ MiB are available")
                .contains("-Xmx")
                .doesNotContain("--from");
    }

    @Test
    void thePapersShiftFailsWithDepthAndSaysSo() throws Exception {
        Run deep = smallRefused("accuracy", "--weights", "orthogonal", "--hidden", "8x50", "--shift", "diagonal");
        assertThat(deep.err())
                .containsPattern("layer \\d+: the labels pulled back through W_\\d+ reach ±\\d")
                .contains("rounding swallows the range of softplus", "--hidden 8x50 --shift centring");
        Run shallower = smallRefused("accuracy", "--weights", "orthogonal", "--hidden", "8x30", "--shift", "diagonal");
        assertThat(shallower.err())
                .containsPattern("reached a cost of \\d.*above the zero-loss limit 1e-20.*condition \\d")
                .contains("centring");
    }
}
