package dev.nadir.app.shell;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Data options as a command gets them. */
final class DataOptionsOf {
    private DataOptionsOf() {}

    @Command
    private static final class Reader {
        @Mixin
        private DataFormatOptions format;
    }

    static DataFormatOptions arguments(String... options) {
        Reader reader = new Reader();
        new CommandLine(reader).parseArgs(options);
        return reader.format;
    }
}
