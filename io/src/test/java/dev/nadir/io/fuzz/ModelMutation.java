package dev.nadir.io.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes a model so that it stays one for the parser: other operators, wires, shapes, types, places of the data. */
record ModelMutation(SplittableRandom random) {
    private static final List<String> OPERATORS = List.of(
            "Gemm",
            "MatMul",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Neg",
            "Abs",
            "Exp",
            "Log",
            "Max",
            "Min",
            "Relu",
            "Tanh",
            "Softplus",
            "Elu",
            "LeakyRelu",
            "PRelu",
            "Gelu",
            "Erf",
            "Sin",
            "Reciprocal",
            "Where",
            "Greater",
            "Identity",
            "Cast",
            "CastLike",
            "Dropout",
            "Flatten",
            "Reshape",
            "Softmax",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Sqrt",
            "Constant",
            "Concat",
            "Shape",
            "Gather",
            "If",
            "Loop",
            "");
    private static final List<String> ATTRIBUTES = List.of(
            "alpha",
            "beta",
            "transA",
            "transB",
            "perm",
            "axis",
            "to",
            "value",
            "value_float",
            "value_ints",
            "approximate");
    private static final List<String> PLACES = List.of(
            "../../etc/passwd",
            "/etc/passwd",
            "weights",
            "./weights",
            "a/../weights",
            "",
            "\0",
            "..",
            ".",
            "weights/",
            "//etc/passwd",
            "é\uD800");
    private static final List<String> OFFSETS = List.of("-1", "9223372036854775807", "0", "x", "1e3", "208");
    private static final long[] SIZES = {
        0, 1, -1, 2, 3, 65536, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final float[] FACTORS = {Float.NaN, 0, -1, 1e38f, Float.POSITIVE_INFINITY};

    byte[] of(byte[] whole) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(whole).toBuilder();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                GraphProto.Builder graph = model.getGraphBuilder();
                if (graph.getNodeCount() > 0 && graph.getInitializerCount() > 0) {
                    once(graph);
                }
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException damaged) {
            return whole;
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String anyName(GraphProto.Builder graph) {
        List<String> names =
                new ArrayList<>(List.of("", "nowhere", graph.getInput(0).getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        return any(names);
    }

    private void once(GraphProto.Builder graph) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        switch (random.nextInt(16)) {
            case 0, 1 -> node.setOpType(any(OPERATORS));
            case 2 -> node.addInput(anyName(graph));
            case 3 -> {
                if (node.getInputCount() > 0) {
                    node.setInput(random.nextInt(node.getInputCount()), anyName(graph));
                }
            }
            case 4 -> node.clearInput();
            case 5 -> node.clearOutput().addOutput(anyName(graph));
            case 6 -> graph.removeNode(random.nextInt(graph.getNodeCount()));
            case 7 -> graph.addNode(graph.getNode(random.nextInt(graph.getNodeCount())));
            case 8 -> tensor.addDims(SIZES[random.nextInt(SIZES.length)]);
            case 9 -> {
                if (tensor.getDimsCount() > 0) {
                    tensor.setDims(random.nextInt(tensor.getDimsCount()), SIZES[random.nextInt(SIZES.length)]);
                }
            }
            case 10 -> tensor.setDataType(random.nextInt(25));
            case 11 ->
                tensor.setRawData(tensor.getRawData()
                        .substring(0, random.nextInt(tensor.getRawData().size() + 1)));
            case 12 -> external(tensor);
            case 13 -> node.addAttribute(attribute(graph));
            case 14 -> graph.addInitializer(tensor.build().toBuilder().setName(anyName(graph)));
            default -> graph.setOutput(0, graph.getOutput(0).toBuilder().setName(anyName(graph)));
        }
    }

    private void external(TensorProto.Builder tensor) {
        tensor.clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .clearExternalData()
                .addExternalData(entry("location", any(PLACES)));
        if (random.nextBoolean()) {
            tensor.addExternalData(entry(random.nextBoolean() ? "offset" : "length", any(OFFSETS)));
        }
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private AttributeProto attribute(GraphProto.Builder graph) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(any(ATTRIBUTES));
        return (switch (random.nextInt(5)) {
                    case 0 -> attribute.setF(FACTORS[random.nextInt(FACTORS.length)]);
                    case 1 -> attribute.setI(SIZES[random.nextInt(SIZES.length)]);
                    case 2 -> attribute.addInts(random.nextInt(3)).addInts(random.nextInt(3));
                    case 3 -> attribute.setS(ByteString.copyFromUtf8("tanh"));
                    default -> attribute.setT(graph.getInitializer(random.nextInt(graph.getInitializerCount())));
                })
                .build();
    }
}
