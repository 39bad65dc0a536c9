package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C as a person types it: on a terminal, with the progress bar. */
class InterruptIT {
    private static final int INTERRUPTED = 130;

    /** The signal itself: it came while the script was still at work. */
    private static final int BEFORE_JAVA = -2;

    @TempDir
    private Path folder;

    /** What a run on a terminal gave. */
    private record Typed(int status, double seconds, String shown) {}

    private Typed run(String awaited, int times, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                Launcher.repository().resolve("bench/crash/terminal.py").toString(),
                awaited,
                String.valueOf(times),
                Launcher.ofRepository().script().toString()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NADIR_BUILD", "never");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] first = text.split("\\R", 2);
        String[] numbers = first[0].split(" ");
        return new Typed(Integer.parseInt(numbers[0]), Double.parseDouble(numbers[1]), first[1]);
    }

    @Test
    void aFlowWithABarEndsWithEverythingSaved() throws Exception {
        Path out = folder.resolve("run");
        Typed typed = run(
                "C = ",
                1,
                "flow",
                Launcher.exampleData("iris.csv"),
                "--target",
                "class",
                "--init",
                "xavier",
                "--hidden",
                "16,16",
                "--standardize",
                "--until",
                "1e9",
                "--stepper",
                "dp54",
                "--out",
                out);
        assertThat(typed.status()).as(typed.shown()).isEqualTo(INTERRUPTED);
        assertThat(typed.shown()).contains("time", "cost", "stopped");
        assertThat(out.resolve("theta-end.npy")).exists();
        assertThat(out.resolve("manifest.json")).content().contains("\"status\" : \"stopped\"");
        assertThat(out.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aFlowWithinALongStepEndsAtOnce() throws Exception {
        Typed typed = run(
                "nadir: ",
                2,
                "flow",
                Launcher.exampleData("iris.csv"),
                "--target",
                "class",
                "--init",
                "xavier",
                "--hidden",
                "2500,2500,2500",
                "--until",
                "1e6");
        assertThat(typed.status()).as(typed.shown()).isEqualTo(INTERRUPTED);
    }

    @Test
    void aFlowThatHasHardlyBegunEndsWithoutAWord() throws Exception {
        for (double delay = 0.4; delay < 1.8; delay += 0.2) {
            Typed typed = run(
                    String.valueOf(delay),
                    1,
                    "flow",
                    Launcher.exampleData("iris.csv"),
                    "--target",
                    "class",
                    "--init",
                    "xavier",
                    "--hidden",
                    "16,16",
                    "--until",
                    "1e9",
                    "--quiet");
            assertThat(typed.status()).as(typed.shown()).isIn(INTERRUPTED, BEFORE_JAVA);
            assertThat(typed.shown()).doesNotContain("OpenBLAS", "internal error", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data large.csv.gz",
                "construct long.csv --header no --out c.onnx",
                "analyze long.csv --header no --init xavier --hidden 100,100",
                "assess long.csv --header no --hidden 100,100",
                "diagnose long.csv --header no --init xavier --hidden 100,100"
            })
    void whatReadsOrComputesForLongEndsWithoutAResult(String line) throws Exception {
        writeData();
        Typed typed = run(" s, ", 1, (Object[]) line.split(" "));
        assertThat(typed.status()).as(typed.shown()).isIn(INTERRUPTED, BEFORE_JAVA);
        assertThat(typed.shown()).doesNotContain("internal error", "Exception");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("large.csv.gz", "long.csv");
    }

    /** A small file of many lines, and one whose Jacobian takes minutes. */
    private void writeData() throws IOException {
        byte[] lines = "0.125,2,3.5,-4e-3,u\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("large.csv.gz")))) {
            for (int i = 0; i < 1000; i++) {
                out.write(lines);
            }
        }
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            for (int j = 0; j < 20; j++) {
                text.append((float) random.nextGaussian()).append(',');
            }
            text.append("uvw".charAt(random.nextInt(3))).append('\n');
        }
        Files.writeString(folder.resolve("long.csv"), text);
    }
}
