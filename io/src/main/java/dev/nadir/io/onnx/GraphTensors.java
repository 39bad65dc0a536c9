package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tensors and attributes of a graph; whole numbers and truth values of every width too. */
final class GraphTensors {
    private final String file;
    private final TensorReader floats;

    GraphTensors(Path path) {
        this.file = path.getFileName().toString();
        this.floats = new TensorReader(path);
    }

    Tensor read(TensorProto tensor) throws IOException {
        boolean embedded = tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL;
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.BOOL_VALUE -> whole(tensor, 1, Kind.BOOLEAN, embedded);
            case TensorProto.DataType.INT8_VALUE, TensorProto.DataType.UINT8_VALUE ->
                whole(tensor, 1, Kind.INTEGER, embedded);
            case TensorProto.DataType.INT16_VALUE, TensorProto.DataType.UINT16_VALUE ->
                whole(tensor, 2, Kind.INTEGER, embedded);
            case TensorProto.DataType.INT32_VALUE -> whole(tensor, 4, Kind.INTEGER, embedded);
            default -> {
                dev.nadir.io.onnx.Tensor read = floats.read(tensor);
                Kind kind = tensor.getDataType() == TensorProto.DataType.INT64_VALUE ? Kind.INTEGER : Kind.FLOAT;
                yield new Tensor(kind, read.dims(), read.values());
            }
        };
    }

    private Tensor whole(TensorProto tensor, int width, Kind kind, boolean embedded) throws IOException {
        String name = "initializer \"" + tensor.getName() + "\"";
        if (!embedded) {
            throw fail(name + ": whole numbers outside the file are not read; export again");
        }
        int[] shape = new int[tensor.getDimsCount()];
        for (int axis = 0; axis < shape.length; axis++) {
            long extent = tensor.getDims(axis);
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw fail(name + ": dimension " + extent + " is out of range");
            }
            shape[axis] = (int) extent;
        }
        boolean raw = !tensor.getRawData().isEmpty();
        int stored = raw ? tensor.getRawData().size() / width : tensor.getInt32DataCount();
        boolean signed = tensor.getDataType() != TensorProto.DataType.UINT8_VALUE
                && tensor.getDataType() != TensorProto.DataType.UINT16_VALUE;
        if (Shapes.size(shape) != stored || (raw && tensor.getRawData().size() % width != 0)) {
            throw fail(name + ": got " + stored + " numbers, but its shape needs " + Shapes.size(shape)
                    + "; the file is damaged, export it again");
        }
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[stored];
        for (int i = 0; i < stored; i++) {
            values[i] = raw ? number(bytes, width, signed) : tensor.getInt32Data(i);
        }
        return new Tensor(kind, shape, values);
    }

    private static double number(ByteBuffer bytes, int width, boolean signed) {
        return switch (width) {
            case 1 -> signed ? bytes.get() : bytes.get() & 0xff;
            case 2 -> signed ? bytes.getShort() : bytes.getShort() & 0xffff;
            default -> bytes.getInt();
        };
    }

    /** All attributes of a node; a graph inside it is left to its operator to miss. */
    Attributes attributes(NodeProto node, String place) throws IOException {
        Map<String, Object> values = new HashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            Object value = value(attribute, place);
            if (value != null && values.put(attribute.getName(), value) != null) {
                throw fail(place + ": two attributes are called \"" + attribute.getName()
                        + "\"; the file is damaged, export it again");
            }
        }
        return new Attributes(values);
    }

    private Object value(AttributeProto attribute, String place) throws IOException {
        if (!attribute.getRefAttrName().isEmpty()) {
            throw fail(place + ": its attribute \"" + attribute.getName()
                    + "\" is that of a function; export with functions inlined");
        }
        return switch (attribute.getType()) {
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
            default -> null;
        };
    }

    private IOException fail(String message) {
        return new IOException(file + ": " + message);
    }
}
