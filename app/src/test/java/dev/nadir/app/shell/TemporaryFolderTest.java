package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path base;

    private Path run(String name) throws IOException {
        Path folder = Files.createDirectory(base.resolve("nadir-run-" + name));
        Files.writeString(folder.resolve("lib.so"), "");
        Files.createFile(folder.resolve("lock"));
        return folder;
    }

    @Test
    void whatKilledRunsLeftIsRemovedAndWhatLiveOnesHaveIsKept() throws IOException {
        Path own = run("own");
        Path dead = run("dead");
        Path live = run("live");
        Path stranger = Files.createDirectory(base.resolve("nadir-run-without-lock"));
        Path other = Files.createDirectory(base.resolve("other"));
        try (FileChannel held = FileChannel.open(live.resolve("lock"), StandardOpenOption.WRITE)) {
            held.lock();
            TemporaryFolder.removeLeftOvers(base, own);
        }
        assertThat(dead).doesNotExist();
        assertThat(own.resolve("lib.so")).exists();
        assertThat(live.resolve("lib.so")).exists();
        assertThat(stranger).exists();
        assertThat(other).exists();
    }

    @Test
    void oneThatNeverGotItsLockIsRemovedWhenItIsOld() throws IOException {
        Path own = run("own");
        Path old = Files.createDirectory(base.resolve("nadir-run-old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path fresh = Files.createDirectory(base.resolve("nadir-run-fresh"));
        TemporaryFolder.removeLeftOvers(base, own);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void oneWhoseLockIsNotHeldYetIsNoLeftOver() throws IOException {
        Path own = run("own");
        Path made = Files.createDirectory(
                base.resolve("nadir-run-made"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(TemporaryFolder.isOwn(made, made.toString())).isTrue();
        TemporaryFolder.removeLeftOvers(base, own);
        assertThat(made).exists();
    }

    @Test
    void theFolderOfTheLauncherIsTakenOnlyWhereItIsPrivate() throws IOException {
        Path made = Files.createDirectory(
                base.resolve("nadir-run-made"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(TemporaryFolder.isOwn(made, made.toString())).isTrue();
        assertThat(TemporaryFolder.isOwn(made, null)).isFalse();
        Path link = Files.createSymbolicLink(base.resolve("nadir-run-link"), made);
        assertThat(TemporaryFolder.isOwn(link, link.toString())).isFalse();
        assertThat(TemporaryFolder.isOwn(base, base.toString())).isFalse();
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(TemporaryFolder.isOwn(made, made.toString())).isFalse();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path own = run("own");
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept"), "");
        Path dead = run("dead");
        Files.createSymbolicLink(dead.resolve("link"), elsewhere);
        Path planted = Files.createDirectory(base.resolve("nadir-run-planted"));
        Files.createSymbolicLink(planted.resolve("lock"), elsewhere.resolve("kept"));
        TemporaryFolder.removeLeftOvers(base, own);
        assertThat(dead).doesNotExist();
        assertThat(planted).exists();
        assertThat(elsewhere.resolve("kept")).exists();
    }
}
