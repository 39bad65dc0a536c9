package dev.nadir.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256, to tell later which file or which numbers a result is about. */
public final class Checksum {
    private static final int CHUNK = 1 << 16;

    private Checksum() {}

    /** To be fed with bytes. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes in numbers, big-endian as IEEE 754. */
    public static void update(MessageDigest digest, double[] values) {
        ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
        for (double value : values) {
            digest.update(number.clear().putDouble(value).array());
        }
    }

    /** In hexadecimal digits. */
    public static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What {@code sha256sum} prints of a file; empty for a pipe or device, which cannot be read twice. */
    public static Optional<String> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = digest();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return Optional.of(text(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
