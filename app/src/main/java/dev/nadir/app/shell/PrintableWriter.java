package dev.nadir.app.shell;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** Lets nothing through that commands a terminal, and remembers that writing failed. */
final class PrintableWriter extends FilterWriter {
    private IOException failure;

    PrintableWriter(Writer out) {
        super(out);
    }

    /** The first failure, which {@link java.io.PrintWriter} keeps to itself. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c), 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        boolean harmless = Printable.harmless(text, offset, offset + length);
        String printed = harmless ? text : Printable.text(text.substring(offset, offset + length));
        try {
            out.write(printed, harmless ? offset : 0, harmless ? length : printed.length());
        } catch (IOException e) {
            throw kept(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw kept(e);
        }
    }

    private IOException kept(IOException e) {
        failure = failure == null ? e : failure;
        return e;
    }
}
