package dev.nadir.io.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * The one way to write a file: whole or not at all, on the disk when it returns, and never over an input.
 *
 * <p>Symbolic links are followed, so that the file they name is replaced and the link stays. A regular file is written
 * beside its place and moved there in one step; it keeps its permissions, a new one takes those of the umask. What is
 * no regular file (a device, a named pipe, {@code /dev/stdout}) is written through and stays what it is.
 */
public final class OutputFile {
    /** Something that writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    private OutputFile() {}

    /**
     * Gives {@code target} this content, replacing what was there.
     *
     * @throws IOException naming the target if its folder is missing, it is a folder, or writing fails; what was there
     *     before is then unharmed, and no other file is left behind
     */
    public static void write(Path target, Content content) throws IOException {
        Destination place = checked(target);
        try {
            place.write(content);
        } catch (IOException e) {
            throw about(target, e);
        }
    }

    /** As {@link #write(Path, Content)}, for text in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Checks that {@code target} can be written, before hours of work are spent on what goes into it, and removes from
     * its folder what killed runs left half-written.
     *
     * @throws IOException naming what is wrong
     */
    public static void requireWritable(Path target) throws IOException {
        if (checked(target) instanceof Destination.Regular regular) {
            Draft.removeAbandoned(regular.folder());
        }
    }

    private static Destination checked(Path target) throws IOException {
        Destination place = Destination.of(target);
        if (Files.isDirectory(place.path())) {
            throw new IOException(target + ": is a folder, expected the name of a file");
        } else if (Files.exists(place.path()) && !Files.isWritable(place.path())) {
            throw new IOException(target + ": is write-protected; name another file, or make this one writable");
        } else if (place instanceof Destination.Regular regular) {
            requireFolder(target, regular.folder());
        }
        return place;
    }

    /**
     * The one of these files that {@code target} is, by whatever name, link or spelling; empty if it is none.
     *
     * @throws IOException if the files cannot be compared
     */
    public static Optional<Path> among(Collection<Path> files, Path target) throws IOException {
        for (Path file : files) {
            if (Files.exists(target) && Files.exists(file) && Files.isSameFile(target, file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static void requireFolder(Path target, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(target + ": the folder " + folder + " does not exist; create it first");
        } else if (!Files.isWritable(folder)) {
            throw new IOException(target + ": no permission to write into " + folder);
        }
    }

    private static IOException about(Path target, IOException e) {
        String reason = e.getMessage();
        if (e instanceof FileSystemException system) {
            reason = e instanceof AccessDeniedException ? "permission denied" : system.getReason();
        }
        return new IOException(target + ": not written: " + (reason == null ? e.toString() : reason), e);
    }
}
