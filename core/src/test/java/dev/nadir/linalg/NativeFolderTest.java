package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
    @TempDir
    private Path base;

    @BeforeEach
    void onlyWherePermissionsAreUnixes() {
        assumeTrue(base.getFileSystem().supportedFileAttributeViews().contains("unix"));
    }

    private Path folder(String name, String permissions) throws IOException {
        Path folder = Files.createDirectories(base.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aFolderOfThisUserAloneIsPrivate() throws IOException {
        assertThat(NativeFolder.isPrivate(folder("a", "rwx------"))).isTrue();
        assertThat(NativeFolder.isPrivate(folder("b", "rwxr-xr-x"))).isTrue();
    }

    @Test
    void aFolderThatOthersMayWriteIntoOrReplaceIsNot() throws IOException {
        assertThat(NativeFolder.isPrivate(folder("c", "rwxrwx---"))).isFalse();
        assertThat(NativeFolder.isPrivate(folder("d", "rwxr-xrwx"))).isFalse();
        folder("open", "rwxrwxrwx");
        assertThat(NativeFolder.isPrivate(folder("open/e", "rwx------"))).isFalse();
    }

    @Test
    void aFolderAboveMayBeWritableIfItIsSticky() throws IOException {
        Path sticky = folder("sticky", "rwxrwxrwx");
        Path inside = folder("sticky/f", "rwx------");
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertThat(NativeFolder.isPrivate(inside)).isTrue();
        assertThat(NativeFolder.isPrivate(sticky)).isFalse();
    }

    @Test
    void aFolderOfAnotherUserIsNot() throws IOException {
        Path other = folder("other", "rwxr-xr-x");
        assumeTrue((int) Files.getAttribute(other, "unix:uid") == 0, "giving files away takes root");
        Files.setAttribute(other, "unix:uid", 12_345);
        assertThat(NativeFolder.isPrivate(other)).isFalse();
    }

    @Test
    void askingWhetherAFolderIsPrivateLeavesNothingInIt() throws IOException {
        Path asked = folder("asked", "rwx------");
        NativeFolder.isPrivate(asked);
        assertThat(asked).isEmptyDirectory();
    }

    @Test
    void librariesAreUnpackedIntoThePrivateCacheOfTheUserOrANewFolder() throws IOException {
        Path home = folder("home", "rwx------");
        Path cache = NativeFolder.ofUser(home);
        assertThat(cache).startsWith(home);
        assertThat(Files.getPosixFilePermissions(cache)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path untrusted : new Path[] {home, Path.of("?"), Path.of("/nonexistent")}) {
            Path fresh = NativeFolder.ofUser(untrusted);
            assertThat(NativeFolder.isPrivate(fresh)).isTrue();
            assertThat(fresh).isEmptyDirectory().isNotEqualTo(cache);
            Files.delete(fresh);
        }
        assertThat(Path.of("?")).doesNotExist();
    }
}
