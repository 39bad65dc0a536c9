package dev.nadir.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the IDX format of MNIST: two zero bytes, type, number of axes, their lengths, numbers; all big-endian. */
final class IdxArray {
    private IdxArray() {}

    static Samples read(Path file, Content in) throws IOException {
        byte[] magic = in.readNBytes(4);
        NumberType type = switch (magic.length < 4 ? 0 : magic[2]) {
            case 0x08 -> NumberType.UINT8;
            case 0x09 -> NumberType.INT8;
            case 0x0B -> NumberType.INT16;
            case 0x0C -> NumberType.INT32;
            case 0x0D -> NumberType.FLOAT32;
            case 0x0E -> NumberType.FLOAT64;
            default -> throw ReadFailure.of(file, "not an IDX file", "check its first four bytes");
        };
        int[] shape = new int[magic[3]];
        byte[] axes = in.readNBytes(4 * shape.length);
        if (axes.length < 4 * shape.length) {
            throw new EOFException("ends within the header");
        }
        ByteBuffer.wrap(axes).order(ByteOrder.BIG_ENDIAN).asIntBuffer().get(shape);
        double[] values = type.read(in, ArrayShape.count(file, shape), ByteOrder.BIG_ENDIAN);
        return new Samples(shape, values, new String[0]);
    }

    /** The file of labels beside a file of images: "labels" for "images", "idx1" for "idx3", gzipped or not. */
    static Optional<Path> labelsBeside(Path images) {
        String name = images.getFileName().toString();
        String labels = name.replace("images", "labels").replaceFirst("idx[2-9]", "idx1");
        if (!name.contains("images") || !name.contains("idx")) {
            return Optional.empty();
        }
        Set<String> candidates = new LinkedHashSet<>(); // the nearest name first
        candidates.add(labels);
        candidates.add(labels.replaceFirst("\\.gz$", ""));
        candidates.add(labels + ".gz");
        return candidates.stream()
                .map(images::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
