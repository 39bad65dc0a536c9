package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study as people run it: to the end, killed and gone on with, and again. */
class StudyIT {
    private static final String STUDY = "explicit-construction";

    @TempDir
    private Path folder;

    private Path run(String name, Object... more) throws Exception {
        Path out = folder.resolve(name);
        Object[] arguments = new Object[5 + more.length];
        System.arraycopy(new Object[] {"study", STUDY, "--quick", "--out", out}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        Launcher.Run run = Launcher.ofRepository().run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("95 % interval", "relative cost", STUDY + ".html");
        return out;
    }

    @Test
    void theSameSeedGivesTheSameResultsKilledInBetweenOrNot() throws Exception {
        Path whole = run("whole");
        assertThat(whole.resolve(STUDY + ".html")).content().contains("quick run", "<svg");
        assertThat(whole.resolve("shifts.svg")).content().startsWith("<svg");
        assertThat(whole.resolve("manifest.json")).content().contains("\"status\" : \"done\"", "\"seeds\" : 1");
        Path killed = kill("killed");
        run("killed", "--resume");
        for (String file : new String[] {"results.csv", "shifts.svg", STUDY + ".html"}) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    /** Kills a run of which some cells are done, and others are not. */
    private Path kill(String name) throws Exception {
        Path out = folder.resolve(name);
        ProcessBuilder builder = new ProcessBuilder(
                Launcher.ofRepository().script().toString(), "study", STUDY, "--quick", "--out", out.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NADIR_BUILD", "never");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile());
        Process process = builder.start();
        Path journal = out.resolve("journal.csv");
        while (process.isAlive() && !(Files.exists(journal) && Files.size(journal) > 1000)) {
            Thread.sleep(10);
        }
        process.destroyForcibly().waitFor();
        assertThat(out.resolve("results.csv")).doesNotExist();
        assertThat(Files.readString(journal, StandardCharsets.UTF_8)).isNotEmpty();
        return out;
    }

    @Test
    void studiesAreListedWithTheirQuestions() throws Exception {
        Launcher.Run text = Launcher.ofRepository().run("study");
        assertThat(text.out()).contains(STUDY, "Does the closed form give zero loss");
        Launcher.Run json = Launcher.ofRepository().run("study", "--json");
        assertThat(json.out()).contains("\"studies\" : [", "\"name\" : \"" + STUDY + "\"", "\"question\" : \"Does");
    }
}
