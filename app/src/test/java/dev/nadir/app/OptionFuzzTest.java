package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Random options with random values: every command line ends with 0, 1 or 2; what is refused is refused in one line and
 * leaves no file; what is written is whole, and never an input.
 *
 * <p>A long run: {@code ./mvnw -pl app -am test -Dtest=OptionFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dnadir.fuzz.lines=3000 -Dnadir.fuzz.seed=7}; its counts are in {@code app/target/fuzz/options.txt}.
 */
class OptionFuzzTest {
    private static final int LINES = Integer.getInteger("nadir.fuzz.lines", 120);
    private static final long SEED = Long.getLong("nadir.fuzz.seed", 1);
    private static final long MOST_SECONDS = 30;
    private static final int LONGEST_LINE = 2000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Values of every option, then such as no option takes, and such as the format of numbers allows. */
    private static final List<String> WILD = List.of(
            "",
            " ",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "-0.0",
            "NaN",
            "Infinity",
            "1e308",
            "1e-320",
            "0.5",
            "2147483648",
            "x",
            "é",
            "'",
            "a,b",
            ",",
            "1,,2",
            "2,3",
            "--json",
            "../x",
            "nosuch.csv",
            "\u001b[31m",
            "%s",
            "$(x)",
            "yes",
            "auto");

    /** Values with which a command gets further. */
    private static final Map<String, List<String>> APT = Map.ofEntries(
            Map.entry("--target", List.of("y1,y2", "y2", "l", "a,b")),
            Map.entry("--target-kind", List.of("number", "class")),
            Map.entry("--header", List.of("yes", "no", "auto")),
            Map.entry("--hidden", List.of("3", "4,3", "12", "20,20")),
            Map.entry("--activation", List.of("tanh", "relu", "gelu", "leakyrelu=0.1", "identity")),
            Map.entry("--init", List.of("xavier", "kaiming", "ntk", "standard")),
            Map.entry("--from", List.of("m.onnx", "kaiming", "xavier")),
            Map.entry("--field", List.of("standard", "adapted", "homotopy=2", "straight", "descent=0.01")),
            Map.entry("--stepper", List.of("dp54", "dp853", "hessian", "ntk", "krylov", "auto")),
            Map.entry("--until", List.of("0.1", "1", "5")),
            Map.entry("--at", List.of("0.1,0.2", "1")),
            Map.entry("--rtol", List.of("1e-3", "1e-6")),
            Map.entry("--max-steps", List.of("1", "20")),
            Map.entry("--layers", List.of("1", "2", "1,2", "9")),
            Map.entry("--tier", List.of("exact", "lanczos", "auto")),
            Map.entry("--steps", List.of("1", "5")),
            Map.entry("--draws", List.of("1", "3")),
            Map.entry("--widths", List.of("2", "2,3")),
            Map.entry("--depths", List.of("1", "1,2")),
            Map.entry("--construction", List.of("peeling", "theorem-2.1", "auto")),
            Map.entry("--out", List.of("out/o", "out/o.onnx")),
            Map.entry("--fix", List.of("out/f.onnx")),
            Map.entry("--save-model", List.of("out/e.onnx")),
            Map.entry("--certificate", List.of("out/c.json")),
            Map.entry("--report", List.of("out/r.html")),
            Map.entry("--svg", List.of("out/pictures")));

    /** Command lines that would do. */
    private static final Map<String, List<String>> BASE = Map.of(
            "construct", List.of("d.csv --target y1,y2", "d.csv --target l --hidden 12"),
            "assess", List.of("d.csv --target y1,y2", "d.csv --target y2 --hidden 4", "m.onnx d.csv"),
            "diagnose", List.of("m.onnx d.csv", "d.csv --target y2 --init xavier --hidden 3"),
            "analyze", List.of("m.onnx d.csv", "d.csv --target y1,y2 --init ntk --hidden 3"),
            "flow", List.of("d.csv --target y2 --init xavier --hidden 3 --until 0.1 --max-steps 50"),
            "certify", List.of("m.onnx d.csv"),
            "verify", List.of("m.onnx d.csv"),
            "data", List.of("d.csv", "d.csv --target y1"));

    /** What is waited for, if it is not refused, and what would be written elsewhere. */
    private static final List<String> ALWAYS_APT = List.of(
            "--draws",
            "--steps",
            "--max-steps",
            "--depths",
            "--widths",
            "--out",
            "--fix",
            "--save-model",
            "--certificate",
            "--report",
            "--svg");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private byte[] data;
    private byte[] model;

    @BeforeEach
    void writeFiles() throws IOException {
        data = Files.readAllBytes(SmallData.numeric(folder.resolve("d.csv")));
        StringWriter err = new StringWriter();
        int status = execute(
                List.of("construct", "d.csv", "--target", "y1,y2", "--hidden", "12", "--out", "m.onnx"),
                new StringWriter(),
                err);
        assertThat(status).as(err.toString()).isZero();
        model = Files.readAllBytes(folder.resolve("m.onnx"));
    }

