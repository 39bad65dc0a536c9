package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of the time, place or person of a build is in its jars, so that the same sources give the same bytes. */
class ReproducibleJarIT {
    private static List<Path> jars() throws IOException {
        Path target = Launcher.repository().resolve("app").resolve("target");
        List<Path> jars = new ArrayList<>();
        for (Path folder : List.of(target, target.resolve("lib"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().matches("nadir-.*\\.jar"))
                        .forEach(jars::add);
            }
        }
        return jars;
    }

    @Test
    void everyEntryHasTheOneTimeOfThePom() throws IOException {
        assertThat(jars()).hasSizeGreaterThanOrEqualTo(3);
        Set<Long> times = new HashSet<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(ZipEntry::getTime).forEach(times::add);
            }
        }
        assertThat(times).hasSize(1);
    }

    @Test
    void noEntrySaysWhereOrByWhomItWasMade() throws IOException {
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.getManifest().getMainAttributes().keySet().toString())
                        .doesNotContain("Built-By")
                        .doesNotContain("Build-Jdk,")
                        .doesNotContain("Build-Time");
            }
            String bytes = Files.readString(jar, StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain(Launcher.repository().toString());
        }
    }

    @Test
    @Tag("one-java") // another compiler writes other bits
    void theSameSourcesInAnotherFolderGiveTheSameBits() throws Exception {
        Path repository = Launcher.repository();
        assumeTrue(Files.exists(repository.resolve(".git")), "the sources as git knows them");
        ProcessBuilder builder = new ProcessBuilder(
                repository.resolve("bench/reproducible").toString(),
                "built",
                "-o",
                "-Dmaven.repo.local=" + libraries());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("the same bits");
    }

    /** Where Maven, which runs this test, keeps what it has fetched. */
    private static Path libraries() {
        Path usual = Path.of(System.getProperty("user.home"), ".m2", "repository");
        return Path.of(System.getProperty("localRepository", usual.toString()));
    }
}
