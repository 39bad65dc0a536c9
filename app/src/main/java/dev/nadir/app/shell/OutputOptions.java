package dev.nadir.app.shell;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Mixin: how a command tells what it found. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print exactly one JSON object instead of tables.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no explanations; results and errors only.")
    private boolean quiet;

    /** Prints the result, as one JSON object or as text; only what is asked for is made. */
    public void print(CommandSpec spec, InputFiles files, Supplier<?> json, Supplier<String> text) {
        PrintWriter out = spec.commandLine().getOut();
        if (this.json) {
            Map<String, Object> object = new LinkedHashMap<>(Json.envelope(spec.name()));
            object.put("dataFile", files.data());
            object.put("dataFileSha256", Checksum.of(files.data()));
            files.model().ifPresent(model -> object.put("modelFile", model));
            files.model().ifPresent(model -> object.put("modelFileSha256", Checksum.of(model)));
            object.putAll(Json.fields(json.get()));
            out.println(Json.text(object));
        } else {
            out.print(text.get());
        }
        out.flush();
    }

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    /** A progress display on standard error, to be closed when the work is done; silent with {@code --quiet}. */
    public ConsoleProgress progress() {
        return quiet ? ConsoleProgress.silent() : ConsoleProgress.onStandardError();
    }
}
