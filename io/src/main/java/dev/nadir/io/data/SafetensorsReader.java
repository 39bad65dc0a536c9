package dev.nadir.io.data;

import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.NotEnoughMemory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads safetensors, in which PyTorch and others keep named weights: the length of a JSON header, 8 bytes
 * little-endian; the header; then the numbers, little-endian, without holes or overlaps, to the last byte.
 *
 * <p>Format: https://huggingface.co/docs/safetensors
 */
public final class SafetensorsReader {
    /** The limit of the format's own library, too. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int MOST_NUMBERS = 1 << 28;

    private SafetensorsReader() {}

    /**
     * All arrays by name, in the order of their numbers in the file, widened to float64.
     *
     * <p>Numbers are given as stored, not finite ones too (masks hold -∞); a 64-bit integer that float64 cannot hold is
     * NaN. Who computes with an array checks it. Memory: 8 bytes per number.
     *
     * @throws IOException if the file is not of the format; one line that names the file, and the tensor
     * @throws NotEnoughMemory if the numbers do not fit into memory
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        DataFile source = new DataFile(file);
        try (Content in = source.open()) {
            return tensors(file, in);
        } catch (EOFException | ZipException | Damage damaged) {
            throw source.damaged(damaged);
        }
    }

    private static Map<String, Tensor> tensors(Path file, Content in) throws IOException {
        byte[] start = in.readNBytes(Long.BYTES);
        if (start.length < Long.BYTES) {
            throw new EOFException("ends within the length of its header");
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw new Damage(
                    "a header of " + Long.toUnsignedString(length) + " bytes, expected 2 to " + LONGEST_HEADER);
        }
        in.require(length, 1, "characters");
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw new EOFException("ends within the header");
        }
        return numbers(file, in, SafetensorsHeader.read(header));
    }

    private static Map<String, Tensor> numbers(Path file, Content in, List<SafetensorsHeader.Entry> entries)
            throws IOException {
        in.require(entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end(), 1, "numbers in all");
        double count = 0;
        for (SafetensorsHeader.Entry entry : entries) {
            count += count(entry);
        }
        NotEnoughMemory.require("the weights of " + file.getFileName(), Double.BYTES * count);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : entries) {
            if (count(entry) > MOST_NUMBERS) {
                throw ReadFailure.of(
                        file,
                        "tensor " + ReadFailure.quoted(entry.name()) + " has more than 2^28 numbers",
                        "split it into several");
            }
            double[] values = entry.type().part(in, (int) count(entry), ByteOrder.LITTLE_ENDIAN);
            tensors.put(entry.name(), new Tensor(kind(entry.type()), entry.shape(), values));
        }
        in.requireEnd("tensor");
        return tensors;
    }

    private static long count(SafetensorsHeader.Entry entry) {
        return (entry.end() - entry.begin()) / entry.type().bytes();
    }

    private static Kind kind(NumberType type) {
        return switch (type) {
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> Kind.FLOAT;
            case BOOLEAN -> Kind.BOOLEAN;
            default -> Kind.INTEGER;
        };
    }
}
