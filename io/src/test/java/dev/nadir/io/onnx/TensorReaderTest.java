package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TensorReaderTest {
    private final TensorReader reader = new TensorReader(Path.of("model.onnx"));

    /** Bit patterns of numpy 2.4: np.array([1, -2, 65504, 6e-8, 6.1035e-5, 0.1, -0.0], np.float16).view(np.uint16). */
    @Test
    void float16IsWidenedExactly() throws IOException {
        int[] bits = {0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x2e66, 0x8000};
        double[] expected = {1, -2, 65504, Math.scalb(1.0, -24), Math.scalb(1.0, -14), 0.0999755859375, -0.0};
        TensorProto.Builder listed = tensor(TensorProto.DataType.FLOAT16_VALUE, bits.length);
        byte[] raw = new byte[2 * bits.length];
        for (int i = 0; i < bits.length; i++) {
            listed.addInt32Data(bits[i]);
            raw[2 * i] = (byte) bits[i];
            raw[2 * i + 1] = (byte) (bits[i] >> 8);
        }
        assertThat(reader.read(listed.build()).values()).containsExactly(expected);
        TensorProto packed = tensor(TensorProto.DataType.FLOAT16_VALUE, bits.length)
                .setRawData(ByteString.copyFrom(raw))
                .build();
        assertThat(reader.read(packed).values()).containsExactly(expected);
    }

    @Test
    void bfloat16IsTheUpperHalfOfFloat32() throws IOException {
        TensorProto tensor = tensor(TensorProto.DataType.BFLOAT16_VALUE, 2)
                .addInt32Data(0x3fc0)
                .addInt32Data(0xc049)
                .build();
        assertThat(reader.read(tensor).values()).containsExactly(1.5, -3.140625);
        byte[] raw = {(byte) 0xc0, 0x3f, 0x49, (byte) 0xc0};
        TensorProto packed = tensor(TensorProto.DataType.BFLOAT16_VALUE, 2)
                .setRawData(ByteString.copyFrom(raw))
                .build();
        assertThat(reader.read(packed).values()).containsExactly(1.5, -3.140625);
    }

    @Test
    void float32IsWidenedExactlyHoweverItIsStored() throws IOException {
        TensorProto listed =
                tensor(TensorProto.DataType.FLOAT_VALUE, 1).addFloatData(0.1f).build();
        TensorProto packed = tensor(TensorProto.DataType.FLOAT_VALUE, 1)
                .setRawData(RawData.of(new double[] {0.1}, Precision.FLOAT32))
                .build();
        assertThat(reader.read(listed).values()).containsExactly(0.1f);
        assertThat(reader.read(packed).values()).containsExactly(0.1f);
    }

    private static TensorProto.Builder tensor(int type, int length) {
        return TensorProto.newBuilder().setName("t").setDataType(type).addDims(length);
    }
}
