package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The libraries beside the jar are those that were reviewed, byte for byte, and no others: {@code .mvn/checksums} has each.
 * Maven compares what it fetches with that file too, but lets pass what is not in it.
 */
class LibrariesIT {
    private static Map<String, String> reviewed() throws IOException {
        return Files.readAllLines(Launcher.repository().resolve(".mvn/checksums/checksums.sha256")).stream()
                .filter(line -> line.endsWith(".jar"))
                .collect(Collectors.toMap(
                        line -> line.substring(line.lastIndexOf('/') + 1),
                        line -> line.substring(0, 64),
                        (one, other) -> one));
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> jars = Files.list(Launcher.repository().resolve("app/target/lib"))) {
            return jars.filter(jar -> !jar.getFileName().toString().startsWith("nadir-"))
                    // binaries of platforms that nobody has recorded yet
                    .filter(jar -> !jar.toString().matches(".*-(macosx|windows|linux-arm64)[^/]*"))
                    .toList();
        }
    }

    @Test
    void everyOneIsReviewed() throws Exception {
        Map<String, String> reviewed = reviewed();
        assertThat(shipped()).hasSizeGreaterThan(20);
        for (Path jar : shipped()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            assertThat(reviewed)
                    .containsEntry(jar.getFileName().toString(), HexFormat.of().formatHex(digest));
        }
    }
}
