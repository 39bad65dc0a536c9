package dev.nadir.io.data;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages in Java: the reader's own codecs need the Hadoop that is left out, or unpack native libraries. */
final class ParquetCodecs implements CompressionCodecFactory {
    /** As large as a page may be; writers make pages of one megabyte. */
    private static final int LARGEST_PAGE = 1 << 30;

    /** Unpacks a page of the given size. */
    private interface Unpacking {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet is only read");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((packed, size) -> packed);
            case GZIP -> new Pages(ParquetCodecs::gunzip);
            case SNAPPY -> new Pages((packed, size) -> block(new SnappyDecompressor(), packed, size));
            case ZSTD -> new Pages((packed, size) -> block(new ZstdDecompressor(), packed, size));
            case LZ4_RAW -> new Pages((packed, size) -> block(new Lz4Decompressor(), packed, size));
            default -> throw new IllegalArgumentException(codec + " is not read");
        };
    }

    private static byte[] block(Decompressor codec, byte[] packed, int size) throws IOException {
        byte[] bytes = new byte[size];
        int got = codec.decompress(packed, 0, packed.length, bytes, 0, size);
        if (got < size) {
            throw new EOFException("page ends after " + got + " of " + size + " bytes");
        }
        return bytes;
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (InputStream in = new Gunzip(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size || in.read() >= 0) {
                throw new EOFException("page is not of the " + size + " bytes that it declares");
            }
            return bytes;
        }
    }

    @Override
    public void release() {
        // holds nothing
    }

    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            output.put(unpack(bytes, size));
        }

        private byte[] unpack(byte[] packed, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE || size > Content.unpacked(packed.length + 64L)) {
                throw new Damage("a page of " + packed.length + " bytes that declares " + size + " unpacked");
            }
            return unpacking.unpack(packed, size);
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
