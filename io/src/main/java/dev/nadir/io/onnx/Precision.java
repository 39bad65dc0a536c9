package dev.nadir.io.onnx;

import java.util.Locale;

/** The number type of an ONNX model's inputs, parameters and outputs. */
public enum Precision {
    /** IEEE 754 double: parameters as they are, bit for bit. */
    FLOAT64(8),
    /** IEEE 754 single: parameters rounded to 24 significant bits. */
    FLOAT32(4);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** "float64" or "float32". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
