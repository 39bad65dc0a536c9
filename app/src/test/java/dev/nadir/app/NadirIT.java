package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class NadirIT {
    private final Launcher nadir = Launcher.ofRepository();

    @TempDir
    private Path folder;

    @Test
    void helpGoesToStandardOutputAndNamesTheCommands() throws Exception {
        Run run = nadir.run("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: nadir", "completion", "Examples:", "Exit status:");
        assertThat(run.err()).isEmpty();
    }

    /**
     * A class that is not in the archive has every jar of the class path searched and opened for it. Later Java machines
     * leave out classes of a format as old as picocli's, whatever we do.
     */
    @Test
    @EnabledOnJre(JRE.JAVA_17)
    void everyClassThatHelpNeedsIsInTheClassArchive() throws Exception {
        nadir.run("--help"); // makes the archive where there is none
        Path log = folder.resolve("classes.txt");
        nadir.with("NADIR_JAVA_OPTS", "-Xlog:class+load:file=" + log).run("--help");
        assertThat(Files.readAllLines(log))
                .hasSizeGreaterThan(500)
                .filteredOn(line -> line.contains("source: file:"))
                .isEmpty();
    }

    @Test
    void everyCommandExplainsItself() throws Exception {
        for (String command : Nadir.commandLine().getSubcommands().keySet()) {
            Run run = nadir.run(command, "--help");
            assertThat(run.exitCode()).as(command).isZero();
            assertThat(run.out()).as(command).contains("Usage: nadir " + command, "Examples:");
            assertThat(run.err()).as(command).isEmpty();
        }
    }

    @Test
    void withoutACommandTheHelpIsAnError() throws Exception {
        Run run = nadir.run();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: nadir");
    }

    @Test
    void versionNamesTheLibrariesThatDecideTheNumbers() throws Exception {
        Run run = nadir.run("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("nadir \\d").contains("OpenBLAS 0.", "Java " + Runtime.version());
        assertThat(run.out()).doesNotContain("${", "null");
    }

    @Test
    void anUnknownCommandSuggestsTheNearest() throws Exception {
        Run run = nadir.run("completoin");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("completoin", "Did you mean", "completion");
    }

    @Test
    void anUnknownOptionSuggestsTheNearestWithoutAStackTrace() throws Exception {
        Run run = nadir.run("completion", "--hlep");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--hlep", "--help").doesNotContain("\tat ");
    }

    @Test
    void debugShowsTheStackTrace() throws Exception {
        assertThat(nadir.with("NADIR_DEBUG", "1").run("completion", "--hlep").err())
                .contains("\tat ");
    }

    @Test
    void runsThroughASymbolicLinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), nadir.script());
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a link"));
        Run run = nadir.script(second).in(folder).run("--version");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("nadir ");
        Files.delete(link); // JUnit warns about links that lead out of its folder
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Run run = nadir.with("JAVA_HOME", folder.toString()).run("--version");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("JAVA_HOME", folder.toString(), "17");
    }

    @Test
    void theCompletionScriptIsValidShell() throws Exception {
        Run run = nadir.run("completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\"kernel\" \"sketch\" \"exact\"").doesNotContain("KERNEL");
        Path script = Files.writeString(folder.resolve("completion.sh"), run.out());
        Process shell = new ProcessBuilder("bash", "-n", script.toString()).start();
        assertThat(shell.waitFor()).isZero();
    }
}
