package dev.nadir.linalg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where native libraries are loaded from. Code that another user can put there would run as this user, so it is the
 * folder that the build made beside the jars, or else one that only this user and root can have written into.
 */
final class NativeFolder {
    /** System property: the folder that the build unpacked the libraries into. */
    static final String PROPERTY = "nadir.native";

    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int STICKY = 01000;

    private NativeFolder() {}

    /** The folder made by the build; empty where Nadir was started without its launcher, as in unit tests. */
    static Optional<Path> ofBuild() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).filter(Files::isDirectory);
    }

    /**
     * A folder to unpack libraries into: in the cache of the user if that is private, else a new one.
     *
     * @param home as Java knows it: "?" for users without a name
     */
    static Path ofUser(Path home) throws IOException {
        if (!home.isAbsolute() || !Files.isWritable(home)) {
            return Files.createTempDirectory("nadir-native");
        }
        Path cache = home.resolve(".cache").resolve("nadir").resolve("native");
        if (!isPosix(home)) {
            return Files.createDirectories(cache);
        }
        Files.createDirectories(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return isPrivate(cache) ? cache : Files.createTempDirectory("nadir-native");
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /**
     * Whether only this user and root can change what lies in the folder: it is this user's, and neither it nor a
     * folder above it belongs to or is writable for anyone else; a sticky folder above, such as the temporary one, may
     * be writable, for there nobody can replace what belongs to another.
     */
    static boolean isPrivate(Path folder) throws IOException {
        Path real = folder.toRealPath();
        int me = me(real);
        boolean mine = uid(real) == me && (mode(real) & WRITABLE_BY_OTHERS) == 0;
        for (Path above = real.getParent(); mine && above != null; above = above.getParent()) {
            boolean closed = (mode(above) & WRITABLE_BY_OTHERS) == 0 || (mode(above) & STICKY) != 0;
            mine = closed && (uid(above) == me || uid(above) == 0);
        }
        return mine;
    }

    /** The owner of what this process makes: Java takes users that have no name, as in containers, for root. */
    private static int me(Path folder) throws IOException {
        if (!Files.isWritable(folder)) {
            return -1;
        }
        Path made = Files.createTempFile(folder, "owner", "");
        try {
            return uid(made);
        } finally {
            Files.delete(made);
        }
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode");
    }
}
