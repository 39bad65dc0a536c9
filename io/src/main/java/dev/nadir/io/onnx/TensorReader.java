package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.io.file.ShortFloats;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Decodes tensors, embedded in the model or in external files beside it. */
final class TensorReader {
    /** How often the same bytes of an external file may be used by other tensors. */
    private static final int TIMES_USED = 4;

    private final Path file;
    private final Map<Path, Long> used = new HashMap<>();
    private long numbersRead;

    TensorReader(Path file) {
        this.file = file;
    }

    Tensor read(TensorProto tensor) throws IOException {
        String name = "initializer \"" + tensor.getName() + "\"";
        int[] dims = new int[tensor.getDimsCount()];
        long count = 1;
        for (int d = 0; d < dims.length; d++) {
            long dim = tensor.getDims(d);
            if (dim < 0 || dim > Integer.MAX_VALUE) {
                throw fail(name + ": dimension " + dim + " is out of range");
            }
            dims[d] = (int) dim;
            count = dim != 0 && count > Integer.MAX_VALUE / dim ? Integer.MAX_VALUE : count * dim;
        }
        double[] values = values(tensor, name, count);
        if (values.length != count) {
            throw fail(name + ": got " + values.length + " numbers, but its shape needs " + count
                    + "; the file is damaged, export it again");
        }
        numbersRead += values.length;
        return new Tensor(dims, values, precision(tensor));
    }

    /** Of all tensors up to now. */
    long numbersRead() {
        return numbersRead;
    }

    private static Precision precision(TensorProto tensor) {
        return tensor.getDataType() == TensorProto.DataType.DOUBLE_VALUE
                        || tensor.getDataType() == TensorProto.DataType.INT64_VALUE
                ? Precision.FLOAT64
                : Precision.FLOAT32;
    }

    private double[] values(TensorProto tensor, String name, long count) throws IOException {
        int type = tensor.getDataType();
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return decode(external(tensor, name, count * width(type, name)), type, name);
        }
        if (!tensor.getRawData().isEmpty()) {
            return decode(tensor.getRawData().asReadOnlyByteBuffer(), type, name);
        }
        return switch (type) {
            case TensorProto.DataType.DOUBLE_VALUE ->
                tensor.getDoubleDataList().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            case TensorProto.DataType.FLOAT_VALUE ->
                tensor.getFloatDataList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray();
            case TensorProto.DataType.INT64_VALUE ->
                tensor.getInt64DataList().stream()
                        .mapToDouble(Long::doubleValue)
                        .toArray();
            case TensorProto.DataType.FLOAT16_VALUE ->
                tensor.getInt32DataList().stream()
                        .mapToDouble(bits -> ShortFloats.half(bits.shortValue()))
                        .toArray();
            case TensorProto.DataType.BFLOAT16_VALUE ->
                tensor.getInt32DataList().stream()
                        .mapToDouble(bits -> Float.intBitsToFloat(bits << 16))
                        .toArray();
            default -> throw unsupported(type, name);
        };
    }

    private double[] decode(ByteBuffer bytes, int type, String name) throws IOException {
        if (bytes.remaining() % width(type, name) != 0) {
            throw fail(name + ": its data ends within a number; the file is damaged, export it again");
        }
        return switch (type) {
            case TensorProto.DataType.DOUBLE_VALUE -> RawData.doubles(bytes);
            case TensorProto.DataType.FLOAT_VALUE -> RawData.floats(bytes);
            case TensorProto.DataType.INT64_VALUE -> RawData.integers(bytes);
            case TensorProto.DataType.FLOAT16_VALUE -> RawData.halves(bytes);
            default -> RawData.bfloats(bytes);
        };
    }

    private int width(int type, String name) throws IOException {
        return switch (type) {
            case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.INT64_VALUE -> 8;
            case TensorProto.DataType.FLOAT_VALUE -> 4;
            case TensorProto.DataType.FLOAT16_VALUE, TensorProto.DataType.BFLOAT16_VALUE -> 2;
            default -> throw unsupported(type, name);
        };
    }

    private IOException unsupported(int type, String name) {
        TensorProto.DataType known = TensorProto.DataType.forNumber(type);
        return fail(name + ": numbers of type " + (known == null ? type : known)
                + " are not read, supported are DOUBLE, FLOAT, FLOAT16, BFLOAT16; export the model unquantized");
    }

    private ByteBuffer external(TensorProto tensor, String name, long expected) throws IOException {
        Map<String, String> where = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, last) -> last));
        Path path = locate(where.getOrDefault("location", ""), name);
        long offset = number(where.getOrDefault("offset", "0"), name);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long length = where.containsKey("length") ? number(where.get("length"), name) : expected;
            if (length != expected || offset > channel.size() - length) {
                throw fail(name + ": needs " + expected + " bytes, got " + length + " at offset " + offset + " of "
                        + path.getFileName() + " (" + channel.size()
                        + " bytes); the file is cut short or not the model's");
            }
            if (used.merge(path, length, Long::sum) > TIMES_USED * channel.size()) {
                throw fail(name + ": " + path.getFileName() + " is used more than " + TIMES_USED
                        + " times over; the file is damaged, export it again");
            }
            ByteBuffer bytes = ByteBuffer.allocate(Matrix.length(length, 1));
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
                // a channel may deliver less than asked for
            }
            return bytes.flip();
        }
    }

    private long number(String text, String name) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw fail(name + ": got \"" + text + "\" as external offset or length, expected a number, at least 0");
        }
        return Long.parseLong(text);
    }

    /** The external file, links resolved, which must not leave the model's folder: a model may name any path. */
    private Path locate(String location, String name) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (location.isEmpty() || location.indexOf('\0') >= 0) {
            throw fail(name + ": names no external file");
        }
        Path path = resolved(folder, location, name);
        if (Path.of(location).isAbsolute() || !path.startsWith(folder)) {
            throw fail(name + ": its external file \"" + location
                    + "\" lies outside the model's folder, which is refused; move it beside the model");
        }
        if (!Files.isRegularFile(path)) {
            throw fail(name + ": its external file \"" + location + "\" is missing; put it beside the model");
        }
        Path real = path.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw fail(name + ": its external file \"" + location + "\" links to outside the model's folder");
        }
        return real;
    }

    private Path resolved(Path folder, String location, String name) throws IOException {
        try {
            return folder.resolve(location).normalize();
        } catch (InvalidPathException e) {
            throw fail(name + ": its external file \"" + location + "\" has no name that this system knows");
        }
    }

    private IOException fail(String message) {
        return new IOException(file.getFileName() + ": " + message);
    }
}
