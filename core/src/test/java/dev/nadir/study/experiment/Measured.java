package dev.nadir.study.experiment;

import dev.nadir.progress.Progress;
import dev.nadir.study.Cell;
import dev.nadir.study.Grid;
import dev.nadir.study.Results;
import dev.nadir.study.Setting;
import dev.nadir.study.Study;
import dev.nadir.study.StudyRun;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Part of a study, measured. */
final class Measured {
    private Measured() {}

    /** The settings of the quick grid that pass, repeated that often. */
    static Results of(Study study, int repetitions, Predicate<Setting> which) {
        Grid quick = study.grid(true);
        Grid part = new Grid(quick.settings().stream().filter(which).toList(), repetitions);
        List<Cell> cells = part.cells(study.about().name());
        SortedMap<Integer, List<List<String>>> rows = new TreeMap<>();
        new StudyRun(study, 1, () -> false, Progress.NONE)
                .measure(cells, (cell, measured) -> rows.put(cell.index(), Results.rows(cell, measured)));
        return new Results(
                Results.columns(study),
                rows.values().stream().flatMap(List::stream).toList());
    }

    /** A numeric column as a list, of which every element can be asserted. */
    static List<Double> column(Results results, String name) {
        return Arrays.stream(results.numbers(name)).boxed().toList();
    }
}
