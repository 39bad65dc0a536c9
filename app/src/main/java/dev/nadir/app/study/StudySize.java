package dev.nadir.app.study;

import dev.nadir.study.Cell;
import dev.nadir.study.Grid;
import dev.nadir.study.Study;
import java.util.List;

/**
 * How much of a study is run.
 *
 * @param quick the small grid, in less than a minute
 * @param seeds repetitions of each setting; 0 for as many as the study wants
 */
record StudySize(boolean quick, int seeds) {
    StudySize {
        if (seeds < 0) {
            throw new IllegalArgumentException("--seeds: got " + seeds + ", expected at least 1");
        }
    }

    Grid grid(Study study) {
        Grid grid = study.grid(quick);
        return seeds == 0 ? grid : grid.repeated(seeds);
    }

    List<Cell> cells(Study study) {
        return grid(study).cells(study.about().name());
    }

    /** The options that ask for it. */
    String options() {
        return (quick ? " --quick" : "") + (seeds == 0 ? "" : " --seeds " + seeds);
    }

    /** What was run, in words. */
    String words(Study study) {
        Grid grid = grid(study);
        int settings = grid.settings().size();
        int times = grid.repetitions();
        String counted = settings + (settings == 1 ? " setting, " : " settings, each ") + times
                + (times == 1 ? " time" : " times") + " with its own seed";
        return quick ? "quick run, smaller than the full one: " + counted : counted;
    }
}
