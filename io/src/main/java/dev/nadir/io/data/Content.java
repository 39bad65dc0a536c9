package dev.nadir.io.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file with a bound on how many are left, so that what a header declares can be refused before memory is
 * asked for it.
 */
final class Content extends FilterInputStream {
    /** Deflate packs at most 258 bytes into 2 bits. */
    private static final long MOST_PER_PACKED_BYTE = 1032;

    private long left;

    /** @param most how many bytes there can be, exactly or at most */
    Content(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    /** The bytes of a file that is packed into so many. */
    static long unpacked(long packed) {
        return packed > Long.MAX_VALUE / MOST_PER_PACKED_BYTE ? Long.MAX_VALUE : packed * MOST_PER_PACKED_BYTE;
    }

    @Override
    public int read() throws IOException {
        int got = super.read();
        left -= got < 0 ? 0 : 1;
        return got;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        left -= Math.max(0, got);
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** @throws Damage if the file cannot hold so many things of this size any more */
    void require(long count, int bytes, String things) throws Damage {
        if (count > left / bytes) {
            throw new Damage("ends early: the header declares " + count + " " + things + " of " + bytes
                    + (bytes == 1 ? " byte, and at most " : " bytes, and at most ") + left + " bytes follow");
        }
    }

    /** @throws Damage if anything follows; reading on is also what lets a packed file check its checksum */
    void requireEnd(String last) throws IOException {
        if (read() >= 0) {
            throw new Damage("goes on after the last " + last);
        }
    }
}
