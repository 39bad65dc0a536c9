package dev.nadir.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * A file being written beside its place. It is locked while it lives, so that another run can tell it from what a
 * killed one left behind, by the operating system and not by a process number, which containers share.
 */
final class Draft implements Closeable {
    /** Of this process: on POSIX, to open and close a file drops the locks that the same process has on it. */
    private static final String RUN = String.format(Locale.ROOT, "%016x", new SplittableRandom().nextLong());

    private static final Pattern NAME = Pattern.compile("\\..*\\.nadir-[0-9a-f]{16}-[0-9a-f]{16}\\.part");

    /** Names have at most 255 bytes, and a character up to 4. */
    private static final int NAME_KEPT = 40;

    private final Path path;
    private final Path target;
    private final FileChannel channel;

    private Draft(Path path, Path target, FileChannel channel) {
        this.path = path;
        this.target = target;
        this.channel = channel;
    }

    /** A new, empty and locked file in the folder of {@code target}, with its permissions if it exists. */
    static Draft beside(Path target) throws IOException {
        while (true) {
            Path path = target.resolveSibling(name(target));
            FileChannel channel;
            try {
                channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                continue; // another thread, in the same nanosecond
            }
            Draft draft = new Draft(path, target, channel);
            if (draft.locked()) {
                return draft.withPermissionsOfTarget();
            }
            channel.close(); // another run took it for abandoned before it was locked
        }
    }

    private static String name(Path target) {
        String name = target.getFileName().toString();
        int kept = Math.min(NAME_KEPT, name.codePointCount(0, name.length()));
        return "." + name.substring(0, name.offsetByCodePoints(0, kept)) + ".nadir-" + RUN + "-"
                + String.format(Locale.ROOT, "%016x", System.nanoTime()) + ".part";
    }

    /** Whether the file is locked and still there; a file system without locks never takes one for abandoned. */
    private boolean locked() {
        try {
            channel.lock();
        } catch (IOException e) {
            return true;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Draft withPermissionsOfTarget() throws IOException {
        PosixFileAttributeView ours = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (ours == null || !Files.exists(target)) {
            return this;
        }
        try {
            PosixFileAttributes kept = Files.readAttributes(target, PosixFileAttributes.class);
            if (!ours.readAttributes().owner().equals(kept.owner())) {
                ours.setOwner(kept.owner());
            }
            if (!ours.readAttributes().group().equals(kept.group())) {
                ours.setGroup(kept.group());
            }
            ours.setPermissions(kept.permissions());
        } catch (IOException e) {
            // not ours to give away: the permissions are set all the same
            ours.setPermissions(Files.getPosixFilePermissions(target));
        }
        return this;
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Brings the content to the disk and then, in one step, under the name of the target. */
    void publish() throws IOException {
        channel.force(true);
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // a system where a folder cannot be opened keeps names safe by itself
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }

    /** Removes from a folder the drafts of runs that live no more. */
    static void removeAbandoned(Path folder) {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path draft : drafts) {
                String name = draft.getFileName().toString();
                if (NAME.matcher(name).matches() && !name.contains(RUN)) {
                    removeIfAbandoned(draft);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that cannot be listed can be written into all the same
        }
    }

    private static void removeIfAbandoned(Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(draft);
            }
        } catch (OverlappingFileLockException e) {
            // alive
        }
    }
}
