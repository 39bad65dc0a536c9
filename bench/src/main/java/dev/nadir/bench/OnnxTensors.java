package dev.nadir.bench;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tensors and attributes of the standard's test cases. */
final class OnnxTensors {
    private OnnxTensors() {}

    /** Texts, sequences, optional values and packed numbers. */
    static final class OtherType extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        OtherType(String message) {
            super(message);
        }
    }

    /**
     * A tensor of the types that have a kind here.
     *
     * @throws OtherType for texts and packed types
     */
    static Tensor read(TensorProto proto) {
        int[] shape = proto.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
        if (type == null) {
            throw new OtherType("type " + proto.getDataType());
        }
        double[] values = proto.getRawData().isEmpty() ? typed(proto, type) : raw(proto, type);
        return new Tensor(kind(type), shape, values);
    }

    private static Kind kind(TensorProto.DataType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> Kind.FLOAT;
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> Kind.INTEGER;
            case BOOL -> Kind.BOOLEAN;
            default -> throw new OtherType("type " + type);
        };
    }

    private static double[] typed(TensorProto proto, TensorProto.DataType type) {
        Stream<? extends Number> numbers = switch (type) {
            case FLOAT -> proto.getFloatDataList().stream();
            case DOUBLE -> proto.getDoubleDataList().stream();
            case INT64 -> proto.getInt64DataList().stream();
            case UINT32, UINT64 -> proto.getUint64DataList().stream();
            case FLOAT16 -> proto.getInt32DataList().stream().map(bits -> half(bits.shortValue()));
            case BFLOAT16 -> proto.getInt32DataList().stream().map(bits -> Float.intBitsToFloat(bits << 16));
            default -> proto.getInt32DataList().stream();
        };
        return numbers.mapToDouble(Number::doubleValue).toArray();
    }

    private static double[] raw(TensorProto proto, TensorProto.DataType type) {
        ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int width = switch (type) {
            case BOOL, INT8, UINT8 -> 1;
            case INT16, UINT16, FLOAT16, BFLOAT16 -> 2;
            case INT32, UINT32, FLOAT -> 4;
            default -> 8;
        };
        double[] values = new double[bytes.remaining() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat();
                case DOUBLE -> bytes.getDouble();
                case FLOAT16 -> half(bytes.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                case BOOL, INT8 -> bytes.get();
                case UINT8 -> bytes.get() & 0xff;
                case INT16 -> bytes.getShort();
                case UINT16 -> bytes.getShort() & 0xffff;
                case INT32 -> bytes.getInt();
                case UINT32 -> bytes.getInt() & 0xffffffffL;
                default -> bytes.getLong();
            };
        }
        return values;
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size = exponent == 0
                ? Math.scalb(fraction, -24)
                : exponent < 31
                        ? Math.scalb(1024 + fraction, exponent - 25)
                        : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        return bits < 0 ? -size : size;
    }

    /** Those of the types that an operator can ask for. */
    static Attributes attributes(NodeProto node) {
        Map<String, Object> values = new HashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            Object value = switch (attribute.getType()) {
                case FLOAT -> (double) attribute.getF();
                case INT -> attribute.getI();
                case STRING -> attribute.getS().toStringUtf8();
                case TENSOR -> read(attribute.getT());
                case FLOATS ->
                    attribute.getFloatsList().stream()
                            .mapToDouble(Float::doubleValue)
                            .toArray();
                case INTS ->
                    attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
                case STRINGS ->
                    List.copyOf(attribute.getStringsList().stream()
                            .map(text -> text.toStringUtf8())
                            .toList());
                default ->
                    throw new IllegalArgumentException(
                            "attribute " + attribute.getName() + " of type " + attribute.getType());
            };
            values.put(attribute.getName(), value);
        }
        return new Attributes(values);
    }
}
