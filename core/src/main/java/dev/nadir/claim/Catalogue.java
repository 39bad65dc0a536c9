package dev.nadir.claim;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All claims, in the order of their subjects. */
public final class Catalogue {
    private static final List<List<? extends Claim>> SUBJECTS = List.of(
            List.of(AssessClaim.values()),
            List.of(StructureClaim.values()),
            List.of(DiagnoseClaim.values()),
            List.of(CertifyClaim.values()),
            List.of(FlowClaim.values()),
            List.of(LossClaim.values()),
            List.of(StatementClaim.values()));

    private Catalogue() {}

    /** Every claim. */
    public static List<Claim> all() {
        return SUBJECTS.stream().<Claim>flatMap(List::stream).toList();
    }

    /** The claim of that identifier, if there is one. */
    public static Optional<Claim> byId(String id) {
        return all().stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /** The page docs/claims.md. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # What Nadir can say

                Every sentence that a command, page or file can state as a fact: what must hold for it to be said, how that is
                decided, and what is said when it cannot be decided. JSON carries the identifier as `claim`;
                `nadir explain ID` prints one entry, `nadir explain --markdown` this page.
                """);
        String subject = "";
        for (Claim claim : all()) {
            if (!claim.subject().equals(subject)) {
                subject = claim.subject();
                page.append("\n## ").append(subject).append('\n');
            }
            page.append(entry(claim));
        }
        return page.toString();
    }

    private static String entry(Claim claim) {
        Wording wording = claim.wording();
        return Stream.of(
                        "",
                        "### `" + claim.id() + "`",
                        "",
                        "> " + wording.says(),
                        "",
                        "- holds when: " + wording.when(),
                        "- decided by: " + wording.decided(),
                        "- otherwise: " + wording.otherwise())
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
