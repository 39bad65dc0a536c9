package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The libraries beside the jar are byte for byte those that were reviewed: {@code libraries.sha256} holds what
 * {@code sha256sum} says of {@code app/target/lib}, and changes with a version in a pom.
 */
class LibrariesIT {
    private static Map<String, String> reviewed() throws IOException {
        try (InputStream in = LibrariesIT.class.getResourceAsStream("libraries.sha256")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64)));
        }
    }

    @Test
    void theirChecksumsAreTheReviewedOnes() throws Exception {
        Path folder = Launcher.repository().resolve("app/target/lib");
        int checked = 0;
        for (Map.Entry<String, String> library : reviewed().entrySet()) {
            Path jar = folder.resolve(library.getKey());
            if (Files.exists(jar)) { // binaries of other platforms are not there, nor is what a version replaced
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                assertThat(HexFormat.of().formatHex(digest))
                        .as(library.getKey())
                        .isEqualTo(library.getValue());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }
}
