package dev.nadir.app.shell;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Standard output and standard error, in UTF-8 and without characters that command a terminal. */
public final class Console {
    private final PrintableWriter output;
    private final PrintWriter out;
    private final PrintWriter err;

    private Console(OutputStream out, OutputStream err) {
        this.output = printable(out);
        this.out = new PrintWriter(output, true);
        this.err = new PrintWriter(printable(err), true);
    }

    /** Of this process; not by way of {@link System#out}, which keeps to itself why writing failed. */
    public static Console ofProcess() {
        return new Console(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    private static PrintableWriter printable(OutputStream stream) {
        return new PrintableWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /**
     * Brings out what is still held back.
     *
     * @return the status of the command, or {@link ExitCode#BAD_INPUT} if a part of standard output was lost; a reader
     *     that wanted no more of it needs no message
     */
    public int ended(int status) {
        out.flush();
        Optional<IOException> lost = output.failure();
        lost.map(failure -> String.valueOf(failure.getMessage()))
                .filter(reason -> !reason.contains("Broken pipe"))
                .ifPresent(reason ->
                        err.println("nadir: standard output: not written: " + reason + "; the output is incomplete"));
        return lost.isPresent() ? ExitCode.BAD_INPUT : status;
    }
}
