package dev.nadir.io.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Text, as long as it is not made of line breaks: a megabyte of gzip can hold a thousand of them. */
final class LineBreaks extends FilterInputStream {
    /** As many blank lines in a row as are read. */
    static final int MOST = 1 << 20;

    static final String TOO_MANY = "more than " + MOST + " blank lines in a row";

    private int run;

    LineBreaks(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        for (int i = from; i < from + got; i++) {
            run = into[i] == '\n' || into[i] == '\r' ? run + 1 : 0;
            if (run > MOST) {
                throw new Damage(TOO_MANY);
            }
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
