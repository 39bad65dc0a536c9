package dev.nadir.app.shell;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that one run at a time writes into: a lock of the operating system, which ends with the process. */
public final class FolderLock implements Closeable {
    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws IllegalArgumentException if another run has it
     */
    public static FolderLock of(Path folder) throws IOException {
        Path file = folder.resolve("run.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            taken = true; // by this process
        }
        if (taken) {
            channel.close();
            throw new IllegalArgumentException(
                    "--out: another run writes into " + folder + "; wait for it, or name another folder");
        }
        return new FolderLock(file, channel);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
