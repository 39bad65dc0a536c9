package dev.nadir.app.shell;

/** What the process tells its caller. */
public final class ExitCode {
    /** The command did what it was asked. */
    public static final int DONE = 0;

    /** A numerical outcome other than the one asked for, or not enough memory; the reason and the way out were printed. */
    public static final int NUMERICAL = 1;

    /** Bad usage, unreadable input, or output that could not be written; one line on standard error says which. */
    public static final int BAD_INPUT = 2;

    /** A mistake of ours, or a broken installation. */
    public static final int OURS = 3;

    private ExitCode() {}
}
