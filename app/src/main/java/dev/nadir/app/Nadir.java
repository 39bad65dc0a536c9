package dev.nadir.app;

import dev.nadir.app.analyze.AnalyzeCommand;
import dev.nadir.app.assess.AssessCommand;
import dev.nadir.app.certify.CertifyCommand;
import dev.nadir.app.construct.ConstructCommand;
import dev.nadir.app.data.DataCommand;
import dev.nadir.app.diagnose.DiagnoseCommand;
import dev.nadir.app.explain.ExplainCommand;
import dev.nadir.app.flow.FlowCommand;
import dev.nadir.app.shell.Console;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.Failures;
import dev.nadir.app.shell.Logging;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.TemporaryFolder;
import dev.nadir.app.shell.Versions;
import dev.nadir.app.study.StudyCommand;
import dev.nadir.app.verify.VerifyCommand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        subcommands = CommandLine.HelpCommand.class,
        footer = {
            "",
            "Examples:",
            "  nadir help COMMAND             options and examples of one command",
            "  source <(nadir completion)     complete commands and options in bash and zsh",
            "",
            "Exit status: 0 done, 1 a numerical outcome (reason and way out printed), 2 bad usage or input,",
            "             3 a mistake in Nadir."
        })
public final class Nadir implements Callable<Integer> {
    /** Every command, in the order of the help page. */
    private static final List<Class<?>> COMMANDS = List.of(
            ConstructCommand.class,
            AssessCommand.class,
            DiagnoseCommand.class,
            AnalyzeCommand.class,
            FlowCommand.class,
            CertifyCommand.class,
            VerifyCommand.class,
            DataCommand.class,
            StudyCommand.class,
            ExplainCommand.class,
            CompletionCommand.class);

    /** The command that needs the options of all others. */
    private static final String COMPLETION = "completion";

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
        Console console = Console.ofProcess();
        Set<String> arguments = new HashSet<>(List.of(args));
        int status;
        try {
            Logging.configure();
            if (!arguments.contains("--help") && !arguments.contains("--version")) {
                TemporaryFolder.use();
            }
            status = commandLine(arguments, console).execute(args);
        } catch (Throwable e) {
            status = Failures.beforeAnyCommand(console, e);
        }
        System.exit(console.ended(status));
    }

    /** The parser and runner with all options of all commands, reporting to the standard streams. */
    public static CommandLine commandLine() {
        return commandLine(Set.of(COMPLETION), Console.ofProcess());
    }

    /**
     * The same for some arguments: a command that they do not name is known by name and description only, for reading
     * the options of all commands takes longer than most of what is done with one.
     */
    private static CommandLine commandLine(Set<String> arguments, Console console) {
        Nadir nadir = new Nadir();
        CommandLine line = new CommandLine(nadir);
        for (Class<?> command : COMMANDS) {
            Command annotation = command.getAnnotation(Command.class);
            if (arguments.contains(annotation.name()) || arguments.contains(COMPLETION)) {
                line.addSubcommand(command);
            } else {
                CommandSpec named = CommandSpec.create().name(annotation.name());
                named.usageMessage().description(annotation.description());
                line.addSubcommand(annotation.name(), named);
            }
        }
        line.getSubcommands()
                .get("help")
                .getCommandSpec()
                .usageMessage()
                .footer("", "Examples:", "  nadir help construct");
        Failures failures = new Failures(
                () -> nadir.debug || "1".equals(System.getenv("NADIR_DEBUG")), arguments.contains("--json"));
        return line.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(failures)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command: the help page, as an error. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.BAD_INPUT;
    }
}
