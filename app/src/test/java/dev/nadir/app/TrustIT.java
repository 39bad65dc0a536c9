package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run may touch: its inputs, its outputs, the installation, its temporary folder; and no network. */
class TrustIT {
    @TempDir
    private Path folder;

    private Path work;
    private Path home;
    private Path temporary;
    private Launcher nadir;

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        home = Files.createDirectory(folder.resolve("home"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        nadir = Launcher.ofRepository()
                .in(work)
                .with("HOME", home.toString())
                .with("TMPDIR", temporary.toString())
                .with("NADIR_JAVA_OPTS", "-Duser.home=" + home);
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory)).toList();
        }
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            Files.copy(in, work.resolve(name));
            return work.resolve(name);
        }
    }

    @Test
    void bothEnginesLeaveNothingBehind() throws Exception {
        Path iris = Launcher.exampleData("iris.csv");
        assertThat(nadir.run("construct", iris, "--out", "m.onnx").exitCode()).isZero();
        Run run = nadir.run("verify", "m.onnx", iris);
        assertThat(run.out()).contains("ONNX Runtime 1.").contains("the engines agree");
        assertThat(in(home)).isEmpty();
        assertThat(in(temporary)).isEmpty();
        assertThat(in(work)).containsExactly(work.resolve("m.onnx"));
    }

    @Test
    void aModelThatNamesAFileAsItsTargetLearnsNothingOfIt() throws Exception {
        resource("names-a-file.onnx");
        resource("five-samples.npy");
        Path secret = work.resolve("fuzz/private/keys.txt");
        Files.createDirectories(secret.getParent());
        Files.writeString(secret, "alice-key-123\nbob-key-456\nc\nd\ne\n");
        for (String command : List.of("analyze", "verify")) {
            Run run = nadir.run(command, "names-a-file.onnx", "five-samples.npy", "--json");
            assertThat(run.out() + run.err())
                    .as(command)
                    .doesNotContain("alice")
                    .doesNotContain("bob");
        }
    }

    @Test
    void withoutTheVariableOnnxRuntimeIsNotStarted() throws Exception {
        Path iris = Launcher.exampleData("iris.csv");
        nadir.run("construct", iris, "--out", "m.onnx");
        Path target = Launcher.repository().resolve("app").resolve("target");
        try (Stream<Path> jars = Files.list(target)) {
            Path jar = jars.filter(path -> path.toString().matches(".*nadir-app-[^/]*T?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            ProcessBuilder java = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-Dnadir.native=" + target.resolve("native"),
                            "-jar",
                            jar.toString(),
                            "verify",
                            "m.onnx",
                            iris.toString())
                    .directory(work.toFile())
                    .redirectErrorStream(true);
            java.environment().remove("ORT_DISABLE_TELEMETRY");
            Process process = java.start();
            String out = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(out).isEqualTo(ExitCode.NUMERICAL);
            assertThat(out).contains("telemetry", "ORT_DISABLE_TELEMETRY=1");
        }
    }

    /** Where strace is installed: the calls of the operating system themselves. */
    @Test
    void noConnectionIsMadeNoOtherFileTouchedAndNothingNamedBeforeItIsOnTheDisk() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace");
        Launcher traced = nadir.script(Launcher.repository().resolve("bench/traced"));
        Run run = traced.run();
        assumeTrue(!run.out().contains("PTRACE"), "permission to trace");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("nadir construct status 0", "outputs named': 1", "nadir verify status 0");
    }
}
