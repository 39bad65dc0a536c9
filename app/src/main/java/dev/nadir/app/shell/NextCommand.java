package dev.nadir.app.shell;

import dev.nadir.data.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Commands to be pasted: the program as it was called, the files of this run, every option of this run that says how the
 * data are to be read or taken, and what is new; all quoted for the shell. The one place where such lines are made.
 */
public final class NextCommand {
    /** What says how data are read; every command that reads data has them. */
    private static final Set<String> DATA = Set.of(
            "--target", "--target-kind", "--classes", "--positive", "--header", "--delimiter", "--ignore", "--inputs");

    private static final Set<String> OUTPUT = Set.of("--json", "--quiet", "--debug", "--report", "--svg");

    private static final Set<String> MODEL = Set.of(
            "--seed",
            "--standardize",
            "--layers",
            "--output",
            "--cut-head",
            "--train",
            "--freeze",
            "--loss",
            "--weight-decay");

    /** Further options that a command shares with others, by its name. */
    private static final Map<String, Set<String>> SHARED = Map.of(
            "construct", Set.of("--seed", "--no-standardize"),
            "assess", Set.of("--seed", "--hidden", "--activation"),
            "analyze", MODEL,
            "flow", MODEL,
            "verify", Set.of("--output", "--cut-head"),
            "data", Set.of());

    private final CommandSpec spec;
    private final InputFiles files;
    private final List<String> target;

    /** For the lines of the command that runs. */
    public NextCommand(CommandSpec spec, InputFiles files) {
        this(spec, files, List.of());
    }

    private NextCommand(CommandSpec spec, InputFiles files, List<String> target) {
        this.spec = spec;
        this.files = files;
        this.target = target;
    }

    /** Where the model said which columns are the target, a command without the model has to be told. */
    public NextCommand withTarget(Optional<Target> known) {
        boolean told = files.model().isEmpty() || new GivenOptions(spec).has("--target");
        return told || known.isEmpty()
                ? this
                : new NextCommand(spec, files, known.get().columnNames());
    }

    /** The data, not the model, with another command, and its options by name without dashes. */
    public String text(String command, Map<String, String> options) {
        return text(command, options, false);
    }

    /** The same files with another command, the model among them if asked for and there is one. */
    public String text(String command, Map<String, String> options, boolean withModel) {
        List<String> words = new ArrayList<>(List.of(program(), command));
        if (withModel) {
            files.model().ifPresent(file -> words.add(file(file)));
        }
        words.add(file(files.data()));
        if (!withModel && !target.isEmpty()) {
            words.addAll(List.of("--target", String.join(",", target)));
        }
        carried(command).forEach((name, values) -> {
            if (!options.containsKey(name.substring(2))) {
                words.add(name);
                words.addAll(values);
            }
        });
        options.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
        return words.stream().map(NextCommand::quoted).collect(Collectors.joining(" "));
    }

    /** The model of this run, as an option takes it. */
    public Optional<String> model() {
        return files.model().map(Path::toString);
    }

    /** This command again with other options, the rest as it was asked for. */
    public String again(Map<String, String> options) {
        List<String> words = new ArrayList<>(List.of(program(), spec.name()));
        files.model().ifPresent(file -> words.add(file(file)));
        words.add(file(files.data()));
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!OUTPUT.contains(option.longestName())
                    && !options.containsKey(option.longestName().substring(2))) {
                words.add(option.longestName());
                words.addAll(values(option));
            }
        }
        options.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
        return words.stream().map(NextCommand::quoted).collect(Collectors.joining(" "));
    }

    private static List<String> values(OptionSpec option) {
        return option.arity().max() == 0 ? List.of() : List.of(String.join(",", option.originalStringValues()));
    }

    private Map<String, List<String>> carried(String command) {
        Map<String, List<String>> carried = new LinkedHashMap<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName();
            if (DATA.contains(name) || SHARED.getOrDefault(command, Set.of()).contains(name)) {
                carried.put(name, values(option));
            }
        }
        return carried;
    }

    /** As the launcher was called. */
    private static String program() {
        return System.getProperty("nadir.program", "nadir");
    }

    /** A word for any POSIX shell; a file whose name looks like an option gets a folder in front. */
    static String quoted(String word) {
        return word.matches("[\\p{L}\\p{N}_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String file(Path file) {
        String name = file.toString();
        return name.startsWith("-") ? "./" + name : name;
    }
}
