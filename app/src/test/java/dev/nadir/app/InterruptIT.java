package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C as a person types it: on a terminal, with the progress bar. */
class InterruptIT {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private Path script;

    /** What a run on a terminal gave. */
    private record Typed(int status, double seconds, String shown) {}

    @BeforeEach
    void writeScript() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("interrupt.py")) {
            script = folder.resolve("interrupt.py");
            Files.copy(in, script);
        }
    }

    private Typed run(String awaited, int times, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                script.toString(),
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
}
