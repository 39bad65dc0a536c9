package dev.nadir.app.shell;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Mixin of every command: {@code --help} and {@code --version}. */
@Command(
        versionProvider = Versions.class,
        sortOptions = false,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        usageHelpWidth = 100)
public final class StandardOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version of Nadir and of its libraries and exit.")
    private boolean version;
}
