package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.Nadir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
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
        CommandLine line = Nadir.commandLine().setErr(new PrintWriter(err, true));
        line.addSubcommand(new CommandLine(new Failing(body))
                .setExecutionExceptionHandler(line.getExecutionExceptionHandler())
                .setErr(line.getErr()));
        return line.execute(arguments);
    }

    private int failing(Exception failure) {
        return run(
                () -> {
                    throw failure;
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
        assertThat(failing(new NullPointerException("x"))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("internal error", "NullPointer");
    }

    @Test
    void exhaustedMemorySaysHowMuchThereIs() {
        int exitCode = run(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                "failing");
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("out of memory", "GiB");
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
