package dev.nadir.app.shell;

/** Layer sizes as a line of text: 3051-256x50-2. */
public final class LayerDims {
    private LayerDims() {}

    public static String text(int[] dims) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < dims.length; ) {
            int to = from;
            while (to < dims.length && dims[to] == dims[from]) {
                to++;
            }
            text.append(from == 0 ? "" : "-").append(dims[from]).append(to - from > 2 ? "x" + (to - from) : "");
            for (int again = from + 1; again < to && to - from == 2; again++) {
                text.append('-').append(dims[again]);
            }
            from = to;
        }
        return text.toString();
    }
}
