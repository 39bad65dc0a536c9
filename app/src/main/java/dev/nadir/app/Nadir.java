package dev.nadir.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code nadir} command: holds the list of commands and runs the one named on the command line. */
@Command(
        name = "nadir",
        versionProvider = Versions.class,
        description =
                "Can this network reach zero loss on this data, which weights do it, and what blocks gradient descent?",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  nadir COMMAND --help           options and examples of one command",
            "  source <(nadir completion)     complete commands and options in bash and zsh",
            "",
            "Exit status: 0 done, 1 a numerical outcome (reason and way out printed), 2 bad usage or input."
        })
public final class Nadir implements Callable<Integer> {
    /** Every command, in the order of the help page. */
    private static final List<Class<?>> COMMANDS = List.of(
            ConstructCommand.class,
            AssessCommand.class,
            AnalyzeCommand.class,
            FlowCommand.class,
            VerifyCommand.class,
            DataCommand.class,
            CompletionCommand.class);

    @Mixin
    private StandardOptions standard;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure (also: NADIR_DEBUG=1).")
    private boolean debug;

    /** Runs the command and exits with its status. */
    public static void main(String[] args) {
        Logging.configure();
        System.exit(commandLine().execute(args));
    }

    /** The parser and runner of the whole command line, reporting to the standard streams. */
    static CommandLine commandLine() {
        Nadir nadir = new Nadir();
        CommandLine line = new CommandLine(nadir);
        COMMANDS.forEach(line::addSubcommand);
        Failures failures = new Failures(() -> nadir.debug || "1".equals(System.getenv("NADIR_DEBUG")));
        return line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(failures::runLast)
                .setParameterExceptionHandler(failures::badUsage)
                .setExecutionExceptionHandler(failures::failed);
    }

    /** Without a command: the help page, as an error. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.BAD_INPUT;
    }
}
