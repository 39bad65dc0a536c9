package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Nadir;
import dev.nadir.linalg.BlasThreads;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    @Command(name = "failing")
    private static final class Failing implements Callable<Integer> {
        private final Callable<Integer> body;

        Failing(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }

    private int run(Callable<Integer> body, String... arguments) {
        CommandLine line = Nadir.commandLine();
        line.addSubcommand(new CommandLine(new Failing(body))
                .setExecutionExceptionHandler(line.getExecutionExceptionHandler())
                .setExecutionStrategy(line.getExecutionStrategy()));
        return line.setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private int failing(Throwable failure) {
        return run(
                () -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) failure;
                },
                "failing");
    }

    @Test
    void theStatusOfTheCommandIsTheStatusOfTheProcess() {
        assertThat(run(() -> ExitCode.NUMERICAL, "failing")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theCallersMistakeIsOneLine() {
        assertThat(failing(new IllegalArgumentException("labels: got 3,\n  expected 2")))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("nadir: labels: got 3, expected 2");
    }

    @Test
    void anUnreadableFileIsNamed() {
        assertThat(failing(new NoSuchFileException("a.csv"))).isEqualTo(2);
        assertThat(failing(new UncheckedIOException(new IOException("a.csv, row 3: empty"))))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("nadir: no such file: a.csv", "nadir: a.csv, row 3: empty");
    }

    @Test
    void aMistakeOfOursIsOwned() {
        assertThat(failing(new NullPointerException("x"))).isEqualTo(ExitCode.OURS);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("internal error", "NullPointer", "please report it", "--debug");
    }

    @Test
    void exhaustedMemorySaysHowMuchThereIs() {
        int exitCode = run(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                "failing");
        assertThat(exitCode).isEqualTo(ExitCode.NUMERICAL);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("out of memory", "GiB");
    }

    @Test
    void exhaustedMemoryIsFoundBehindWhatAReaderMakesOfIt() {
        assertThat(failing(new IllegalStateException("record 7", new OutOfMemoryError("x"))))
                .isEqualTo(ExitCode.NUMERICAL);
        assertThat(err.toString()).contains("out of memory");
    }

    @Test
    void aClassThatWasLostWhileMemoryWasOutIsExhaustedMemory() {
        Error lost = new NoClassDefFoundError("Could not initialize class sun.util.cldr.CLDRLocaleProviderAdapter");
        lost.initCause(new ExceptionInInitializerError("Exception java.lang.OutOfMemoryError: Java heap space"));
        assertThat(failing(lost)).isEqualTo(ExitCode.NUMERICAL);
        assertThat(err.toString()).contains("out of memory");
        assertThat(failing(new NoClassDefFoundError("Could not initialize class org.example.Missing")))
                .isEqualTo(ExitCode.OURS);
    }

    @Test
    void noErrorOfTheMachineIsAStackTrace() {
        for (Error error :
                List.of(new StackOverflowError(), new NoSuchMethodError("brotli"), new AssertionError("x"))) {
            int status = run(
                    () -> {
                        throw error;
                    },
                    "failing");
            assertThat(status).isEqualTo(ExitCode.OURS);
        }
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("nadir: "));
    }

    @Test
    void whatALibraryOrTheMathematicsBelowRefusesIsOurMistake() {
        assertThat(failing(thrownBy(() -> Path.of("a\0b")))).isEqualTo(ExitCode.OURS);
        assertThat(failing(thrownBy(() -> new Matrix(2, 2, new double[3])))).isEqualTo(ExitCode.OURS);
        assertThat(failing(thrownBy(() -> Activations.byName("thanh")))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(failing(thrownBy(() -> BlasThreads.request(0)))).isEqualTo(ExitCode.BAD_INPUT);
    }

    /** A matrix that no array can hold is the user's: fewer samples mend it. */
    @Test
    void whatIsTooLargeForTheMathematicsIsTheUsersToMend() throws Exception {
        Exception refusal = new IllegalArgumentException("workspace: got too much, expected less");
        String workspace = Class.forName("dev.nadir.linalg.Workspace").getName();
        refusal.setStackTrace(new StackTraceElement[] {new StackTraceElement(workspace, "of", "Workspace.java", 1)});
        assertThat(failing(refusal)).isEqualTo(ExitCode.BAD_INPUT);
    }

    private static Exception thrownBy(ThrowingCallable body) {
        return (Exception) catchThrowable(body);
    }

    @Test
    void aMessageIsShortAndCannotCommandATerminal() {
        failing(new IOException("a.csv: '\u001b[2J" + "x".repeat(1_000_000) + "' end"));
        assertThat(err.toString()).hasSizeLessThan(3000).contains("\\u001b[2J", "characters left out", "' end");
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @Test
    void jsonSaysWhatWentWrongToo() throws Exception {
        StringWriter out = new StringWriter();
        Failures failures = new Failures(() -> false, true);
        CommandLine line =
                Nadir.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = failures.handleExecutionException(new IOException("a.csv: no samples; add rows"), line, null);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(status).isEqualTo(2);
        assertThat(json.get("error").asText()).isEqualTo("a.csv: no samples; add rows");
        assertThat(json.get("kind").asText()).isEqualTo("input");
        assertThat(json.get("wayOut").asText()).isEqualTo("add rows");
        assertThat(json.get("exitStatus").asInt()).isEqualTo(2);
        assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
    }

    @Test
    void wrongUsageIsSaidInOurWords() {
        assertThat(run(() -> 0, "data", "x.csv", "--threads", "two")).isEqualTo(2);
        assertThat(run(() -> 0, "data", "x.csv", "--header", "perhaps")).isEqualTo(2);
        assertThat(run(() -> 0, "data", "x.csv", "--target")).isEqualTo(2);
        assertThat(run(() -> 0, "data", "x.csv", "--targget", "y")).isEqualTo(2);
        assertThat(run(() -> 0, "data", "x.csv", "y.csv")).isEqualTo(2);
        assertThat(run(() -> 0, "dataa")).isEqualTo(2);
        assertThat(err.toString().lines().filter(line -> line.startsWith("nadir: ")))
                .containsExactly(
                        "nadir: --threads: got 'two', expected a whole number",
                        "nadir: --header: got 'perhaps', expected one of auto, yes, no",
                        "nadir: --target: got no value, expected one",
                        "nadir: got '--targget', which nadir data does not have",
                        "nadir: files: got no model and 2 data files [x.csv, y.csv], expected DATA",
                        "nadir: got 'dataa', expected a command");
    }

    @Test
    void debugAddsTheStackTrace() {
        run(
                () -> {
                    throw new IllegalArgumentException("x");
                },
                "--debug",
                "failing");
        assertThat(err.toString()).contains("nadir: x", "\tat dev.nadir.app.shell.FailuresTest");
    }
}
