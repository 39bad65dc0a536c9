package dev.nadir.io.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** A file to be read, unpacked from gzip if it is gzip, whatever its name. */
record DataFile(Path path) {
    private static final int BUFFER = 1 << 16;

    /** What the (unpacked) content is, told by its first bytes. */
    enum Format {
        TEXT,
        NPY,
        ZIP,
        PARQUET,
        IDX
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The content, unpacked. */
    Content open() throws IOException {
        if (Files.isDirectory(path)) {
            throw ReadFailure.of(path, "is a directory", "name a data file");
        }
        InputStream raw;
        try {
            raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        } catch (NoSuchFileException missing) {
            throw new IOException(path + ": no such file; check the path", missing);
        }
        long size = Files.isRegularFile(path) ? Files.size(path) : Long.MAX_VALUE;
        return isGzip(raw) ? new Content(new Gunzip(raw), Content.unpacked(size)) : new Content(raw, size);
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    boolean isPacked() throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path))) {
            return isGzip(raw);
        }
    }

    /** The first bytes of the content, fewer if it is shorter. */
    byte[] head(int length) throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(length);
        } catch (EOFException | ZipException | Damage damaged) {
            throw damaged(damaged);
        }
    }

    IOException damaged(IOException cause) {
        String what = cause.getMessage() == null ? "it ends early" : cause.getMessage();
        return ReadFailure.of(path, "damaged or incomplete (" + what + ")", "fetch the file again", cause);
    }

    /** @throws IOException if the file is empty or its content is none of the formats */
    Format format() throws IOException {
        byte[] head = head(1 << 13);
        if (head.length == 0) {
            throw ReadFailure.of(path, "the file is empty", "fetch or write it again");
        }
        if (startsWith(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return Format.NPY;
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return Format.ZIP;
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            return Format.PARQUET;
        }
        if (head.length >= 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[2] <= 0x0E && head[3] > 0) {
            return Format.IDX;
        }
        requireText(head);
        return Format.TEXT;
    }

    private void requireText(byte[] head) throws IOException {
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            throw ReadFailure.of(path, "the text is UTF-16", "save it as UTF-8");
        }
        for (byte b : head) {
            if (b == 0) {
                throw ReadFailure.of(
                        path, "binary content of no known format", "give CSV, TSV, Parquet, NPY, NPZ or IDX");
            }
        }
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
