package dev.nadir.graph.tensor;

import java.util.Locale;

/** What the numbers of a tensor mean: only the first kind has derivatives. */
public enum Kind {
    /** Real numbers; every floating type of a file is computed in float64. */
    FLOAT,
    /** Whole numbers: shapes, positions, token numbers; exact up to 2⁵³. */
    INTEGER,
    /** 0 and 1. */
    BOOLEAN;

    /** "float", "integer" or "boolean". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
