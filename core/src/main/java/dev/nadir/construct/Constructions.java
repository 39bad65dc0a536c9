package dev.nadir.construct;

import java.util.List;

/** The names of all constructions, as {@code --construction} takes them. */
public final class Constructions {
    private static final List<String> NAMES =
            List.of("linear-regression", "theorem-2.1", "theorem-2.2", "fixed-nonlinearity", "pivot-lift");

    private Constructions() {}

    /** All names. */
    public static List<String> names() {
        return NAMES;
    }
}
