package dev.nadir.app.shell;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: into a temporary file beside it, then renamed. */
public final class AtomicFile {
    /** Something that writes a file at the path it is given. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the whole file. */
        void writeTo(Path path) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Lets {@code writer} write a temporary file, then gives it the name {@code target}, replacing what was there.
     *
     * @throws IOException if the folder is missing, the target is a folder, or writing fails; nothing is left behind
     */
    public static void write(Path target, Writer writer) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        requireWritable(target, folder);
        Path temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writer.writeTo(temporary);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Checks that {@code target} can be written, before hours of work are spent on what goes into it.
     *
     * @throws IOException naming what is wrong
     */
    public static void requireWritable(Path target) throws IOException {
        requireWritable(target, target.toAbsolutePath().getParent());
    }

    private static void requireWritable(Path target, Path folder) throws IOException {
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(target + ": is a folder, expected the name of a file");
        } else if (!Files.isDirectory(folder)) {
            throw new IOException(target + ": the folder " + folder + " does not exist; create it first");
        } else if (!Files.isWritable(folder)) {
            throw new IOException(target + ": no permission to write into " + folder);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
