package dev.nadir.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the real {@code ./nadir} in a process of its own, on the Java that runs the tests. It does not build: Maven made
 * the jar in its package phase before the end-to-end tests ({@code XIT}).
 */
record Launcher(Path script, Path folder, Map<String, String> environment, Duration limit) {

    /** What a run gave. */
    record Run(int exitCode, String out, String err) {}

    /** The launcher of this repository, called from the repository root. */
    static Launcher ofRepository() {
        Path root = repository();
        return new Launcher(root.resolve("nadir"), root, Map.of(), Duration.ofMinutes(5));
    }

    /** The root of the repository: the first folder upwards that holds the Maven wrapper. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** A file of examples/data. */
    static Path exampleData(String name) {
        return repository().resolve("examples").resolve("data").resolve(name);
    }

    Launcher script(Path other) {
        return new Launcher(other, folder, environment, limit);
    }

    Launcher in(Path otherFolder) {
        return new Launcher(script, otherFolder, environment, limit);
    }

    Launcher with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Launcher(script, folder, Map.copyOf(more), limit);
    }

    /** Runs to the end, or fails after the limit. */
    Run run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(script.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Files.createTempFile("nadir", ".out");
        Path err = Files.createTempFile("nadir", ".err");
        try {
            int exitCode = start(command, out, err);
            return new Run(exitCode, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private int start(List<String> command, Path out, Path err) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NADIR_BUILD", "never");
        builder.environment().remove("NADIR_DEBUG");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException(command + " ran longer than " + limit + "; standard error: " + read(err));
        }
        return process.exitValue();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
