package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesTheFileWhole() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        AtomicFile.write(target, path -> {
            Files.writeString(path, "new");
            assertThat(target).hasContent("old");
        });
        assertThat(target).hasContent("new");
        assertThat(folder).isDirectoryContaining(target::equals);
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(target, path -> {
                    Files.writeString(path, "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path target = folder.resolve("missing").resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, path -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing does not exist");
        assertThatThrownBy(() -> AtomicFile.requireWritable(folder)).hasMessageContaining("is a folder");
    }
}
