package dev.nadir.io.file;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the name of an output leads. */
sealed interface Destination {
    /** Names of open files of this process, as {@code /dev/stdout} leads to one. */
    Pattern DESCRIPTOR = Pattern.compile("(?:/dev/fd|/proc/(?:self|thread-self|\\d+)/fd)/(\\d+)");

    /** As many links in a row as Linux follows. */
    int MOST_LINKS = 40;

    /** The place itself, behind all links. */
    Path path();

    /** Gives it this content. */
    void write(OutputFile.Content content) throws IOException;

    /**
     * Follows the links from a name.
     *
     * @throws IOException if they lead in a circle, or to a disk as a whole or a socket
     */
    static Destination of(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        for (int links = 0; !DESCRIPTOR.matcher(place.toString()).matches(); links++) {
            if (!Files.isSymbolicLink(place)) {
                return Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place)
                        ? throughTo(target, place)
                        : new Regular(place);
            } else if (links == MOST_LINKS) {
                throw new IOException(target + ": more than " + MOST_LINKS + " symbolic links in a row");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        return new Through(place);
    }

    private static Through throughTo(Path target, Path place) throws IOException {
        int type = (int) Files.getAttribute(place, "unix:mode") & 0xF000;
        if (type != 0x1000 && type != 0x2000) {
            throw new IOException(
                    target + ": is a disk or a socket, expected a file, a named pipe or a character device");
        }
        return new Through(place);
    }

    /** A regular file, there or not yet. */
    record Regular(Path path) implements Destination {
        Path folder() {
            return path.getParent() == null ? path : path.getParent();
        }

        @Override
        public void write(OutputFile.Content content) throws IOException {
            try (Draft draft = Draft.beside(path)) {
                OutputStream out = new BufferedOutputStream(draft.stream(), 1 << 16);
                content.writeTo(out);
                out.flush();
                draft.publish();
            }
        }
    }

    /** Something to be written through. */
    record Through(Path path) implements Destination {
        @Override
        public void write(OutputFile.Content content) throws IOException {
            OutputStream open = open();
            OutputStream out = new BufferedOutputStream(open, 1 << 16);
            content.writeTo(out);
            out.flush();
            if (!(open instanceof FileOutputStream)) {
                open.close();
            }
        }

        /** Standard output and standard error as they are: opened again they would be written from their start. */
        private OutputStream open() throws IOException {
            Matcher descriptor = DESCRIPTOR.matcher(path.toString());
            if (descriptor.matches() && descriptor.group(1).equals("1")) {
                return new FileOutputStream(FileDescriptor.out);
            } else if (descriptor.matches() && descriptor.group(1).equals("2")) {
                return new FileOutputStream(FileDescriptor.err);
            }
            return Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
    }
}
