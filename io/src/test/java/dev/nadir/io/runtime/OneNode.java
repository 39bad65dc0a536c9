package dev.nadir.io.runtime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A graph of one node, written in a line: {@code Conv 18 strides=[2,1] auto_pad=SAME_UPPER | 2x4x7x6 4x4x3x2 -}.
 *
 * <p>Behind the bar stand the inputs: the shape of random numbers that float32 holds, {@code -} for one left out, whole numbers in
 * brackets, real ones in brackets with points, a shape of random whole numbers below a bound, {@code 2x3<5}, or a shape of positive
 * random numbers, {@code 2x3+}. {@code > 2} at the end asks for two outputs.
 */
record OneNode(
        String line, String operator, int opset, Map<String, Object> attributes, List<Tensor> inputs, int outputs) {

    static OneNode parse(String line) {
        String[] outputsAside = line.split(" > ");
        String[] halves = outputsAside[0].split("\\|");
        String[] head = halves[0].trim().split("\\s+");
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 2; i < head.length; i++) {
            String[] pair = head[i].split("=", 2);
            attributes.put(pair[0], value(pair[1]));
        }
        SplittableRandom random = new SplittableRandom(line.hashCode());
        List<Tensor> inputs = new ArrayList<>();
        for (String input : halves[1].trim().split("\\s+")) {
            inputs.add(input.equals("-") ? null : tensor(input, random));
        }
        int outputs = outputsAside.length > 1 ? Integer.parseInt(outputsAside[1].trim()) : 1;
        return new OneNode(line, head[0], Integer.parseInt(head[1]), attributes, inputs, outputs);
    }

    private static Object value(String text) {
        if (text.startsWith("[")) {
            String[] items = text.substring(1, text.length() - 1).split(",");
            if (Character.isLetter(items[0].charAt(0))) {
                return List.of(items);
            }
            return text.contains(".")
                    ? Arrays.stream(items)
                            .mapToDouble(Double::parseDouble)
                            .map(v -> (float) v)
                            .toArray()
                    : Arrays.stream(items).mapToLong(Long::parseLong).toArray();
        }
        if (text.matches("-?[0-9]+")) {
            return Long.parseLong(text);
        }
        return text.matches("-?[0-9.]+") ? (Object) (double) Float.parseFloat(text) : text;
    }

    private static Tensor tensor(String text, SplittableRandom random) {
        if (text.contains(".")) {
            double[] values = Arrays.stream(text.substring(1, text.length() - 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return Tensor.floats(new int[] {values.length}, values);
        }
        if (text.startsWith("[")) {
            return Tensor.integers(
                    Arrays.stream(text.substring(1, text.length() - 1).split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
        boolean positive = text.endsWith("+");
        String[] bounded = (positive ? text.substring(0, text.length() - 1) : text).split("<");
        int[] shape =
                Arrays.stream(bounded[0].split("x")).mapToInt(Integer::parseInt).toArray();
        double[] values = new double[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bounded.length > 1
                    ? random.nextInt(Integer.parseInt(bounded[1]))
                    : (float) random.nextDouble(positive ? 0.5 : -1, 1);
        }
        return new Tensor(bounded.length > 1 ? Kind.INTEGER : Kind.FLOAT, shape, values);
    }

    /** Our values. */
    Tensor[] ours() {
        String[] names = names("y", outputs);
        Node node = new Node("node", operator, opset, inputNames(), List.of(names), new Attributes(attributes));
        return Operators.of(node).at(inputs.toArray(new Tensor[0])).outputs();
    }

    private static String[] names(String letter, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> letter + i)
                .toArray(String[]::new);
    }

    private List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            names.add(inputs.get(i) == null ? "" : "x" + i);
        }
        return names;
    }

    /** Those of ONNX Runtime in float32. */
    Tensor[] theirs() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "nadir");
        Map<String, OnnxTensor> fed = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = session(environment, options)) {
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i) != null) {
                    fed.put("x" + i, fed(environment, inputs.get(i)));
                }
            }
            try (OrtSession.Result result = session.run(fed)) {
                Tensor[] tensors = new Tensor[outputs];
                for (int i = 0; i < outputs; i++) {
                    tensors[i] = read(result.get(i));
                }
                return tensors;
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        options.setIntraOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return environment.createSession(model().toByteArray(), options);
    }

    private static OnnxTensor fed(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        if (!tensor.isFloat()) {
            return OnnxTensor.createTensor(
                    environment,
                    LongBuffer.wrap(LongStream.of(tensor.integers("x")).toArray()),
                    shape);
        }
        float[] floats = new float[tensor.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) tensor.values()[i];
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), shape);
    }

    private static Tensor read(OnnxValue value) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) value;
        int[] shape = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        double[] values = new double[Shapes.size(shape)];
        FloatBuffer floats = tensor.getFloatBuffer();
        LongBuffer longs = floats == null ? tensor.getLongBuffer() : null;
        for (int i = 0; i < values.length; i++) {
            values[i] = floats != null ? floats.get() : longs.get();
        }
        return new Tensor(floats != null ? Kind.FLOAT : Kind.INTEGER, shape, values);
    }

    private ModelProto model() {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addAllInput(inputNames());
        attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
        GraphProto.Builder graph = GraphProto.newBuilder().setName("one");
        for (String name : names("y", outputs)) {
            node.addOutput(name);
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) != null) {
                graph.addInput(input("x" + i, inputs.get(i)));
            }
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph.addNode(node))
                .build();
    }

    private static ValueInfoProto input(String name, Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int extent : tensor.shape()) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        int type = tensor.isFloat() ? TensorProto.DataType.FLOAT_VALUE : TensorProto.DataType.INT64_VALUE;
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            attribute.setType(AttributeProto.AttributeType.INT).setI(number);
        } else if (value instanceof Double number) {
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number.floatValue());
        } else if (value instanceof long[] numbers) {
            attribute.setType(AttributeProto.AttributeType.INTS);
            Arrays.stream(numbers).forEach(attribute::addInts);
        } else if (value instanceof double[] numbers) {
            attribute.setType(AttributeProto.AttributeType.FLOATS);
            Arrays.stream(numbers).forEach(each -> attribute.addFloats((float) each));
        } else if (value instanceof List<?> texts) {
            attribute.setType(AttributeProto.AttributeType.STRINGS);
            texts.forEach(text -> attribute.addStrings(ByteString.copyFrom(text.toString(), StandardCharsets.UTF_8)));
        } else {
            attribute
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFrom(value.toString(), StandardCharsets.UTF_8));
        }
        return attribute.build();
    }
}
