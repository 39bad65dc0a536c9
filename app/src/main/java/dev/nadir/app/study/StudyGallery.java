package dev.nadir.app.study;

import dev.nadir.io.file.OutputFile;
import dev.nadir.study.About;
import dev.nadir.study.Paper;
import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.experiment.Studies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of docs/studies, made from the results beside them and from nothing else. */
final class StudyGallery {
    private static final Map<Paper, String> HEADINGS = Map.of(
            Paper.CM, "Zero loss: explicit minimizers and the rank of the training Jacobian",
            Paper.CE, "Gradient descent: what it reaches, and what blocks it");

    private StudyGallery() {}

    /**
     * Writes pages, pictures and README.md.
     *
     * @return how many pages
     * @throws IOException if results cannot be read, or pages not be written
     */
    static int write(Path folder) throws IOException {
        Map<String, String> files = files(folder);
        if (files.size() == 1) {
            throw new IllegalArgumentException("--gallery: got " + folder
                    + ", which holds no NAME/results.csv; run nadir study NAME --out " + folder + "/NAME first");
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            OutputFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        return (int) files.keySet().stream()
                        .filter(name -> name.endsWith(".md"))
                        .count()
                - 1;
    }

    /** Every file with its content, by its name in the folder. */
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Map<Study, Summary> found = new LinkedHashMap<>();
        for (Study study : Studies.all()) {
            Path own = folder.resolve(study.about().name());
            if (Files.exists(own.resolve("results.csv"))) {
                Summary summary = study.summarize(Results.parse(Files.readString(own.resolve("results.csv"))));
                found.put(study, summary);
                summary.pictures()
                        .forEach((name, picture) ->
                                files.put(own.getFileName() + "/" + name + ".svg", StudyPictures.svg(picture)));
                files.put(own.getFileName() + ".md", page(study, summary, own.resolve("manifest.json")));
            }
        }
        files.put("README.md", gallery(found));
        return files;
    }

    private static String page(Study study, Summary summary, Path manifest) throws IOException {
        About about = study.about();
        StudySize size = StudyManifest.size(manifest);
        StringBuilder text = new StringBuilder("# ").append(about.question()).append("\n\n");
        String first = summary.pictures().keySet().iterator().next();
        text.append("**")
                .append(summary.answer())
                .append("** (")
                .append(summary.verdict())
                .append(")\n\n");
        text.append(image(about.name(), first, summary.pictures().get(first))).append("\n\n");
        text.append(paragraph("Statement tested", about.statement()));
        text.append(paragraph("Expected", about.expectation()));
        text.append(paragraph("Protocol", about.protocol()));
        text.append("## Numbers\n\n").append(table(summary.table())).append('\n');
        summary.pictures().forEach((name, picture) -> {
            if (!name.equals(first)) {
                text.append(image(about.name(), name, picture)).append("\n\n");
            }
        });
        text.append(paragraph("What would change the answer", about.falsifier()));
        text.append("## Run it\n\n```\n./nadir study ").append(about.name());
        text.append(size.quick() ? " --quick" : "");
        text.append(size.seeds() == study.grid(size.quick()).repetitions() ? "" : " --seeds " + size.seeds());
        text.append("\n```\n\n").append(sentence(size.words(study)));
        text.append(", ").append(Math.round(Double.parseDouble(StudyManifest.entry(manifest, "cpuSeconds"))));
        text.append(" s of processor time. ");
        text.append("Every number above is computed from [results.csv](").append(about.name());
        text.append("/results.csv); versions and machine are in [manifest.json](")
                .append(about.name());
        text.append("/manifest.json). Paper: ")
                .append(about.paper().reference())
                .append(".\n");
        return text.toString();
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }

    private static String paragraph(String heading, String text) {
        return "## " + heading + "\n\n" + text + "\n\n";
    }

    private static String image(String study, String file, Picture picture) {
        return "![" + picture.title() + "](" + study + "/" + file + ".svg)";
    }

    private static String table(Summary.Table table) {
        StringBuilder text = new StringBuilder(line(table.headings()));
        text.append("|").append("---|".repeat(table.headings().size())).append('\n');
        table.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String gallery(Map<Study, Summary> found) {
        StringBuilder text = new StringBuilder("""
                # Studies

                The experiments, checks and open questions of the two papers, each answered by one command. Every page is made \
                from the results beside it by `./nadir study --gallery docs/studies`; `./nadir study NAME` measures them anew. \
                Intervals and bands are of 95 %.
                """);
        for (Paper paper : Paper.values()) {
            text.append("\n## ")
                    .append(HEADINGS.get(paper))
                    .append("\n\n")
                    .append(paper.reference())
                    .append("\n\n");
            found.forEach((study, summary) -> {
                if (study.about().paper() == paper) {
                    text.append(entry(study.about(), summary));
                }
            });
        }
        return text.toString();
    }

    private static String entry(About about, Summary summary) {
        String first = summary.pictures().keySet().iterator().next();
        return "### [" + about.question() + "](" + about.name() + ".md)\n\n<a href=\"" + about.name()
                + ".md\"><img src=\"" + about.name() + "/" + first + ".svg\" width=\"360\" alt=\""
                + summary.pictures().get(first).title().replace("\"", "'") + "\"></a>\n\n" + summary.answer() + "\n\n";
    }
}
