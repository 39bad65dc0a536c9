package dev.nadir.app.shell;

import picocli.CommandLine.Option;

/** Mixin: how a command tells what it found. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print exactly one JSON object instead of tables.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no explanations; results and errors only.")
    private boolean quiet;

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    /** A progress display on standard error, to be closed when the work is done; silent with {@code --quiet}. */
    public ConsoleProgress progress() {
        return quiet ? ConsoleProgress.silent() : ConsoleProgress.onStandardError();
    }
}
