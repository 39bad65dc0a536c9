package dev.nadir.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's NPY format, versions 1 to 3: floats of 16 to 64 bits, integers, booleans, and text (for labels); both byte orders; C and
 * Fortran order.
 *
 * <p>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
final class NpyArray {
    /** One entry of the dictionary in the header, with the comma after it. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*(?:'([<>|=])([a-zA-Z])(\\d{1,10})'|(True|False)|\\(([0-9, ]*)\\))\\s*,?");

    private static final Pattern DICTIONARY = Pattern.compile("\\{((?:" + ENTRY.pattern() + "){3})\\s*\\}\\s*");
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int NEWEST_VERSION = 3;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("f2", NumberType.FLOAT16),
            Map.entry("f4", NumberType.FLOAT32),
            Map.entry("f8", NumberType.FLOAT64),
            Map.entry("i1", NumberType.INT8),
            Map.entry("i2", NumberType.INT16),
            Map.entry("i4", NumberType.INT32),
            Map.entry("i8", NumberType.INT64),
            Map.entry("u1", NumberType.UINT8),
            Map.entry("u2", NumberType.UINT16),
            Map.entry("u4", NumberType.UINT32),
            Map.entry("u8", NumberType.UINT64),
            Map.entry("b1", NumberType.BOOLEAN));

    private NpyArray() {}

    /** What the header says. */
    private record Header(ByteOrder order, String code, int size, boolean fortran, int[] shape) {}

    /** @param what the array, for messages: nothing or the entry of an archive */
    static Samples read(Path file, String what, Content in) throws IOException {
        Header header = header(file, what, text(file, in));
        int count = ArrayShape.count(file, header.shape);
        if (header.code.equals("U") || header.code.equals("S")) {
            return new Samples(header.shape, new double[0], texts(file, in, count, header));
        }
        NumberType type = TYPES.get(header.code + header.size);
        if (type == null) {
            throw ReadFailure.of(
                    file,
                    what + "numbers of type " + header.code + header.size,
                    "store them as float64: array.astype('float64')");
        }
        double[] values = type.read(in, count, header.order);
        return new Samples(header.shape, header.fortran ? toCOrder(values, header.shape) : values, new String[0]);
    }

    private static String text(Path file, Content in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !new String(start, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY")) {
            throw ReadFailure.of(file, "not an NPY array", "write it with numpy.save");
        }
        if (start[6] < 1 || start[6] > NEWEST_VERSION || start[7] != 0) {
            throw ReadFailure.of(
                    file,
                    "NPY version " + start[6] + "." + start[7] + ", read are 1.0 to 3.0",
                    "write it with numpy.save");
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (bytes < 0 || bytes > LONGEST_HEADER) {
            throw ReadFailure.of(
                    file, "NPY header of " + (bytes & 0xFFFFFFFFL) + " bytes", "write it again with numpy.save");
        }
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static Header header(Path file, String what, String text) throws IOException {
        Matcher dictionary = DICTIONARY.matcher(text);
        Map<String, MatchResult> entries = new HashMap<>();
        if (dictionary.matches()) {
            ENTRY.matcher(dictionary.group(1)).results().forEach(entry -> entries.put(entry.group(1), entry));
        }
        MatchResult type = entries.get("descr");
        MatchResult order = entries.get("fortran_order");
        MatchResult axes = entries.get("shape");
        if (entries.size() != 3 || type.group(3) == null || order.group(5) == null || axes.group(6) == null) {
            throw ReadFailure.of(
                    file,
                    what + "NPY header " + ReadFailure.quoted(text) + " is not of a plain array",
                    "store a plain array of numbers");
        }
        int[] shape = shape(file, axes.group(6));
        return new Header(
                type.group(2).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                type.group(3),
                (int) Math.min(Integer.MAX_VALUE, Long.parseLong(type.group(4))),
                order.group(5).equals("True") && shape.length > 1,
                shape);
    }

    private static int[] shape(Path file, String text) throws IOException {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(axis -> !axis.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException tooLarge) {
            throw ReadFailure.of(file, "shape (" + text + ")", "store a smaller array", tooLarge);
        }
    }

    /** Permutes Fortran order to C order: the first index runs fastest in the former, the last in the latter. */
    private static double[] toCOrder(double[] fortran, int[] shape) {
        double[] values = new double[fortran.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = fortran[fortranIndex(at, shape)];
        }
        return values;
    }

    private static int fortranIndex(int at, int[] shape) {
        int index = 0;
        int rest = at;
        for (int axis = shape.length - 1; axis >= 0; axis--) { // Horner's rule on the digits of at, last axis first
            index = index * shape[axis] + rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    private static String[] texts(Path file, Content in, int count, Header header) throws IOException {
        boolean wide = header.code.equals("U");
        if (header.size == 0 || header.size > LONGEST_TEXT) {
            throw ReadFailure.of(
                    file,
                    "texts of " + header.size + " characters",
                    "store texts of 1 to " + LONGEST_TEXT + " characters");
        }
        Charset charset = !wide
                ? StandardCharsets.ISO_8859_1
                : Charset.forName(header.order == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE");
        int bytes = wide ? 4 * header.size : header.size;
        in.require(count, bytes, "texts");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] cell = in.readNBytes(bytes);
            if (cell.length < bytes) {
                throw new EOFException("ends after " + i + " of " + count + " texts");
            }
            texts.add(new String(cell, charset).replace("\0", ""));
        }
        in.requireEnd("text");
        String[] ordered = new String[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = texts.get(header.fortran ? fortranIndex(i, header.shape) : i);
        }
        return ordered;
    }
}
