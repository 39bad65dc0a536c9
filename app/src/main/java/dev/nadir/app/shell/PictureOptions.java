package dev.nadir.app.shell;

import dev.nadir.io.file.FileKind;
import dev.nadir.io.file.OutputFile;
import java.io.IOException;
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

    /** Fails before anything is computed if page or pictures cannot be written without loss. */
    public void check(Outputs outputs) throws IOException {
        if (report != null) {
            outputs.requireFile("--report", report, FileKind.HTML);
        }
        if (svg != null) {
            outputs.requireFolder("--svg", svg);
        }
    }

    /** Refuses both options beside one that shows no page, rather than to forget them. */
    public void refuseWith(String option) {
        if (report != null || svg != null) {
            throw new IllegalArgumentException((report != null ? "--report" : "--svg") + ": got it with " + option
                    + ", which has no page and no pictures; leave one of them out");
        }
    }

    /** Writes what was asked for; the page is made only then. */
    public void write(Outputs outputs, Supplier<Page> made) throws IOException {
        if (report == null && svg == null) {
            return;
        }
        Page page = made.get();
        if (report != null) {
            OutputFile.write(report, page.html());
        }
        if (svg != null) {
            Files.createDirectories(svg);
            for (Map.Entry<String, String> picture : page.svg().entrySet()) {
                Path file = svg.resolve(picture.getKey() + ".svg");
                outputs.requireFile("--svg", file, FileKind.SVG);
                OutputFile.write(file, picture.getValue());
            }
        }
    }
}
