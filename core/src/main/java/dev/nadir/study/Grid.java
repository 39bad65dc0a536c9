package dev.nadir.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a study and how often each is repeated.
 *
 * @param settings all with the same variables
 * @param repetitions at least 1; what {@code --seeds} replaces
 */
public record Grid(List<Setting> settings, int repetitions) {

    /** Checks that there is something to do. */
    public Grid {
        settings = List.copyOf(settings);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("settings: got none, expected at least one");
        }
        if (repetitions < 1) {
            throw new IllegalArgumentException("seeds: got " + repetitions + ", expected at least 1");
        }
    }

    /** One point, repeated. */
    public static Grid of(int repetitions) {
        return new Grid(List.of(Setting.none()), repetitions);
    }

    /** Every setting with every value of one variable more. */
    public Grid times(String name, List<?> values) {
        return new Grid(
                settings.stream()
                        .flatMap(setting -> values.stream().map(value -> setting.with(name, value)))
                        .toList(),
                repetitions);
    }

    /** Every setting with every value of one variable more. */
    public Grid times(String name, double... values) {
        return times(name, java.util.Arrays.stream(values).boxed().toList());
    }

    /** The settings of both, repeated as often as these. */
    public Grid and(Grid more) {
        return new Grid(Stream.concat(settings.stream(), more.settings.stream()).toList(), repetitions);
    }

    /** The same settings, repeated otherwise. */
    public Grid repeated(int times) {
        return new Grid(settings, times);
    }

    /** The names of the variables. */
    public List<String> variables() {
        return List.copyOf(settings.get(0).values().keySet());
    }

    /** All cells, repetition by repetition, so that a run that is stopped has seen every setting. */
    public List<Cell> cells(String study) {
        List<Cell> cells = new ArrayList<>();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Setting setting : settings) {
                cells.add(Cell.of(cells.size(), study, setting, repetition));
            }
        }
        return cells;
    }
}
