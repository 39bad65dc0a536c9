package dev.nadir.io.plot;

/** Writes the few SVG elements that charts need. */
final class Svg {
    static final double TITLE = 15;
    static final double LABEL = 12;
    static final double SMALL = 11;

    /** Class names carry a prefix, for inlined SVG shares its style sheet with the page. */
    private static final String STYLE = ".np-bg{fill:#ffffff}.np-fg{fill:#1c2733}.np-dim{fill:#52606d}"
            + ".np-axis{stroke:#8a96a3;fill:none}.np-grid{stroke:#e3e8ed;fill:none}"
            + ".np-mark{stroke:#3d4a57;fill:none;stroke-dasharray:5 4}"
            + "@media screen and (prefers-color-scheme:dark){.np-bg{fill:#171b21}.np-fg{fill:#e6eaef}"
            + ".np-dim{fill:#a5b0bc}.np-axis{stroke:#6b7785}.np-grid{stroke:#2b323b}.np-mark{stroke:#c3ccd6}}";

    private final StringBuilder out = new StringBuilder(8192);
    private final Box whole;

    Svg(int width, int height, String title) {
        if (width < 160 || height < 120) {
            throw new IllegalArgumentException(
                    "picture size: got " + width + " x " + height + ", expected at least 160 x 120");
        }
        whole = new Box(0, 0, width, height);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
        out.append(" role=\"img\" font-family=\"system-ui, Helvetica, Arial, sans-serif\">\n<title>");
        out.append(Text.escape(title)).append("</title>\n<style>").append(STYLE).append("</style>\n");
        rect(whole, "class=\"np-bg\"");
        String shown = Text.fit(title, TITLE * 1.05, width - 24);
        out.append("<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"600\" class=\"np-fg\">");
        out.append(Text.escape(shown)).append("</text>\n");
    }

    /** What the title leaves free. */
    Box body() {
        return whole.below(30);
    }

    void rect(Box box, String attributes) {
        out.append("<rect").append(geometry(box)).append(' ').append(attributes).append("/>\n");
    }

    void path(CharSequence d, String attributes) {
        if (d.length() > 0) {
            out.append("<path d=\"").append(d).append("\" ").append(attributes).append("/>\n");
        }
    }

    /** Text at a point; the anchor is start, middle or end, the class np-fg or np-dim. */
    void text(double x, double y, String text, String anchorAndClass) {
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" font-size=\"")
                .append(number(SMALL))
                .append("\" ")
                .append(anchorAndClass)
                .append('>');
        out.append(Text.escape(text)).append("</text>\n");
    }

    /** An embedded PNG, enlarged without smoothing. */
    void image(Box box, String base64) {
        out.append("<image").append(geometry(box)).append(" preserveAspectRatio=\"none\"");
        out.append(" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,");
        out.append(base64).append("\"/>\n");
    }

    /** Begins a part that is clipped to the box, in unchanged coordinates; needs no id, unlike clipPath. */
    void clip(Box box) {
        out.append("<svg")
                .append(geometry(box))
                .append(" viewBox=\"")
                .append(number(box.x()))
                .append(' ');
        out.append(number(box.y())).append(' ').append(number(box.width())).append(' ');
        out.append(number(box.height())).append("\" overflow=\"hidden\">\n");
    }

    void endClip() {
        out.append("</svg>\n");
    }

    String finish() {
        return out.append("</svg>\n").toString();
    }

    static String segment(double x1, double y1, double x2, double y2) {
        return "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2);
    }

    /** Two decimals, no exponent, whatever the locale. */
    static String number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        return Double.toString(hundredths / 100.0);
    }

    private static String geometry(Box box) {
        return " x=\"" + number(box.x()) + "\" y=\"" + number(box.y()) + "\" width=\"" + number(box.width())
                + "\" height=\"" + number(box.height()) + "\"";
    }
}
