package dev.nadir.app.data;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.SeparationJson;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.data.DataSummary;
import dev.nadir.data.Duplicates;
import dev.nadir.linalg.RankReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nadir data}: what is in a data file, and which constructions it allows. */
@Command(
        name = "data",
        description = {
            "Say what is in a data file: shapes, classes, constant columns, identical samples, conflicting labels, rank and"
                    + " condition of [X; 1], and which constructions of zero loss apply.",
            "",
            "Samples are counted from 1, without the header line; in JSON from 0."
        },
        footer = {
            "",
            "Examples:",
            "  nadir data iris.csv",
            "  nadir data golub.csv.gz --target class --json",
            "",
            "Exit status: 0 no labels conflict, 1 conflicting labels rule zero loss out, 2 bad usage or input."
        })
public final class DataCommand implements Callable<Integer> {
    private static final int LISTED = 5;

    @Mixin
    private StandardOptions standard;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        data.check(new GivenOptions(spec));
        DataSummary summary;
        Optional<Map<String, Object>> separation = Optional.empty();
        try (ConsoleProgress progress = output.progress()) {
            progress.stage("reading " + data.file());
            var dataset = data.read(List.of());
            progress.stage("judging " + dataset.samples() + " samples of " + dataset.inputDim() + " features");
            summary = DataSummary.of(dataset);
            if (output.json()) {
                progress.stage("separating classes");
                separation = SeparationJson.searched(dataset);
            }
        }
        DataSummary told = summary;
        Optional<Map<String, Object>> found = separation;
        output.print(spec, data.named(), () -> json(told, found), () -> text(told));
        return summary.duplicates().hasConflicts() ? ExitCode.NUMERICAL : ExitCode.DONE;
    }

    /** The file is named beside it already, as it was given. */
    private static Map<String, Object> json(DataSummary summary, Optional<Map<String, Object>> separation) {
        Map<String, Object> json = new LinkedHashMap<>(Json.fields(summary));
        json.remove("name");
        json.put("distinctSamples", summary.distinctSamples());
        separation.ifPresent(found -> json.put("separation", found));
        return json;
    }

    private static String text(DataSummary summary) {
        Duplicates duplicates = summary.duplicates();
        Table table = Table.ofLines()
                .row("data", summary.name())
                .row("samples N", summary.samples())
                .row("features M", summary.inputDim())
                .row("outputs Q", outputs(summary))
                .row("feature values", Table.number(summary.smallest()) + " to " + Table.number(summary.largest()))
                .row("label variance", summary.labelVariance())
                .row("constant features", listed(summary.constantFeatures()))
                .row(
                        "identical samples",
                        listed(Stream.concat(duplicates.mergeable().stream(), duplicates.conflicting().stream())
                                .map(group -> oneBased(group.samples(), " = "))
                                .toList()))
                .row(
                        "conflicting labels",
                        listed(duplicates.conflicts().stream()
                                .map(pair -> oneBased(List.of(pair.first(), pair.second()), " and "))
                                .toList()))
                .row("rank [X; 1] raw", rank(summary.genericity().raw()));
        summary.genericity().standardized().ifPresent(report -> table.row("rank [X; 1] standardized", rank(report)));
        String constructions = summary.constructions().stream()
                .map(said -> "  " + said.words() + System.lineSeparator())
                .collect(Collectors.joining());
        return table.text() + "constructions that apply" + System.lineSeparator() + constructions;
    }

    private static String outputs(DataSummary summary) {
        if (summary.outputDim() == 0) {
            return "none (name the labels with --target)";
        }
        return summary.classes().isEmpty()
                ? summary.outputDim() + ", numeric"
                : summary.outputDim() + " classes: "
                        + summary.classes().stream()
                                .map(entry -> entry.className() + " " + entry.samples())
                                .collect(Collectors.joining(", "));
    }

    private static String rank(RankReport report) {
        return report.words() + (report.decided() ? " (" + report.rule() + ")" : "");
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(LISTED).collect(Collectors.joining("; "));
        return names.size() + ": " + first + (names.size() > LISTED ? "; …" : "");
    }

    private static String oneBased(List<Integer> samples, String between) {
        return samples.stream().map(i -> Integer.toString(i + 1)).collect(Collectors.joining(between, "samples ", ""));
    }
}
