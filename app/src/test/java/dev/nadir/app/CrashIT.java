package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A few of the stops that {@code bench/crash/crash.py} makes by the hundred: signals at random moments, and a disk that is
 * full from one write on. Nothing is half-written, nothing is left over after the next run, and that run's files equal,
 * byte for byte, those of a run that nothing stopped.
 */
class CrashIT {
    private static String crash(String... arguments) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3");
        Path script = Launcher.repository().resolve("bench/crash/crash.py");
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void runsThatSignalsStopGoOnToTheSameFiles() throws Exception {
        assertThat(crash("signals", "2", "4", "flow")).contains("next runs compared");
    }

    @Test
    void aFullDiskIsOneLineAndHarmsNothing() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/gcc", "/bin/gcc").map(Path::of).anyMatch(Files::isExecutable),
                "gcc, for the library that makes writes fail");
        assertThat(crash("full", "40", "flow")).contains("stops");
    }

    @Test
    void aSmallHeapIsAResultOrOneLineWithNumbers() throws Exception {
        assertThat(crash("memory", "6", "10", "construct", "verify", "data")).contains("refusals with numbers");
    }
}
