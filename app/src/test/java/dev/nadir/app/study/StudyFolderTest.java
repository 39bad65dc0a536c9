package dev.nadir.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.progress.Progress;
import dev.nadir.study.About;
import dev.nadir.study.Cell;
import dev.nadir.study.Grid;
import dev.nadir.study.Paper;
import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {
    private static final StudySize QUICK = new StudySize(true, 0);

    @TempDir
    private Path temporary;

    private Path folder;
    private final AtomicInteger measured = new AtomicInteger();
    private final Study coins = new Coins(measured);

    /** Throws of a coin: three settings, four times. */
    private record Coins(AtomicInteger measured) implements Study {
        @Override
        public About about() {
            return new About("coins", "Heads?", Paper.CE, "half", "half", "throw", "heads");
        }

        @Override
        public Grid grid(boolean quick) {
            return Grid.of(4).times("coin", 1, 2, 3);
        }

        @Override
        public List<String> measures() {
            return List.of("side", "height");
        }

        @Override
        public List<double[]> measure(Cell cell) {
            measured.incrementAndGet();
            return List.of(new double[] {cell.random().nextInt(2), cell.random().nextDouble()});
        }

        @Override
        public Summary summarize(Results results) {
            return Summary.of(
                            results.size() + " throws.",
                            Verdict.OPEN,
                            new Summary.Table(List.of("n"), List.of(List.of("" + results.size()))))
                    .withPicture(
                            "heights",
                            new Picture.Boxes(
                                    "Heights",
                                    Picture.Axis.linear("height in m"),
                                    List.of("all"),
                                    List.of(results.numbers("height"))));
        }
    }

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("run");
    }

    private Optional<Summary> run(Path where, int cells) throws IOException {
        int before = measured.get();
        boolean begun = Files.exists(where);
        try (StudyFolder opened =
                begun ? StudyFolder.reopen(where, coins, QUICK) : StudyFolder.create(where, coins, QUICK)) {
            return opened.run(() -> measured.get() >= before + cells, Progress.NONE);
        }
    }

    @Test
    void aStoppedRunGoesOnToTheSameFiles() throws Exception {
        assertThat(run(folder, 5)).isEmpty();
        assertThat(folder.resolve("results.csv")).doesNotExist();
        assertThat(folder.resolve("manifest.json")).content().contains("\"status\" : \"stopped\"");
        int once = measured.get();
        assertThat(run(folder, 100)).isPresent();
        assertThat(measured.get())
                .as("cells are not measured twice, but for those under way")
                .isLessThan(once + 12);
        Path other = temporary.resolve("other");
        run(other, 100);
        for (String file : List.of("results.csv", "heights.svg", "coins.html")) {
            assertThat(folder.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
        }
    }

    @Test
    void aHalfWrittenLineIsMeasuredAgain() throws Exception {
        run(folder, 100);
        byte[] results = Files.readAllBytes(folder.resolve("results.csv"));
        byte[] journal = Files.readAllBytes(folder.resolve("journal.csv"));
        for (int cut : new int[] {1, 2, 30, 60}) {
            Files.write(folder.resolve("journal.csv"), java.util.Arrays.copyOf(journal, journal.length - cut));
            Files.delete(folder.resolve("results.csv"));
            run(folder, 100);
            assertThat(folder.resolve("results.csv")).hasBinaryContent(results);
        }
    }

    @Test
    void aDamagedLineIsRefusedWithTheWayOut() throws Exception {
        run(folder, 100);
        Path journal = folder.resolve("journal.csv");
        String text = Files.readString(journal);
        int second = text.indexOf('\n') + 1;
        char changed = text.charAt(second + 20) == '7' ? '8' : '7';
        Files.writeString(journal, text.substring(0, second + 20) + changed + text.substring(second + 21));
        assertThatThrownBy(() -> run(folder, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journal.csv, line 2: damaged")
                .hasMessageContaining("remove the line");
    }

    @Test
    void aFolderOfAnotherRunIsRefused() throws Exception {
        run(folder, 2);
        assertThatThrownBy(() -> StudyFolder.create(folder, coins, QUICK))
                .hasMessageContaining("holds a manifest.json already", "--resume");
        assertThatThrownBy(() -> StudyFolder.reopen(folder, coins, new StudySize(true, 7)))
                .hasMessageContaining("--resume: --seeds differs: got 7, expected 4");
        assertThatThrownBy(() -> StudyFolder.reopen(folder, coins, new StudySize(false, 0)))
                .hasMessageContaining("--resume: --quick differs: got false, expected true");
        assertThatThrownBy(() -> StudyFolder.reopen(temporary.resolve("none"), coins, QUICK))
                .hasMessageContaining("holds no manifest.json");
        Files.writeString(folder.resolve("manifest.json"), "{}", StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> StudyFolder.reopen(folder, coins, QUICK))
                .hasMessageContaining("not the manifest of a study");
    }
}
