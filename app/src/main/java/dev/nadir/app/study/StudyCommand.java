package dev.nadir.app.study;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.Interruption;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.experiment.Studies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nadir study}: the experiments and open questions of the papers, each run end to end. */
@Command(
        name = "study",
        description = {
            "Run one of the experiments that the papers leave open, with its numbers, pictures and an answer.",
            "",
            "Without NAME: every study with its question. A run saves each finished part, so that one that was stopped goes"
                    + " on with --resume, to the same results. The full studies take minutes of processor time each; their"
                    + " results are in docs/studies."
        },
        footer = {
            "",
            "Examples:",
            "  nadir study",
            "  nadir study explicit-construction --quick",
            "  nadir study conditioning --seeds 100 --out conditioning",
            "  nadir study conditioning --seeds 100 --out conditioning --resume",
            "  nadir study --all --quick",
            "",
            "Exit status: 0 done, 1 stopped before the end, 2 bad usage, or a folder that cannot be used."
        })
public final class StudyCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            hideParamSyntax = true,
            description = "One of those that nadir study lists.")
    private String name;

    @Option(names = "--all", description = "Run every study, one after the other.")
    private boolean all;

    @Option(names = "--quick", description = "Fewer settings and seeds: less than a minute each on two cores.")
    private boolean quick;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Repeat each setting with seeds 1 ... N (default: what the study asks for).")
    private Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Save there (default: studies/NAME); with --all each study in a folder of its own within"
                    + " (default: studies).")
    private Path out;

    @Option(names = "--resume", description = "Go on with what is saved there, to the same results.")
    private boolean resume;

    @Option(
            names = "--gallery",
            paramLabel = "DIR",
            description = "Instead: write the pages and the gallery of the results that lie in DIR/NAME.")
    private Path gallery;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        GivenOptions given = new GivenOptions(spec);
        if (name != null && all) {
            throw new IllegalArgumentException("--all: got it with " + name + ", expected one of them");
        } else if (name != null && gallery != null) {
            throw new IllegalArgumentException("--gallery: got it with " + name + ", expected one of them");
        } else if (gallery != null) {
            given.refuse("--gallery", "--all", "--quick", "--seeds", "--out", "--resume", "--json");
            print(StudyGallery.write(gallery) + " pages written into " + gallery + System.lineSeparator());
            return ExitCode.DONE;
        } else if (name == null && !all) {
            given.refuse("no NAME", "--quick", "--seeds", "--out", "--resume");
            print(output.json() ? json(Map.of("studies", list())) : listed());
            return ExitCode.DONE;
        }
        return run(all ? Studies.all() : List.of(Studies.named(name)));
    }

    private int run(List<Study> studies) throws IOException {
        if (seeds != null && seeds < 1) {
            throw new IllegalArgumentException("--seeds: got " + seeds + ", expected at least 1");
        }
        StudySize size = new StudySize(quick, seeds == null ? 0 : seeds);
        List<Map<String, Object>> done = new ArrayList<>();
        int status = ExitCode.DONE;
        try (Interruption interruption = Interruption.install()) {
            for (Study study : studies) {
                Path folder = folder(study);
                Optional<Summary> summary = run(study, size, folder, interruption);
                if (summary.isEmpty()) {
                    spec.commandLine()
                            .getErr()
                            .println("nadir: " + study.about().name() + " stopped; go on with --resume");
                    status = ExitCode.NUMERICAL;
                    break;
                }
                done.add(told(study, size, summary.get(), folder));
                if (!output.json()) {
                    print(text(study, summary.get(), folder));
                }
            }
            if (output.json() && status == ExitCode.DONE) {
                print(json(all ? Map.of("studies", done) : done.get(0)));
            }
        }
        return status;
    }

    private Optional<Summary> run(Study study, StudySize size, Path folder, Interruption interruption)
            throws IOException {
        boolean begun = resume && (!all || Files.exists(folder.resolve("manifest.json")));
        try (ConsoleProgress progress = output.progress();
                StudyFolder run =
                        begun ? StudyFolder.reopen(folder, study, size) : StudyFolder.create(folder, study, size)) {
            return run.run(interruption::requested, progress);
        }
    }

    private Path folder(Study study) {
        Path base = out == null ? Path.of("studies") : out;
        return out != null && !all ? out : base.resolve(study.about().name());
    }

    private static Map<String, Object> told(Study study, StudySize size, Summary summary, Path folder) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("study", study.about().name());
        object.put("question", study.about().question());
        object.put("quick", size.quick());
        object.put("seeds", size.grid(study).repetitions());
        object.put("answer", summary.answer());
        object.put("verdict", summary.verdict().toString());
        object.put("table", summary.table());
        object.put("folder", folder);
        return object;
    }

    private String text(Study study, Summary summary, Path folder) {
        Table table = Table.ofColumns(summary.table().headings().toArray(String[]::new));
        summary.table().rows().forEach(row -> table.row(row.toArray()));
        String end = System.lineSeparator();
        return study.about().question() + end + summary.answer() + " (" + summary.verdict() + ")" + end + end
                + table.text() + end
                + (output.quiet()
                        ? ""
                        : "page, pictures and numbers: "
                                + folder.resolve(study.about().name() + ".html") + end + end);
    }

    private static List<Map<String, String>> list() {
        return Studies.all().stream()
                .map(study -> {
                    Map<String, String> entry = new LinkedHashMap<>();
                    entry.put("name", study.about().name());
                    entry.put("question", study.about().question());
                    return entry;
                })
                .toList();
    }

    private static String listed() {
        Table table = Table.ofColumns("study", "question");
        list().forEach(entry -> table.row(entry.get("name"), entry.get("question")));
        return table.text();
    }

    private String json(Map<String, Object> fields) {
        Map<String, Object> object = new LinkedHashMap<>(Json.envelope(spec.name()));
        object.putAll(fields);
        return Json.text(object) + System.lineSeparator();
    }

    private void print(String text) {
        PrintWriter console = spec.commandLine().getOut();
        console.print(text);
        console.flush();
    }
}
