package dev.nadir.study;

import java.util.SplittableRandom;

/**
 * One unit of work of a study: a setting and which repetition of it. All that it draws comes from its seeds, so that
 * results depend neither on threads nor on the order in which cells are done.
 *
 * @param index position in the study, from 0
 * @param setting the point of the grid
 * @param repetition from 1
 * @param seed for what this cell alone draws: of the study's name, the setting and the repetition
 * @param sharedSeed for what all settings of one repetition have in common, such as the data: of name and repetition
 */
public record Cell(int index, Setting setting, int repetition, long seed, long sharedSeed) {

    static Cell of(int index, String study, Setting setting, int repetition) {
        long shared = mixed(study.hashCode(), repetition);
        return new Cell(
                index, setting, repetition, mixed(setting.values().toString().hashCode(), shared), shared);
    }

    private static long mixed(long first, long second) {
        return new SplittableRandom(first * 0x9E3779B97F4A7C15L + second).nextLong();
    }

    /** A source of numbers for this cell alone. */
    public SplittableRandom random() {
        return new SplittableRandom(seed);
    }

    /** A source of the same numbers for all settings of this repetition. */
    public SplittableRandom sharedRandom() {
        return new SplittableRandom(sharedSeed);
    }
}
