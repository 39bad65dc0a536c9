package dev.nadir.io.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The reader's own codecs, and gzip through the JDK: the reader's gzip needs the Hadoop that is left out. */
record ParquetCodecs(CompressionCodecFactory others) implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return others.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return codec == CompressionCodecName.GZIP ? new Gzip() : others.getDecompressor(codec);
    }

    @Override
    public void release() {
        others.release();
    }

    private static final class Gzip implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpacked(packed.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            output.put(unpacked(new ByteArrayInputStream(bytes), size));
        }

        private static byte[] unpacked(InputStream packed, int size) throws IOException {
            try (InputStream in = new GZIPInputStream(packed)) {
                byte[] bytes = in.readNBytes(size);
                if (bytes.length < size) {
                    throw new EOFException("page ends after " + bytes.length + " of " + size + " bytes");
                }
                return bytes;
            }
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
