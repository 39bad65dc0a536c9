package dev.nadir.app.shell;

import dev.nadir.progress.MachineEnd;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever is thrown into one line on standard error and an exit status, and with {@code --json} into an object on
 * standard output; the stack trace only where asked for.
 *
 * @param debug whether to print stack traces
 * @param json whether the command line asks for JSON, known even where it cannot be parsed
 */
public record Failures(BooleanSupplier debug, boolean json)
        implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {
    // a class rather than three lambdas: those keep parts of picocli out of the class archive, so that its jar is
    // opened

    /** Runs the last command given; an error of the machine becomes a message too. */
    @Override
    public int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            return report(last(parsed), e, Failure.of(e));
        }
    }

    /** What went wrong while the command line itself was made ready. */
    public static int beforeAnyCommand(Console console, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!MachineEnd.hasBegun()) {
            console.err().println("nadir: " + failure.message());
        }
        return failure.status();
    }

    private static CommandLine last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().commandLine();
    }

    /** Unknown options, missing values: the message, the nearest known words, and where to read on. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        int status = report(line, e, Failure.ofUsage(UsageWords.of(e)));
        UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return status;
    }

    /** A command threw: the caller's mistake, an unreadable file, or a mistake of ours. */
    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        return report(line, e, Failure.of(e));
    }

    /** Once a signal ends the machine, whatever still runs fails for that reason; the status is the signal's. */
    private int report(CommandLine line, Throwable thrown, Failure failure) {
        if (MachineEnd.hasBegun()) {
            return failure.status();
        }
        PrintWriter err = line.getErr();
        err.println("nadir: " + failure.message());
        if (json) {
            line.getOut().println(Json.text(object(line, failure)));
        }
        if (debug.getAsBoolean()) {
            thrown.printStackTrace(err);
        }
        return failure.status();
    }

    private static Map<String, Object> object(CommandLine line, Failure failure) {
        Map<String, Object> object = new LinkedHashMap<>(Json.envelope(line.getCommandName()));
        object.put("error", failure.message());
        object.put("kind", failure.kind());
        object.put("wayOut", failure.wayOut());
        object.put("exitStatus", failure.status());
        return object;
    }
}
