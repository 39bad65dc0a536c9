package dev.nadir.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's NPY format, versions 1 to 3: floats, integers, booleans, and text (for labels); both byte orders; C and
 * Fortran order.
 *
 * <p>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
final class NpyArray {
    private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");
    private static final int LONGEST_HEADER = 1 << 20;
    private static final Map<String, NumberType> TYPES = Map.ofEntries(
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

    /** @param what the array, for messages: nothing or the entry of an archive */
    static Samples read(Path file, String what, InputStream in) throws IOException {
        String header = header(file, in);
        Matcher description = DESCRIPTION.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shapes = SHAPE.matcher(header);
        if (!description.find() || !order.find() || !shapes.find()) {
            throw ReadFailure.of(
                    file,
                    what + "NPY header " + ReadFailure.quoted(header) + " is not of a plain array",
                    "store a plain array of numbers");
        }
        int[] shape = shape(file, shapes.group(1));
        int count = count(file, shape);
        ByteOrder bytes = description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        boolean fortran = order.group(1).equals("True") && shape.length > 1;
        String code = description.group(2);
        int size = Integer.parseInt(description.group(3));
        if (code.equals("U") || code.equals("S")) {
            return new Samples(shape, new double[0], texts(in, count, size, code, bytes, fortran ? shape : null));
        }
        NumberType type = TYPES.get(code + size);
        if (type == null) {
            throw ReadFailure.of(
                    file, what + "numbers of type " + code + size, "store them as float64: array.astype('float64')");
        }
        double[] values = type.read(in, count, bytes);
        return new Samples(shape, fortran ? toCOrder(values, shape) : values, new String[0]);
    }

    private static String header(Path file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || (start[0] & 0xFF) != 0x93 || start[1] != 'N') {
            throw ReadFailure.of(file, "not an NPY array", "write it with numpy.save");
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (bytes < 0 || bytes > LONGEST_HEADER) {
            throw ReadFailure.of(file, "NPY header of " + bytes + " bytes", "write it again with numpy.save");
        }
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
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

    static int count(Path file, int[] shape) throws IOException {
        long count = 1;
        for (int axis : shape) {
            count *= axis;
            if (axis < 0 || count > Integer.MAX_VALUE - 8) {
                throw ReadFailure.of(
                        file,
                        "shape " + Arrays.toString(shape) + " exceeds the 2147483639 numbers one array holds",
                        "store a part of it");
            }
        }
        return (int) count;
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

    private static String[] texts(InputStream in, int count, int size, String code, ByteOrder order, int[] fortranShape)
            throws IOException {
        Charset charset = code.equals("S")
                ? StandardCharsets.ISO_8859_1
                : Charset.forName(order == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE");
        int bytes = code.equals("S") ? size : 4 * size;
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            byte[] cell = in.readNBytes(bytes);
            if (cell.length < bytes) {
                throw new EOFException("ends after " + i + " of " + count + " texts");
            }
            texts[i] = new String(cell, charset).replace("\0", "");
        }
        if (fortranShape == null) {
            return texts;
        }
        String[] ordered = new String[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = texts[fortranIndex(i, fortranShape)];
        }
        return ordered;
    }
}
