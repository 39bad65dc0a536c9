package dev.nadir.io.plot;

/** Escaping and the space that text takes without asking a font. */
public final class Text {
    /** Widths of the usual sans-serif fonts average below 0.58 em; a little more keeps labels apart. */
    private static final double EM_PER_CHARACTER = 0.59;

    private Text() {}

    /** XML character data and attribute values; what XML 1.0 forbids becomes U+FFFD. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF;
    }

    static double width(String text, double size) {
        return text.codePointCount(0, text.length()) * size * EM_PER_CHARACTER;
    }

    /** The text, or its beginning and an ellipsis if it would be wider. */
    static String fit(String text, double size, double width) {
        int room = (int) Math.max(1, width / (size * EM_PER_CHARACTER));
        int length = text.codePointCount(0, text.length());
        if (length <= room) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, room - 1)) + "…";
    }
}
