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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run may touch: its inputs, its outputs, the installation, its temporary folder; and no network. */
class TrustIT {
    private static final Pattern OPENED = Pattern.compile("openat\\(\\S+, \"([^\"]*)\", ([A-Z_|]+).*= \\d+$");

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
    void noConnectionIsMadeAndNoOtherFileWritten() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace");
        Path iris = Launcher.exampleData("iris.csv");
        Path calls = folder.resolve("calls");
        Launcher traced = nadir.script(Path.of("/usr/bin/strace"));
        Object[] strace = {
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-e",
            "trace=%network,openat",
            "-o",
            calls,
            Launcher.repository().resolve("nadir")
        };
        for (List<Object> command : List.of(
                List.<Object>of("construct", iris, "--out", "m.onnx"), List.<Object>of("verify", "m.onnx", iris))) {
            Run run = traced.run(
                    Stream.concat(Stream.of(strace), command.stream()).toArray());
            assumeTrue(!run.err().contains("PTRACE"), "permission to trace");
            assertThat(run.exitCode()).as(run.err()).isZero();
            for (String call : Files.readAllLines(calls)) {
                // the C library asks a local daemon for the name of the user
                assertThat(call.contains("connect(") && !call.contains("AF_UNIX"))
                        .as(call)
                        .isFalse();
                assertThat(call.contains("sendto(") || call.contains("bind("))
                        .as(call)
                        .isFalse();
                Matcher opened = OPENED.matcher(call);
                if (opened.find() && opened.group(2).matches(".*O_(WRONLY|RDWR|CREAT).*")) {
                    assertThat(isOwn(opened.group(1))).as(call).isTrue();
                }
            }
        }
    }

    private boolean isOwn(String path) {
        return Stream.of(
                        work,
                        temporary,
                        Launcher.repository().resolve(".nadir"),
                        Path.of("/dev"),
                        Path.of("/proc/self"))
                .anyMatch(allowed -> work.resolve(path).startsWith(allowed));
    }
}
