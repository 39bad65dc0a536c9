package dev.nadir.app.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns failures into one line on standard error and an exit status; the stack trace only where asked for.
 *
 * @param debug whether to print stack traces
 */
public record Failures(BooleanSupplier debug) {

    /** Runs the last command given; an exhausted memory becomes a message too. */
    public int runLast(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            CommandLine line = parsed.commandSpec().commandLine();
            return report(line.getErr(), e, outOfMemory());
        }
    }

    /** Unknown options, missing values: the message, the nearest known words, and where to read on. */
    public int badUsage(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(prefixed(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        trace(err, e);
        return ExitCode.BAD_INPUT;
    }

    /** A command threw: the caller's mistake, an unreadable file, or a mistake of ours. */
    public int failed(Exception e, CommandLine line, ParseResult parsed) {
        return report(line.getErr(), e, message(e));
    }

    private int report(PrintWriter err, Throwable failure, String message) {
        err.println(prefixed(message));
        trace(err, failure);
        return ExitCode.BAD_INPUT;
    }

    private void trace(PrintWriter err, Throwable failure) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }

    private static String prefixed(String message) {
        return "nadir: " + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String message(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        } else if (failure instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        } else if (failure instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        } else if (failure instanceof FileSystemException other) {
            return other.getFile() + ": " + (other.getReason() == null ? other.getMessage() : other.getReason());
        } else if (expected(failure) && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return "internal error: " + failure + " (a mistake in Nadir; please report it with the output of --debug)";
    }

    private static boolean expected(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof IOException;
    }

    private static String outOfMemory() {
        return String.format(
                "out of memory: this needs more than the %.1f GiB Java may use here; use fewer samples or narrower"
                        + " layers, or a machine with more memory (the limit is 75 %% of it, NADIR_JAVA_OPTS=-Xmx... changes it)",
                Runtime.getRuntime().maxMemory() / 0x1p30);
    }
}
