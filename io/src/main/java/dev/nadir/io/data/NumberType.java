package dev.nadir.io.data;

import dev.nadir.io.file.ShortFloats;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Binary number formats, widened to float64. */
enum NumberType {
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    BOOLEAN(1);

    private static final int CHUNK = 1 << 16;
    private static final int FIRST = 1 << 20;
    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /**
     * Reads the given count of numbers, and the end after them.
     *
     * <p>Memory is asked for as the numbers come, for a packed file may declare what it does not hold.
     *
     * <p>NaN in the result stands for a 64-bit integer that float64 cannot hold, or is NaN itself; either way the
     * caller refuses it.
     *
     * @throws EOFException if there are fewer
     * @throws Damage if there cannot be so many, there are more, or a boolean is neither 0 nor 1
     */
    double[] read(Content in, int count, ByteOrder order) throws IOException {
        double[] values = part(in, count, order);
        in.requireEnd("number");
        return values;
    }

    /** The same, where more may follow. */
    double[] part(Content in, int count, ByteOrder order) throws IOException {
        in.require(count, bytes, "numbers");
        double[] values = new double[Math.min(count, FIRST)];
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(order);
        for (int from = 0; from < count; from += CHUNK / bytes) {
            int now = Math.min(CHUNK / bytes, count - from);
            if (from + now > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
            }
            int got = in.readNBytes(chunk, 0, now * bytes);
            if (got < now * bytes) {
                throw new EOFException("ends after " + (from + got / bytes) + " of " + count + " numbers");
            }
            decode(buffer, values, from, now);
        }
        return values;
    }

    private void decode(ByteBuffer buffer, double[] values, int from, int count) throws Damage {
        if (this == FLOAT64) {
            buffer.rewind().asDoubleBuffer().get(values, from, count); // the usual case, 5 times as fast
            return;
        }
        for (int i = 0; i < count; i++) {
            values[from + i] = value(buffer, i * bytes);
            if (this == BOOLEAN && values[from + i] > 1) {
                throw new Damage(
                        "entry " + (from + i + 1) + " is " + (int) values[from + i] + ", but booleans are 0 or 1");
            }
        }
    }

    private double value(ByteBuffer buffer, int at) {
        return switch (this) {
            case FLOAT16 -> ShortFloats.half(buffer.getShort(at));
            case BFLOAT16 -> ShortFloats.brain(buffer.getShort(at));
            case FLOAT32 -> buffer.getFloat(at);
            case FLOAT64 -> buffer.getDouble(at);
            case INT8 -> buffer.get(at);
            case INT16 -> buffer.getShort(at);
            case INT32 -> buffer.getInt(at);
            case INT64 -> exact(buffer.getLong(at));
            case UINT8, BOOLEAN -> buffer.get(at) & 0xFF;
            case UINT16 -> buffer.getShort(at) & 0xFFFF;
            case UINT32 -> buffer.getInt(at) & 0xFFFFFFFFL;
            case UINT64 -> buffer.getLong(at) < 0 ? Double.NaN : exact(buffer.getLong(at));
        };
    }

    /** The same number as float64; NaN if there is none. */
    static double exact(long value) {
        double widened = value;
        return (long) widened == value && value != Long.MAX_VALUE ? widened : Double.NaN;
    }
}
