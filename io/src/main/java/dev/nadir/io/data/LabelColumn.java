package dev.nadir.io.data;

/** One target column as it stands in the file. */
sealed interface LabelColumn {

    /** Its name. */
    String name();

    /** Number of samples. */
    int samples();

    /** Where a sample stands: "line 7" or "sample 7". */
    String place(int sample);

    /**
     * Cells of a text file or strings.
     *
     * @param lines line of each sample, from 1; empty where there are no lines
     */
    record Texts(String name, String[] cells, long[] lines) implements LabelColumn {
        @Override
        public int samples() {
            return cells.length;
        }

        @Override
        public String place(int sample) {
            return lines.length == 0 ? "sample " + (sample + 1) : "line " + lines[sample];
        }
    }

    /** Numbers of a binary file. */
    record Numbers(String name, double[] values) implements LabelColumn {
        @Override
        public int samples() {
            return values.length;
        }

        @Override
        public String place(int sample) {
            return "sample " + (sample + 1);
        }
    }
}
