package dev.nadir.io.plot;

/** Colours that stay apart for colour-blind eyes and on light and dark ground (Okabe and Ito, without black and yellow). */
final class Palette {
    private static final String[] COLOURS = {"#2b7fc4", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};
    private static final int[][] DIVERGING = {
        {0x21, 0x66, 0xac}, {0x92, 0xc5, 0xde}, {0xf7, 0xf7, 0xf7}, {0xf4, 0xa5, 0x82}, {0xb2, 0x18, 0x2b}
    };
    private static final int[][] SEQUENTIAL = {
        {0x44, 0x01, 0x54}, {0x3b, 0x52, 0x8b}, {0x21, 0x91, 0x8c}, {0x5e, 0xc9, 0x62}, {0xfd, 0xe7, 0x25}
    };
    private static final int[] MISSING = {0x80, 0x80, 0x80};

    private Palette() {}

    static String colour(int k) {
        return COLOURS[k % COLOURS.length];
    }

    static int size() {
        return COLOURS.length;
    }

    /** Blue for -1, near white for 0, red for 1; grey for NaN. */
    static int[] diverging(double t) {
        return mix(DIVERGING, (t + 1) / 2);
    }

    /** Dark violet for 0 to yellow for 1; grey for NaN. */
    static int[] sequential(double t) {
        return mix(SEQUENTIAL, t);
    }

    private static int[] mix(int[][] anchors, double t) {
        if (Double.isNaN(t)) {
            return MISSING.clone();
        }
        double at = Math.max(0, Math.min(1, t)) * (anchors.length - 1);
        int k = Math.min(anchors.length - 2, (int) at);
        int[] rgb = new int[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = (int) Math.round(anchors[k][c] + (at - k) * (anchors[k + 1][c] - anchors[k][c]));
        }
        return rgb;
    }
}
