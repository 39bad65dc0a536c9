package dev.nadir.app.shell;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * The temporary files of one run in a folder that only its user can enter. The launcher makes it, because what Java 17
 * places without naming a folder goes where Java was told to at its start; without the launcher it is made here, and holds
 * only what is placed by name. It is removed when the run ends; what a killed run left is removed by the next, which
 * knows it by a lock that nobody holds.
 */
public final class TemporaryFolder {
    private static final String PREFIX = "nadir-run-";
    private static final String LOCK = "lock";

    /** The lock until it is held: another run must not find one that it takes for abandoned. */
    private static final String UNHELD = "lock-unheld";

    /** Longer than it takes from the folder to its lock: one that has none after it never will. */
    private static final Duration WITHOUT_LOCK = Duration.ofHours(1);

    private TemporaryFolder() {}

    /** Makes one the temporary folder of this Java machine; to be called before anything has used the present one. */
    public static void use() {
        Path now = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            boolean made = isOwn(now, System.getProperty("nadir.temporary"));
            Path base = made ? now.getParent() : now;
            Path folder = made ? now : create(base);
            FileLock lock = lock(folder);
            System.setProperty("java.io.tmpdir", folder.toString());
            removeAtEnd(folder, lock);
            removeLeftOvers(base, folder);
        } catch (IOException | UnsupportedOperationException e) {
            // none can be made there: whatever needs a temporary file says so itself
        }
    }

    /** Not before a command that a signal stops has saved what it has: until then it loads libraries from here. */
    private static void removeAtEnd(Path folder, FileLock lock) {
        Thread removal = new Thread(() -> {
            Interruption.awaitEnd();
            remove(folder, lock);
        });
        try {
            Runtime.getRuntime().addShutdownHook(removal);
        } catch (IllegalStateException ending) { // by a signal
            remove(folder, lock);
        }
    }

    /**
     * Whether the launcher made this folder, and for its user alone: files made in it then have its owner. (Java does not
     * know the number of a user who has no name, as in containers.)
     */
    static boolean isOwn(Path folder, String made) throws IOException {
        if (!folder.toString().equals(made)
                || !folder.getFileName().toString().startsWith(PREFIX)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                        .equals("rwx------")) {
            return false;
        }
        Path lock = Files.createFile(folder.resolve(UNHELD));
        return Files.getAttribute(lock, "unix:uid").equals(Files.getAttribute(folder, "unix:uid"));
    }

    /** Fails where the name is taken, so nobody can have prepared the folder; readable for its owner alone. */
    private static Path create(Path base) throws IOException {
        String name = PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        return Files.createDirectory(base.resolve(name), ownerOnly(base));
    }

    private static FileAttribute<?>[] ownerOnly(Path base) {
        return base.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static FileLock lock(Path folder) throws IOException {
        Path unheld = folder.resolve(UNHELD);
        FileLock lock = FileChannel.open(unheld, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
        Files.move(unheld, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return lock;
    }

    static void removeLeftOvers(Path base, Path own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && isDead(folder, own)) {
                    delete(folder);
                }
            }
        }
    }

    /** Whether the folder is of the same user and its lock, a plain file, is held by nobody, or never came. */
    private static boolean isDead(Path folder, Path own) {
        Path lock = folder.resolve(LOCK);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return false;
            } else if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                FileTime made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
                return Files.notExists(lock, LinkOption.NOFOLLOW_LINKS)
                        && made.toInstant().isBefore(Instant.now().minus(WITHOUT_LOCK));
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                return channel.tryLock() != null;
            }
        } catch (IOException | OverlappingFileLockException held) {
            return false;
        }
    }

    private static void remove(Path folder, FileLock lock) {
        try {
            delete(folder);
            lock.acquiredBy().close();
        } catch (IOException e) {
            // the next run removes it
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
