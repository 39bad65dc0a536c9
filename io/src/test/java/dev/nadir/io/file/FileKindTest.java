package dev.nadir.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First bytes as the specifications of the formats give them. */
class FileKindTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0807120770797463686f7263681a, MODEL", // ir_version 7, producer "pytorch"
        "0808120572, MODEL",
        "080a3a10, MODEL", // the graph next
        "934e554d505901007600, DATA",
        "504152311504, DATA",
        "1f8b0808, DATA",
        "00000803000027100000001c, DATA", // IDX
        "fd377a585a0000, XZ",
        "425a683931415926535991, BZIP2",
        "28b52ffd2480, ZSTD",
        "4152524f57310000, ARROW",
        "894844460d0a1a0a, HDF5",
        "53514c69746520666f726d6174203300, SQLITE",
        "80049578, PICKLE",
        "8002637472, PICKLE",
    })
    void binaryFormatsAreKnownByTheirFirstBytes(String head, FileKind kind) {
        assertThat(FileKind.of(HexFormat.of().parseHex(head))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": [1, 2]}            | JSON
            [{"a": 1}]               | JSON
            [[1, 2], [3, 4]]         | JSON
            <!DOCTYPE html><html>    | HTML
            <svg xmlns="x">          | SVG
            <?xml version="1.0"?><svg> | SVG
            a,b,class                | OTHER
            "a","b"                  | OTHER
            [m],[s]                  | OTHER
            1;2;3                    | OTHER
            BZh,PAR,class            | OTHER
            ``                       | OTHER
            """)
    void textIsDataUnlessItIsSomethingElse(String head, FileKind kind) {
        assertThat(FileKind.of(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "X.npy, DATA",
        "archive/data.pkl, TORCH",
        "mynet/.format_version, TORCH",
        "[Content_Types].xml, SPREADSHEET",
        "mimetype, SPREADSHEET",
        "data.csv, ZIP",
    })
    void zipArchivesAreKnownByTheirFirstEntry(String entry, FileKind kind) throws IOException {
        Path file = folder.resolve("x.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(new byte[100]);
        }
        assertThat(FileKind.of(file)).isEqualTo(kind);
    }

    @Test
    void safetensorsBeginWithTheLengthOfTheirHeader() {
        byte[] header = "{\"w\":{\"dtype\":\"F32\"}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(FileKind.of(file.putLong(header.length).put(header).array())).isEqualTo(FileKind.SAFETENSORS);
    }

    @Test
    void everyKindThatCannotBeReadSaysWhatToDo() {
        for (FileKind kind : FileKind.values()) {
            boolean read = switch (kind) {
                case MODEL, DATA, HTML, SVG, OTHER -> true;
                default -> false;
            };
            assertThat(kind.mend().isEmpty()).as(kind.name()).isEqualTo(read);
            assertThat(kind.words()).isNotBlank();
        }
    }

    @Test
    void aShortFileAndAPipeAreOfNoKnownKind() throws IOException {
        assertThat(FileKind.of(new byte[] {'P', 'K', 3, 4})).isEqualTo(FileKind.ZIP);
        assertThat(FileKind.of(new byte[] {8})).isEqualTo(FileKind.OTHER);
        assertThat(FileKind.of(Path.of("/dev/null"))).isEqualTo(FileKind.OTHER);
        assertThat(FileKind.of(folder)).isEqualTo(FileKind.OTHER);
    }
}
