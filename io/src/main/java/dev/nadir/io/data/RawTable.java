package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * A table as read, before the labels are decided.
 *
 * @param features X, M x N
 * @param featureNames M names
 * @param labels target columns; none if there is no target
 * @param rounded the feature cells that lost digits
 */
record RawTable(Matrix features, List<String> featureNames, List<LabelColumn> labels, RoundedCells rounded) {

    /** Of a binary file, whose numbers are what they are. */
    RawTable(Matrix features, List<String> featureNames, List<LabelColumn> labels) {
        this(features, featureNames, labels, new RoundedCells());
    }
}
