package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** What the metadata of a Parquet file declare, against the size of the file: the reader believes them. */
record ParquetSizes(Path file) {
    private static final Set<CompressionCodecName> READ = Set.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW);

    /** The number of rows, none of whose columns lies outside the file or is packed in an unknown way. */
    int samples(ParquetFileReader reader) throws IOException {
        long size = Files.size(file);
        long samples = 0;
        for (BlockMetaData group : reader.getRowGroups()) {
            if (group.getRowCount() < 0 || group.getRowCount() > Content.unpacked(size)) {
                throw damaged("a row group of " + group.getRowCount() + " rows in " + size + " bytes");
            }
            samples += group.getRowCount();
            for (ColumnChunkMetaData column : group.getColumns()) {
                requireInside(column, size);
            }
        }
        if (samples > Integer.MAX_VALUE || samples != reader.getRecordCount()) {
            throw damaged("row groups of " + samples + " rows, and " + reader.getRecordCount() + " declared");
        }
        return (int) samples;
    }

    private void requireInside(ColumnChunkMetaData column, long size) throws IOException {
        if (!READ.contains(column.getCodec())) {
            throw ReadFailure.of(
                    file,
                    "compressed with " + column.getCodec() + ", which is not read",
                    "write it with snappy, gzip, zstd, lz4_raw or none");
        }
        long start = column.getStartingPos();
        long length = column.getTotalSize();
        if (start < 0 || length < 0 || start > size - length) {
            throw damaged(
                    "column " + column.getPath() + " at " + start + " of " + length + " bytes, the file has " + size);
        }
    }

    private IOException damaged(String what) {
        return ReadFailure.of(file, "damaged Parquet (" + what + ")", "write the file again");
    }
}
