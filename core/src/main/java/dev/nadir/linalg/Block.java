package dev.nadir.linalg;

/**
 * A matrix inside a larger column-major array: entry (i, j) at {@code offset + i + j * stride}.
 *
 * @param data the whole array
 * @param offset of the first entry
 * @param stride from one column to the next
 */
public record Block(double[] data, int offset, int stride) {}
