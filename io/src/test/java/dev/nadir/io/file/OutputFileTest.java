package dev.nadir.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    private static final String DRAFT = ".a.txt.nadir-0123456789abcdef-0123456789abcdef.part";

    @TempDir
    private Path folder;

    @Test
    void theOldContentStaysUntilTheNewOneIsWhole() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        OutputFile.write(target, out -> {
            out.write("new".getBytes());
            out.flush();
            assertThat(target).hasContent("old");
        });
        assertThat(target).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> OutputFile.write(target, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(target + ": not written: No space left on device");
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void everyErrorOfTheContentLeavesNothing() {
        Path target = folder.resolve("a.txt");
        assertThatThrownBy(() -> OutputFile.write(target, out -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void whatIsWrongWithTheNameIsSaid() throws IOException {
        assertThatThrownBy(() -> OutputFile.write(folder.resolve("missing").resolve("a.txt"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing does not exist; create it first");
        assertThatThrownBy(() -> OutputFile.requireWritable(folder)).hasMessageContaining("is a folder");
        Path first = folder.resolve("first");
        Files.createSymbolicLink(first, folder.resolve("second"));
        Files.createSymbolicLink(folder.resolve("second"), first);
        assertThatThrownBy(() -> OutputFile.write(first, "x")).hasMessageContaining("symbolic links in a row");
    }

    @Test
    void aLinkStaysALinkAndTheFileItNamesGetsTheContent() throws IOException {
        Path real =
                Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("sub", "real.txt"));
        Path second = Files.createSymbolicLink(folder.resolve("second.txt"), Path.of("link.txt"));
        OutputFile.write(second, "new");
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(real).isRegularFile().hasContent("new");

        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.txt"), Path.of("sub", "made.txt"));
        OutputFile.write(dangling, "made");
        assertThat(dangling).isSymbolicLink();
        assertThat(folder.resolve("sub").resolve("made.txt")).hasContent("made");
    }

    @Test
    void permissionsStayAndNewFilesHaveThoseOfTheUmask() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        OutputFile.write(target, "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");

        Path fresh = folder.resolve("fresh.txt");
        OutputFile.write(fresh, "new");
        Path byUmask = Files.writeString(folder.resolve("umask.txt"), "x");
        assertThat(Files.getPosixFilePermissions(fresh)).isEqualTo(Files.getPosixFilePermissions(byUmask));
    }

    @Test
    void devicesAndPipesAreWrittenThroughAndStayWhatTheyAre() throws Exception {
        Object device = Files.getAttribute(Path.of("/dev/null"), "unix:rdev");
        OutputFile.write(Path.of("/dev/null"), "gone");
        assertThat(Files.getAttribute(Path.of("/dev/null"), "unix:rdev")).isEqualTo(device);

        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        AtomicReference<String> read = new AtomicReference<>();
        Thread reader = new Thread(() -> read.set(contentOf(pipe)));
        reader.start();
        OutputFile.write(pipe, "through");
        reader.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(read.get()).isEqualTo("through");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(folder.toFile().list()).containsExactly("pipe");
    }

    @Test
    void aFullDeviceIsNoticed() {
        assertThatThrownBy(() -> OutputFile.write(Path.of("/dev/full"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/full: not written: No space left on device");
    }

    @Test
    void aDraftOfAKilledRunIsRemovedAndThatOfALivingOneIsNot() throws Exception {
        Path abandoned = Files.writeString(folder.resolve(DRAFT), "half");
        OutputFile.requireWritable(folder.resolve("b.txt"));
        assertThat(abandoned).doesNotExist();

        Process living = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,fcntl.LOCK_EX);"
                                + " print(1,flush=True); sys.stdin.read()",
                        folder.resolve(DRAFT).toString())
                .start();
        try {
            living.getInputStream().read();
            OutputFile.requireWritable(folder.resolve("b.txt"));
            assertThat(folder.resolve(DRAFT)).exists();
        } finally {
            living.destroy();
        }
    }

    @Test
    void filesThatOnlyLookLikeDraftsStay() throws IOException {
        for (String name : List.of(".a.part", ".a.txt.nadir-1-2.part", "a.txt.part", DRAFT + ".keep")) {
            Files.writeString(folder.resolve(name), "mine");
        }
        OutputFile.requireWritable(folder.resolve("b.txt"));
        assertThat(folder.toFile().list()).hasSize(4);
    }

    @Test
    void aDraftIsLockedWhileItIsWritten() throws IOException {
        OutputFile.write(folder.resolve("a.txt"), out -> {
            OutputFile.requireWritable(folder.resolve("b.txt"));
            assertThat(folder.toFile().list()).hasSize(1);
            Path draft = folder.resolve(folder.toFile().list()[0]);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                assertThatThrownBy(channel::tryLock).isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
            }
        });
        assertThat(folder.resolve("a.txt")).exists();
    }

    @Test
    void manyAtOnceIntoOneFileLeaveOneWholeContent() throws IOException {
        Path target = folder.resolve("a.txt");
        IntStream.range(0, 64).parallel().forEach(i -> {
            try {
                OutputFile.write(target, String.valueOf(i % 10).repeat(10_000));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        String text = Files.readString(target);
        assertThat(text).isEqualTo(text.substring(0, 1).repeat(10_000));
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void theLongestNameWorks() throws IOException {
        Path target = folder.resolve("ü".repeat(127));
        OutputFile.write(target, "x");
        assertThat(target).hasContent("x");
    }

    @Test
    void anInputIsRecognizedUnderEveryName() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "1,2");
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), input);
        Path hard = Files.createLink(folder.resolve("hard"), input);
        Path spelled = folder.resolve("x").resolve("..").resolve("in.csv");
        Files.createDirectory(folder.resolve("x"));
        for (Path target : List.of(input, symbolic, hard, spelled)) {
            assertThat(OutputFile.among(List.of(folder.resolve("no"), input), target))
                    .contains(input);
        }
        assertThat(OutputFile.among(List.of(input), folder.resolve("out.csv"))).isEmpty();
        assertThat(OutputFile.among(List.of(input), Files.writeString(folder.resolve("copy.csv"), "1,2")))
                .isEmpty();
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
