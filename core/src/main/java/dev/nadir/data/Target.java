package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import java.util.List;

/** What is to be fitted: classes or numbers. */
public sealed interface Target permits ClassTarget, NumericTarget {

    /** The columns it was read from. */
    List<String> columnNames();

    /** The label matrix Y, Q x N: one-hot columns for classes, the numbers themselves otherwise. */
    Matrix labels();

    /** Number of samples N. */
    int samples();

    /** Output size Q. */
    int outputDim();

    /** The given samples only, in the given order. */
    Target select(int... samples);
}
