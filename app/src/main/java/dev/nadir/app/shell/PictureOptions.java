package dev.nadir.app.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Mixin: where the report page and its pictures go. */
public final class PictureOptions {
    @Option(
            names = "--report",
            paramLabel = "PAGE",
            description = "Write one self-contained HTML page with the results and pictures of them.")
    private Path report;

    @Option(names = "--svg", paramLabel = "FOLDER", description = "Write the same pictures as SVG files.")
    private Path svg;

    /** What a command can show as a page or as single pictures. */
    public interface Page {
        /** The whole page. */
        String html();

        /** The pictures by name. */
        Map<String, String> svg();
    }

    /** Fails before anything is computed if the page cannot be written. */
    public void check() throws IOException {
        if (report != null) {
            AtomicFile.requireWritable(report);
        }
    }

    /** Writes what was asked for; the page is made only then. */
    public void write(Supplier<Page> made) throws IOException {
        if (report == null && svg == null) {
            return;
        }
        Page page = made.get();
        if (report != null) {
            write(report, page.html());
        }
        if (svg != null) {
            Files.createDirectories(svg);
            for (Map.Entry<String, String> picture : page.svg().entrySet()) {
                write(svg.resolve(picture.getKey() + ".svg"), picture.getValue());
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, part -> Files.writeString(part, text, StandardCharsets.UTF_8));
    }
}
