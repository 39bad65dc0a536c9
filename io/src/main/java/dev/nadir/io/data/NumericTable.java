package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns have no names: features x1, x2, …, of which some may be ignored or be targets. */
final class NumericTable {
    private NumericTable() {}

    /** @param labels target columns found elsewhere, beside the targets named among the features */
    static RawTable of(Path file, Samples samples, List<LabelColumn> labels, List<String> targets, List<String> ignored)
            throws IOException {
        Matrix all = samples.features(file);
        for (LabelColumn label : labels) {
            requireSamples(file, label, all.columns());
        }
        ColumnRoles roles = ColumnRoles.of(file, ColumnRoles.numbered(all.rows()), targets, ignored)
                .requireFeatures(file);
        List<LabelColumn> columns = new ArrayList<>(labels);
        for (String target : roles.targets()) {
            columns.add(
                    new LabelColumn.Numbers(target, all.rowArray(roles.names().indexOf(target))));
        }
        return new RawTable(features(all, roles), roles.features(), columns);
    }

    private static void requireSamples(Path file, LabelColumn label, int samples) throws IOException {
        if (label.samples() != samples) {
            throw ReadFailure.of(
                    file,
                    "got " + label.samples() + " labels for " + samples + " samples",
                    "give one label per sample, in the same order");
        }
    }

    private static Matrix features(Matrix all, ColumnRoles roles) {
        if (roles.features().size() == all.rows()) {
            return all;
        }
        Matrix kept = Matrix.zeros(roles.features().size(), all.columns());
        for (int j = 0; j < all.columns(); j++) {
            for (int i = 0; i < all.rows(); i++) {
                if (roles.slots()[i] >= 0) {
                    kept.data()[roles.slots()[i] + j * kept.rows()] = all.get(i, j);
                }
            }
        }
        return kept;
    }
}
