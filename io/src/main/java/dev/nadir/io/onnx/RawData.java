package dev.nadir.io.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.nadir.io.file.ShortFloats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the little-endian bytes that ONNX stores in raw_data. */
final class RawData {
    private RawData() {}

    /** One bulk copy; the bytes are wrapped, not copied again. */
    static ByteString of(double[] values, Precision precision) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, precision.bytes())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (precision == Precision.FLOAT64) {
            buffer.asDoubleBuffer().put(values);
        } else {
            for (double value : values) {
                buffer.putFloat((float) value);
            }
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static double[] doubles(ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    static double[] floats(ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / Float.BYTES];
        ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = little.getFloat();
        }
        return values;
    }

    static double[] bfloats(ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / Short.BYTES];
        ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = ShortFloats.brain(little.getShort());
        }
        return values;
    }

    static double[] halves(ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / Short.BYTES];
        ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = ShortFloats.half(little.getShort());
        }
        return values;
    }

    static double[] integers(ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / Long.BYTES];
        ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = little.getLong();
        }
        return values;
    }
}
