package dev.nadir.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the catalogue: complete entries, each said in the code, each with a test on either side, and the page up to date. */
class CatalogueTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(says|silent):([^\"]+)\"\\)");

    @Test
    void identifiersAreUniqueAndFound() {
        List<String> ids = Catalogue.all().stream().map(Claim::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+\\.[a-z0-9-]+"));
        assertThat(Catalogue.all())
                .allSatisfy(claim -> assertThat(Catalogue.byId(claim.id())).contains(claim));
        assertThat(Catalogue.byId("assess.no-such-claim")).isEmpty();
    }

    @Test
    void everyEntryIsComplete() {
        assertThat(Catalogue.all())
                .extracting(Claim::wording)
                .allSatisfy(wording ->
                        assertThat(wording.when() + wording.decided()).doesNotContain(Wording.MISSING));
    }

    @Test
    void everyClaimHasATestWhereItIsSaidAndOneWhereItIsNot() {
        for (String kind : List.of("says", "silent")) {
            Set<String> ids = Catalogue.all().stream().map(Claim::id).collect(Collectors.toCollection(TreeSet::new));
            assertThat(tagged(kind)).as("tags " + kind + ":ID of the tests").isEqualTo(ids);
        }
    }

    private static Set<String> tagged(String kind) {
        return sources("src/test/java")
                .flatMap(text -> TAG.matcher(text).results())
                .filter(tag -> tag.group(1).equals(kind))
                .map(tag -> tag.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyClaimIsSaidSomewhere() {
        List<String> code = sources("src/main/java")
                .filter(text -> !text.startsWith("package dev.nadir.claim;"))
                .toList();
        assertThat(Catalogue.all())
                .allSatisfy(claim -> assertThat(code)
                        .as(claim.id())
                        .anyMatch(text -> text.contains(claim.getClass().getSimpleName())
                                && text.matches("(?s).*\\b" + claim.name() + "\\b.*")));
    }

    private static Stream<String> sources(String folder) {
        return Stream.of("core", "io", "app")
                .map(module -> ROOT.resolve(module).resolve(folder))
                .flatMap(CatalogueTest::files)
                .map(CatalogueTest::text);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        Path fresh = Files.writeString(Path.of("target", "claims.md"), Catalogue.markdown());
        assertThat(ROOT.resolve("docs/claims.md"))
                .as("docs/claims.md; cp core/target/claims.md docs/claims.md renews it")
                .hasSameTextualContentAs(fresh);
    }

    @Test
    void blanksAreFilledInOrderAndCounted() {
        Wording wording = Wording.says("cost {cost}, rank {rank} of {QN}.");
        assertThat(wording.filled(0.12345, 3, "5$1")).isEqualTo("cost 0.123, rank 3 of 5$1.");
        assertThatIllegalArgumentException().isThrownBy(() -> wording.filled(1)).withMessageContaining("expected 3");
    }

    @Test
    void undecidedNeverBecomesAYes() {
        for (Answer a : Answer.values()) {
            assertThat(a.and(Answer.NO)).isEqualTo(Answer.NO);
            assertThat(Answer.NO.and(a)).isEqualTo(Answer.NO);
            assertThat(a.and(Answer.YES)).isEqualTo(a);
            assertThat(Answer.YES.and(a)).isEqualTo(a);
        }
        assertThat(Answer.UNDECIDED.and(Answer.UNDECIDED)).isEqualTo(Answer.UNDECIDED);
    }
}
