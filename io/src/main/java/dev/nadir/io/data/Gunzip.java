package dev.nadir.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, RFC 1952: any number of members, each with its checksum and length, and nothing after them. The class
 * of the JDK takes a damaged member after the first for the end of the file.
 */
final class Gunzip extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final PushbackInputStream packed;
    private final byte[] buffer = new byte[BUFFER];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int filled;
    private boolean ended;

    /** @param packed at the first byte of a member */
    Gunzip(InputStream packed) throws IOException {
        this.packed = new PushbackInputStream(packed, BUFFER);
        header();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int got = inflate(into, from, length);
            if (got > 0) {
                checksum.update(into, from, got);
                return got;
            } else if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                filled = packed.read(buffer);
                if (filled < 0) {
                    throw new EOFException("it ends within the packed data");
                }
                inflater.setInput(buffer, 0, filled);
            } else {
                throw new ZipException("it asks for a dictionary");
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int from, int length) throws ZipException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "invalid packed data" : e.getMessage());
        }
    }

    private void endMember() throws IOException {
        packed.unread(buffer, filled - inflater.getRemaining(), inflater.getRemaining());
        if (number(4) != checksum.getValue() || number(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("its checksum does not match its content");
        }
        int next = packed.read();
        if (next < 0) {
            ended = true;
            return;
        }
        packed.unread(next);
        inflater.reset();
        checksum.reset();
        header();
    }

    private void header() throws IOException {
        if (number(2) != 0x8b1f || number(1) != 8) {
            throw new ZipException("something else than gzip follows");
        }
        int flags = (int) number(1);
        if ((flags & RESERVED) != 0) {
            throw new ZipException("its header has unknown flags");
        }
        number(6); // time, compression level, system
        if ((flags & EXTRA) != 0) {
            for (long rest = number(2); rest > 0; rest--) {
                number(1);
            }
        }
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && number(1) != 0) {
                // up to the zero that ends the text
            }
        }
        number((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    }

    /** The next little-endian number. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = packed.read();
            if (next < 0) {
                throw new EOFException("it ends within the header or checksum of gzip");
            }
            number |= (long) next << (8 * i);
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
