package dev.nadir.app;

import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.StandardOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nadir completion}: prints the script that lets bash and zsh complete commands and options. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footer = {
            "",
            "Examples:",
            "  source <(nadir completion)                     for this shell",
            "  nadir completion >> ~/.bash_completion         for every bash from now on"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final Pattern VALUES = Pattern.compile("(_option_args=\\()([^)]*)\\)");

    @Mixin
    private StandardOptions standard;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(lowerCase(AutoComplete.bash("nadir", spec.root().commandLine())));
        return ExitCode.DONE;
    }

    /** Words of enumerations as they are written everywhere else. */
    private static String lowerCase(String script) {
        return VALUES.matcher(script)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + found.group(2).toLowerCase(Locale.ROOT).replace('_', '-') + ")"));
    }
}
