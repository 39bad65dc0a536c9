package dev.nadir.study;

import java.util.List;

/** One reproducible experiment: what it asks, its grid, how one cell is measured, and what the rows together say. */
public interface Study {
    /** What it is about. */
    About about();

    /** What is run: for real, or in less than a minute. */
    Grid grid(boolean quick);

    /** The names of the measured columns of results.csv. */
    List<String> measures();

    /**
     * Measures one cell: one row of numbers, or several (along a flow, say), each one per measure; NaN where there is
     * no such quantity. A function of the cell alone; called from several threads at once.
     */
    List<double[]> measure(Cell cell);

    /** What the rows say; a function of them alone, so that pages can be made anew from results.csv. */
    Summary summarize(Results results);
}
