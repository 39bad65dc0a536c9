package dev.nadir.study.experiment;

import dev.nadir.study.Results;
import java.util.ArrayList;
import java.util.List;

/** Results in which one number is another. */
final class Spoilt {
    private Spoilt() {}

    /** The first row with this entry. */
    static Results first(Results results, String column, String entry) {
        return row(results, 0, column, entry);
    }

    /** A row with this entry. */
    static Results row(Results results, int index, String column, String entry) {
        List<List<String>> rows = new ArrayList<>(results.rows());
        List<String> row = new ArrayList<>(rows.get(index));
        row.set(results.columns().indexOf(column), entry);
        rows.set(index, row);
        return new Results(results.columns(), rows);
    }

    /** The same with one entry in a column of all rows in which another column has a given entry. */
    static Results where(Results results, String condition, String equal, String column, String entry) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : results.rows()) {
            List<String> changed = new ArrayList<>(row);
            if (row.get(results.columns().indexOf(condition)).equals(equal)) {
                changed.set(results.columns().indexOf(column), entry);
            }
            rows.add(changed);
        }
        return new Results(results.columns(), rows);
    }
}
