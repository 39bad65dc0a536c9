package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files written by the format's own library (write_safetensors.py), and headers that it refuses. */
class SafetensorsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void everyTypeIsWidenedExactly() throws IOException {
        Map<String, Tensor> read = SafetensorsReader.read(Goldens.path("types.safetensors"));
        assertThat(read).hasSize(15);
        assertThat(read.get("f64")).isEqualTo(Tensor.floats(new int[] {2, 3}, 0.1, -2.25, 3, 4, 5.5, -1e-300));
        assertThat(read.get("f32").values()).containsExactly(0.5, -3.25, 16777216);
        assertThat(read.get("f16"))
                .isEqualTo(Tensor.floats(new int[] {2, 2}, 0.333251953125, -65504, 0x1p-24, Double.POSITIVE_INFINITY));
        assertThat(read.get("bf16").values()).containsExactly(1.5, -2, 0x1p-133, Double.POSITIVE_INFINITY);
        assertThat(read.get("i32")).isEqualTo(new Tensor(Kind.INTEGER, new int[] {1, 2}, new double[] {-0x1p31, 7}));
        assertThat(read.get("i16").values()).containsExactly(-32768, 32767);
        assertThat(read.get("i8").values()).containsExactly(-128, 127);
        assertThat(read.get("u32").values()).containsExactly(0, 0x1p32 - 1);
        assertThat(read.get("u16").values()).containsExactly(65535);
        assertThat(read.get("u8").values()).containsExactly(0, 255, 1);
        assertThat(read.get("bool")).isEqualTo(new Tensor(Kind.BOOLEAN, new int[] {2}, new double[] {1, 0}));
        assertThat(read.get("one number")).isEqualTo(Tensor.scalar(-7.5));
        assertThat(read.get("nothing")).isEqualTo(Tensor.zeros(0, 5));
    }

    @Test
    void anIntegerThatFloat64CannotHoldIsNotANumber() throws IOException {
        Map<String, Tensor> read = SafetensorsReader.read(Goldens.path("types.safetensors"));
        assertThat(read.get("i64").values()).containsExactly(-0x1p53, Double.NaN);
        assertThat(read.get("u64").values()).containsExactly(12, Double.NaN);
    }

    @Test
    void theOrderIsThatOfTheNumbers() throws IOException {
        assertThat(read(
                                "{'b':{'dtype':'U8','shape':[1],'data_offsets':[1,2]},"
                                        + "'a':{'shape':[1],'dtype':'U8','data_offsets':[0,1]}}  ",
                                2)
                        .keySet())
                .containsExactly("a", "b");
        assertThat(SafetensorsReader.read(Goldens.path("layers.safetensors")).keySet())
                .containsExactly("layers.0.bias", "layers.0.weight");
        assertThat(read("{}", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | 1 | at most 1 bytes follow",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | 3 | goes on after the last tensor",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}} | 3 | begins at byte 1",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}} | 3 | 'b' begins at byte 1",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[3,5]}} | 5 | 'b' begins at byte 3",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | 2 | each name once",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | takes 8 bytes",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | data_offsets are 4 to 0",
                "{'a':{'dtype':'F64','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,9223372036854775807]}} | 4 | at most 4 bytes follow",
                "{'a':{'dtype':'U8','shape':[4294967297],'data_offsets':[0,1]}} | 1 | axis 1 has 4294967297",
                "{'a':{'dtype':'U8','shape':[-1],'data_offsets':[0,1]}} | 1 | negative",
                "{'a':{'dtype':'U8','shape':[1.0],'data_offsets':[0,1]}} | 1 | no integer",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1,2]}} | 1 | more than 2 entries",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1]}} | 1 | expected two data_offsets",
                "{'a':{'dtype':'U8','data_offsets':[0,1]}} | 1 | missing",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1],'x':1}} | 1 | unknown property 'x'",
                "{'a':{'dtype':'F8_E4M3','shape':[1],'data_offsets':[0,1]}} | 1 | 'F8_E4M3' are not read",
                "{'a':{'dtype':'BOOL','shape':[1],'data_offsets':[0,1]}} | 1 | booleans are 0 or 1",
                "{'__metadata__':{'a':1}} | 0 | other things than texts",
                "{'a':7} | 0 | its entry is no JSON object",
                "{'a':{'dtype':'U8' | 0 | no JSON",
                "{'a':{'dtype':'U8','shape':[[[[[[ | 0 | no integer",
                "{}{} | 0 | goes on after its end",
                "[] | 0 | no JSON object",
            })
    void whatDoesNotAddUpIsRefused(String header, int bytes, String words) {
        assertThatThrownBy(() -> read(header, bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("weights.safetensors: damaged or incomplete")
                .hasMessageContaining(words);
    }

    @Test
    void aLengthThatTheFileDoesNotHaveTakesNoMemory() throws IOException {
        Path file = Files.write(folder.resolve("weights.safetensors"), new byte[] {0, 0, 0, 5, 0, 0, 0, 0, '{'});
        assertThatThrownBy(() -> SafetensorsReader.read(file)).hasMessageContaining("at most 1 bytes follow");
        Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{'});
        assertThatThrownBy(() -> SafetensorsReader.read(file)).hasMessageContaining("18446744073709551615 bytes");
    }

    private Map<String, Tensor> read(String header, int bytes) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(Long.BYTES + text.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
        Arrays.fill(content, Long.BYTES + text.length, content.length, (byte) 2);
        return SafetensorsReader.read(Files.write(folder.resolve("weights.safetensors"), content));
    }
}