    @Test
    void everyCommandLineEndsInOrder() throws IOException {
        for (int i = 0; i < LINES; i++) {
            List<String> words = line();
            clear();
            long start = THREADS.getCurrentThreadCpuTime();
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int status = execute(words, out, err);
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            counts.merge(words.get(0) + " " + status, 1, Integer::sum);
            String fault = fault(status, out.toString(), err.toString(), words.contains("--json"));
            if (!fault.isEmpty() || seconds > MOST_SECONDS) {
                failures.add(words + ": " + fault + ", " + seconds + " s, status " + status + "\n" + err);
            }
        }
        Files.createDirectories(Path.of("target", "fuzz"));
        Files.writeString(
                Path.of("target", "fuzz", "options.txt"),
                LINES + " lines, seed " + SEED + ": " + counts + "\n" + failures);
        assertThat(failures).isEmpty();
    }

    private List<String> line() {
        CommandLine nadir = Nadir.commandLine();
        List<String> names = nadir.getSubcommands().keySet().stream()
                .filter(name -> !List.of("help", "completion", "study").contains(name)) // a study takes minutes
                .toList();
        String name = one(names);
        if (BASE.containsKey(name) && random.nextBoolean()) {
            return further(nadir, name);
        }
        List<String> words = new ArrayList<>(List.of(name));
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            words.add(one(List.of("d.csv", "d.csv", "m.onnx", "nosuch.csv", "out")));
        }
        List<OptionSpec> options =
                nadir.getSubcommands().get(name).getCommandSpec().options();
        for (int i = random.nextInt(6); i > 0; i--) {
            add(words, one(options));
        }
        if (options.stream().anyMatch(option -> option.longestName().equals("--target")) && random.nextInt(4) > 0) {
            words.addAll(List.of("--target", "y1,y2"));
        }
        if (name.equals("flow")) {
            words.addAll(List.of("--max-steps", "50"));
        }
        return words;
    }

    /** A command line that would do, with at most two options more, of which most would do too. */
    private List<String> further(CommandLine nadir, String name) {
        List<String> words = new ArrayList<>(List.of(name));
        words.addAll(List.of(one(BASE.get(name)).split(" ")));
        List<OptionSpec> apt = nadir.getSubcommands().get(name).getCommandSpec().options().stream()
                .filter(option -> option.arity().max() == 0 || APT.containsKey(option.longestName()))
                .filter(option -> !words.contains(option.longestName()))
                .toList();
        for (int i = random.nextInt(3); i > 0; i--) {
            add(words, one(apt));
        }
        return words;
    }

    private void add(List<String> words, OptionSpec option) {
        String name = option.longestName();
        if (List.of("--help", "--version", "--threads", "--debug").contains(name)) {
            return;
        }
        words.add(name);
        if (option.arity().max() > 0) {
            List<String> apt = APT.getOrDefault(name, WILD);
            words.add(one(ALWAYS_APT.contains(name) || random.nextInt(5) > 0 ? apt : WILD));
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Names of files are those of the folder of this test. */
    private int execute(List<String> words, StringWriter out, StringWriter err) {
        List<String> placed = words.stream()
                .map(word -> word.matches("(out|nosuch|[dm])(/.*|\\..*)?")
                        ? folder.resolve(word).toString()
                        : word)
                .map(word ->
                        word.equals("../x") ? folder.resolve("out/../out/x").toString() : word)
                .toList();
        return Nadir.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(placed.toArray(String[]::new));
    }

    private void clear() throws IOException {
        Path place = folder.resolve("out");
        if (Files.exists(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectory(place);
    }

    /** What is wrong; empty if nothing is. */
    private String fault(int status, String out, String err, boolean json) throws IOException {
        if (status < 0 || status > 2) {
            return "status";
        }
        long lines = err.lines()
                .filter(line ->
                        !line.matches("(Try '|Possible solutions|Did you mean|Unknown |next: |nadir: next: ).*"))
                .count();
        if (status == 2 && (lines != 1 || !err.startsWith("nadir: "))) {
            return "refused in " + lines + " lines";
        } else if (err.lines().anyMatch(line -> line.length() > LONGEST_LINE || line.matches(".*(null|\u001b).*"))) {
            return "said badly";
        }
        try {
            if (json && !out.isEmpty()) {
                new ObjectMapper().readTree(out);
            }
        } catch (IOException broken) {
            return "no JSON: " + out;
        }
        return files(status);
    }

    private String files(int status) throws IOException {
        List<Path> made;
        try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
            made = all.skip(1).toList();
        }
        if (status == 2 && !made.isEmpty()) {
            return "left " + made;
        }
        for (Path file : made) {
            String name = file.getFileName().toString();
            if (name.startsWith(".") || name.endsWith(".part")) {
                return "left " + file;
            } else if (name.endsWith(".html") && !Files.readString(file).strip().endsWith("</html>")) {
                return "half of " + file;
            }
        }
        boolean same = Arrays.equals(data, Files.readAllBytes(folder.resolve("d.csv")))
                && Arrays.equals(model, Files.readAllBytes(folder.resolve("m.onnx")));
        return same ? "" : "an input was changed";
    }
}
