package dev.nadir.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyRunTest {
    private static final Study DICE = new Dice();

    private static SortedMap<Integer, List<List<String>>> rows(int threads, List<Cell> cells) {
        SortedMap<Integer, List<List<String>>> rows = new TreeMap<>();
        boolean all = new StudyRun(DICE, threads, () -> false, Progress.NONE)
                .measure(cells, (cell, measured) -> rows.put(cell.index(), Results.rows(cell, measured)));
        assertThat(all).isTrue();
        return rows;
    }

    @Test
    void resultsDependNeitherOnThreadsNorOnTheOrder() {
        List<Cell> cells = DICE.grid(false).cells("dice");
        List<Cell> backwards = new ArrayList<>(cells);
        java.util.Collections.reverse(backwards);
        assertThat(rows(3, backwards)).isEqualTo(rows(1, cells)).hasSize(15);
    }

    @Test
    void moreSeedsKeepTheRowsOfFewer() {
        Grid grid = DICE.grid(true);
        assertThat(rows(1, grid.repeated(4).cells("dice"))).containsAllEntriesOf(rows(1, grid.cells("dice")));
    }

    @Test
    void settingsShareWhatTheyShallAndNothingElse() {
        List<Cell> cells = DICE.grid(true).cells("dice");
        assertThat(cells.subList(0, 3))
                .extracting(Cell::sharedSeed)
                .containsOnly(cells.get(0).sharedSeed());
        assertThat(cells).extracting(Cell::seed).doesNotHaveDuplicates();
        assertThat(cells.get(3).sharedSeed()).isNotEqualTo(cells.get(0).sharedSeed());
        assertThat(DICE.grid(true).cells("other"))
                .extracting(Cell::seed)
                .doesNotContain(cells.get(0).seed());
    }

    @Test
    void aStopKeepsWhatIsDone() {
        List<Cell> done = new ArrayList<>();
        boolean all = new StudyRun(DICE, 2, () -> done.size() == 4, Progress.NONE)
                .measure(DICE.grid(false).cells("dice"), (cell, rows) -> done.add(cell));
        assertThat(all).isFalse();
        assertThat(done).hasSize(4);
    }

    @Test
    void whatACellThrowsEndsTheRun() {
        Cell wrong = Cell.of(0, "dice", Setting.none().with("sides", -1), 1);
        StudyRun run = new StudyRun(DICE, 2, () -> false, Progress.NONE);
        assertThatThrownBy(() -> run.measure(List.of(wrong), (cell, rows) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
