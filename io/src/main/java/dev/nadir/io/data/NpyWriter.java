package dev.nadir.io.data;

import dev.nadir.io.file.OutputFile;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes NumPy's NPY format: float64, little-endian, C order, version 1.0. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 13;

    private NpyWriter() {}

    /**
     * Writes the matrix as it is: {@code numpy.load} gives an array of shape (rows, columns). A data matrix X, M x N,
     * becomes numpy's samples x features through {@link Matrix#transpose}.
     *
     * <p>The file appears complete or not at all ({@link OutputFile}).
     */
    public static void write(Path path, Matrix matrix) throws IOException {
        OutputFile.write(path, out -> write(out, matrix));
    }

    /** Writes the matrix to a stream, which stays open: for an entry of an archive. */
    public static void write(OutputStream out, Matrix matrix) throws IOException {
        out.write(header(matrix.rows(), matrix.columns()));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                if (!chunk.hasRemaining()) {
                    flush(out, chunk);
                }
                chunk.putDouble(matrix.get(i, j));
            }
        }
        flush(out, chunk);
    }

    private static void flush(OutputStream out, ByteBuffer chunk) throws IOException {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
    }

    private static byte[] header(int rows, int columns) {
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int length = text.length() + 1;
        int padded = (10 + length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - 10;
        byte[] bytes = (text + " ".repeat(padded - length) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }
}
