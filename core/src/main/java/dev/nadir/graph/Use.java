package dev.nadir.graph;

/**
 * A trained parameter of which everything depends through one place of one step on data.
 *
 * @param parameter its place among the trained ones
 * @param value the number of the value that stands there: the parameter, or the same entries in another order
 * @param step on data
 * @param place of its input
 * @param form of its rows of D
 */
record Use(int parameter, int value, int step, int place, Form form) {

    /** How its rows of D are held. */
    enum Form {
        /** As the two factors of a product at positions. */
        FACTORS,
        /** By the entries of a table that are looked up. */
        TABLE,
        /** Every entry. */
        WRITTEN
    }
}
