package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real {@code ./nadir} in a tree of its own, whose Maven and Java are scripts that write down when they begin and end:
 * what the launcher does before Java starts, without the minutes of a build.
 */
class NadirScriptTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo build begins >>"$LOG"
            mkdir -p app/target
            echo half >app/target/nadir-app-1.jar
            if [ -f kill ]; then rm kill; kill -9 $PPID; exit 1; fi
            if [ -f fail ]; then rm fail; exit 1; fi
            sleep 0.3
            echo whole >app/target/nadir-app-1.jar
            touch app/target/built
            echo build ends >>"$LOG"
            """;
    private static final String JAVA = """
            #!/bin/sh
            case " $* " in *" --help "* | *-Xshare:dump*) exit 0 ;; esac
            echo run begins >>"$LOG"
            sleep 0.1
            while [ $# -gt 0 ]; do
                case $1 in -jar) echo "jar $2 $(cat "$2")" ;; -Dnadir.native=*) echo "$1" ;; esac
                shift
            done
            echo "telemetry $ORT_DISABLE_TELEMETRY locale $LC_ALL"
            echo run ends >>"$LOG"
            """;

    @TempDir
    private Path folder;

    private Path tree;
    private Path log;

    /** What a call gave. */
    private record Call(int exit, String out) {}

    @BeforeEach
    void makeTree() throws IOException {
        log = folder.resolve("log");
        tree = treeIn(folder.resolve("tree"));
        executable(folder.resolve("jdk/bin/java"), JAVA);
        executable(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private static Path treeIn(Path place) throws IOException {
        Files.createDirectories(place.resolve("core/src/main"));
        Files.copy(Launcher.repository().resolve("nadir"), place.resolve("nadir"));
        Files.writeString(place.resolve("pom.xml"), "");
        executable(place.resolve("mvnw"), MAVEN);
        return place;
    }

    private static void executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path cwd, String script, Path out, String... environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script)
                .directory(cwd.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("NADIR.*|LC_.*|LANG|CDPATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("LOG", log.toString());
        builder.environment().put("TMPDIR", folder.toString());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        return builder.start();
    }

    private Call call(Path script, String... environment) throws Exception {
        return callIn(folder, script.toString(), environment);
    }

    private Call callIn(Path cwd, String script, String... environment) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Process process = start(cwd, script, out, environment);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Call(process.exitValue(), Files.readString(out));
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        Path script = tree.resolve("nadir");
        assertThat(call(script).out()).contains("nadir-app-1.jar whole");
        assertThat(call(script).exit()).isZero();
        assertThat(log())
                .containsExactly("build begins", "build ends", "run begins", "run ends", "run begins", "run ends");
        Thread.sleep(20);
        Files.writeString(tree.resolve("core/src/main/A.java"), "");
        call(script);
        assertThat(log()).filteredOn("build begins"::equals).hasSize(2);
    }

    @Test
    void aBuildThatDidNotEndIsDoneAgain() throws Exception {
        for (String end : List.of("kill", "fail")) {
            Files.writeString(tree.resolve(end), "");
            assertThat(call(tree.resolve("nadir")).exit()).isNotZero();
            assertThat(call(tree.resolve("nadir"), "NADIR_BUILD", "never").out())
                    .contains("not built yet");
            Call next = call(tree.resolve("nadir"));
            assertThat(next.exit()).as(next.out()).isZero();
            assertThat(next.out()).contains("nadir-app-1.jar whole");
            Files.delete(tree.resolve("app/target/built"));
        }
    }

    @Test
    void buildsAndRunsDoNotOverlap() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "util-linux");
        List<Process> all = new ArrayList<>();
        for (String build : List.of("always", "auto", "always", "auto", "never")) {
            all.add(start(folder, tree + "/nadir", folder.resolve("out" + all.size()), "NADIR_BUILD", build));
        }
        for (Process each : all.subList(0, 4)) {
            assertThat(each.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(each.exitValue()).isZero();
        }
        int running = 0;
        boolean building = false;
        for (String line : log()) {
            running += line.equals("run begins") ? 1 : line.equals("run ends") ? -1 : 0;
            building = line.equals("build begins") || (building && !line.equals("build ends"));
            assertThat(building && running > 0).as("%s", log()).isFalse();
        }
    }

    @Test
    void pathsMayHoldBlanksColonsQuotesAndLinks() throws Exception {
        for (String name : List.of("a b", "a:b", "it's", "-x", "a*b?")) {
            Path odd = treeIn(folder.resolve("odd").resolve(name));
            Call absolute = call(odd.resolve("nadir"));
            assertThat(absolute.out()).as(name).contains("nadir-app-1.jar whole", "app/target/native");
            assertThat(absolute.out()).as(name).doesNotContain("jar " + odd.resolve("app/target/nadir:"));
            Path link = Files.createSymbolicLink(folder.resolve("link" + name.hashCode()), odd.resolve("nadir"));
            assertThat(call(link).exit()).as(name).isZero();
            assertThat(callIn(odd, "./nadir").exit()).as(name).isZero();
        }
    }

    @Test
    void theSearchPathOfCdDoesNotMatter() throws Exception {
        Call call = callIn(folder, "tree/nadir", "CDPATH", folder.toString());
        assertThat(call.exit()).as(call.out()).isZero();
    }

    @Test
    void telemetryIsOffAndFileNamesAreUtf8WithoutALocale() throws Exception {
        assertThat(call(tree.resolve("nadir"), "ORT_DISABLE_TELEMETRY", "0").out())
                .contains("telemetry 1 locale C.UTF-8");
        assertThat(call(tree.resolve("nadir"), "LC_ALL", "POSIX").out()).contains("locale C.UTF-8");
        assertThat(call(tree.resolve("nadir"), "LC_ALL", "de_DE.UTF-8").out()).contains("locale de_DE.UTF-8");
    }

    @Test
    void aHomeIsNotNeeded() throws Exception {
        assertThat(call(tree.resolve("nadir"), "HOME", "").exit()).isZero();
        Files.delete(tree.resolve("app/target/built"));
        assertThat(call(tree.resolve("nadir"), "HOME", "/nonexistent").exit()).isZero();
        assertThat(tree.resolve("?")).doesNotExist();
    }
}
