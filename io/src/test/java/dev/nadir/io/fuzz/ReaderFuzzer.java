package dev.nadir.io.fuzz;

import dev.nadir.io.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The readers as {@code bench/jazzer} calls them, led by the branches that they take. */
final class ReaderFuzzer {
    private ReaderFuzzer() {}

    /** Writes the files to start from: FORMAT FOLDER. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        List<byte[]> corpus = Corpus.of(args[0], folder);
        for (int i = 0; i < corpus.size(); i++) {
            Files.write(folder.resolve("start-" + i), corpus.get(i));
        }
    }

    /** Called by Jazzer with each input; an error thrown is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String format = System.getProperty("nadir.fuzz.format");
        Path file = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("nadir-fuzz-" + ProcessHandle.current().pid() + "." + format);
        CheckedRead.accepts(
                format, Files.write(file, input), ReadOptions.defaults().withoutRequiredTarget());
    }
}
