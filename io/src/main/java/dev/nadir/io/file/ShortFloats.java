package dev.nadir.io.file;

/** The floating-point numbers of 16 bits, widened to float64, which is exact. */
public final class ShortFloats {
    private ShortFloats() {}

    /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
    public static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, -24);
        } else {
            magnitude = Math.scalb((double) (fraction + 0x400), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** bfloat16 is the upper half of a float32. */
    public static double brain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
