package dev.nadir.app.explain;

import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.claim.Catalogue;
import dev.nadir.claim.Claim;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nadir explain}: what a sentence of a report says, when, and how that is decided. */
@Command(
        name = "explain",
        description = {
            "What does a sentence of a report mean, and on what ground is it said?",
            "",
            "Without ID: every sentence that can be stated as a fact, by its identifier. JSON reports carry the identifier"
                    + " as \"claim\"."
        },
        footer = {
            "",
            "Examples:",
            "  nadir explain",
            "  nadir explain assess.no-affine-map-fits",
            "  nadir explain --markdown > claims.md",
            "",
            "Exit status: 0 explained, 2 no such identifier."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Parameters(arity = "0..1", paramLabel = "ID", hideParamSyntax = true, description = "As assess.not-decided.")
    private String id;

    @Option(names = "--markdown", description = "Everything, as the page docs/claims.md.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (markdown && id != null) {
            throw new IllegalArgumentException("--markdown: got it together with " + id + ", expected one of them");
        }
        PrintWriter console = spec.commandLine().getOut();
        console.print(markdown ? Catalogue.markdown() : id == null ? list() : entry(found()));
        console.flush();
        return ExitCode.DONE;
    }

    private Claim found() {
        return Catalogue.byId(id.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "ID: got " + id + ", expected one of those that nadir explain lists"));
    }

    private static String list() {
        Table table = Table.ofColumns("claim", "says");
        Catalogue.all().forEach(claim -> table.row(claim.id(), claim.wording().says()));
        return table.text();
    }

    private static String entry(Claim claim) {
        return Table.ofLines()
                .row("claim", claim.id())
                .row("says", claim.wording().says())
                .row("holds when", claim.wording().when())
                .row("decided by", claim.wording().decided())
                .row("otherwise", claim.wording().otherwise())
                .text();
    }
}
