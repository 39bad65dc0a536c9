package dev.nadir.bench;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The test cases that come with the ONNX standard, for the operators that are read: values of one node, and of small models converted from
 * PyTorch.
 *
 * <p>Run: {@code bench/run OnnxCases FOLDER}, where FOLDER is onnx/backend/test/data of a checkout of the standard's repository; the release
 * 1.21 still has all cases. It prints every case that is not right with its reason and counts them by reason. Cases with
 * an operator that is not in the table, or a type that is not a number of at least 8 bits and 16 if real, are counted apart. Right is: within 1e-5 of the largest expected number (at least 1) in
 * float32, 1e-2 where a number of the case has 16 bits, 1e-7 in float64, and equal for whole numbers.
 */
public final class OnnxCases {
    private final Map<String, Integer> reasons = new TreeMap<>();

    private OnnxCases() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (String part : List.of("node", "simple", "pytorch-converted", "pytorch-operator")) {
            OnnxCases cases = new OnnxCases();
            try (Stream<Path> folders = Files.list(folder.resolve(part))) {
                for (Path each : folders.sorted().toList()) {
                    cases.check(each);
                }
            }
            System.out.println(part + ": " + cases.reasons);
        }
    }

    private void check(Path folder) throws IOException {
        String outcome;
        try {
            outcome = outcome(folder);
        } catch (OnnxTensors.OtherType other) {
            outcome = "other types";
        } catch (IllegalArgumentException refused) {
            outcome = refused.getMessage().contains("expected a number type")
                    ? "other types"
                    : "not read: " + refused.getMessage();
        }
        reasons.merge(outcome.split(":")[0], 1, Integer::sum);
        if (!outcome.startsWith("right") && !outcome.startsWith("other")) {
            System.out.println(folder.getFileName() + ": " + outcome);
        }
    }

    private static String outcome(Path folder) throws IOException {
        ModelProto model;
        try (InputStream stream = Files.newInputStream(folder.resolve("model.onnx"))) {
            model = ModelProto.parseFrom(stream);
        }
        Set<String> known = Operators.all().stream().map(Support::operator).collect(Collectors.toSet());
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")
                    || !known.contains(node.getOpType())) {
                return "other operators";
            }
        }
        try (Stream<Path> sets = Files.list(folder)) {
            for (Path set : sets.filter(Files::isDirectory).sorted().toList()) {
                String difference = difference(model, set);
                if (!difference.isEmpty()) {
                    return "wrong: " + difference;
                }
            }
        }
        return "right";
    }

    private static String difference(ModelProto model, Path set) throws IOException {
        int opset = (int) model.getOpsetImport(0).getVersion();
        Map<String, Tensor> values = new HashMap<>();
        model.getGraph().getInitializerList().forEach(each -> values.put(each.getName(), OnnxTensors.read(each)));
        List<String> open = model.getGraph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !values.containsKey(name))
                .toList();
        boolean coarse = false;
        for (int k = 0; k < open.size(); k++) {
            TensorProto proto = proto(set.resolve("input_" + k + ".pb"));
            coarse |= isCoarse(proto);
            values.put(open.get(k), OnnxTensors.read(proto));
        }
        for (NodeProto node : model.getGraph().getNodeList()) {
            evaluate(node, opset, values);
        }
        for (int k = 0; k < model.getGraph().getOutputCount(); k++) {
            TensorProto proto = proto(set.resolve("output_" + k + ".pb"));
            Tensor ours = values.get(model.getGraph().getOutput(k).getName());
            String difference = difference(ours, OnnxTensors.read(proto), tolerance(proto, coarse));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private static boolean isCoarse(TensorProto proto) {
        return proto.getDataType() == TensorProto.DataType.FLOAT16_VALUE
                || proto.getDataType() == TensorProto.DataType.BFLOAT16_VALUE;
    }

    private static double tolerance(TensorProto proto, boolean coarse) {
        return coarse || isCoarse(proto)
                ? 1e-2
                : proto.getDataType() == TensorProto.DataType.DOUBLE_VALUE ? 1e-7 : 1e-5;
    }

    private static TensorProto proto(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new OnnxTensors.OtherType("sequences and optional values");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return TensorProto.parseFrom(stream);
        }
    }

    private static void evaluate(NodeProto proto, int opset, Map<String, Tensor> values) {
        Node node = new Node(
                proto.getOpType(),
                proto.getOpType(),
                opset,
                proto.getInputList(),
                proto.getOutputList(),
                OnnxTensors.attributes(proto));
        Tensor[] inputs = proto.getInputList().stream()
                .map(name -> name.isEmpty() ? null : values.get(name))
                .toArray(Tensor[]::new);
        Tensor[] outputs = Operators.of(node).at(inputs).outputs();
        for (int k = 0; k < proto.getOutputCount(); k++) {
            if (k >= outputs.length) {
                throw new IllegalArgumentException(proto.getOpType() + ": output " + (k + 1));
            }
            values.put(proto.getOutput(k), outputs[k]);
        }
    }

    private static String difference(Tensor ours, Tensor expected, double tolerance) {
        if (ours.kind() != expected.kind() || !Arrays.equals(ours.shape(), expected.shape())) {
            return ours.kind() + " " + Shapes.text(ours.shape()) + ", expected " + expected.kind() + " "
                    + Shapes.text(expected.shape());
        }
        double scale = Arrays.stream(expected.values())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        double bound = expected.isFloat() ? tolerance * Math.max(1, scale) : 0;
        for (int i = 0; i < expected.size(); i++) {
            double a = ours.values()[i];
            double b = expected.values()[i];
            boolean right = a == b || Math.abs(a - b) <= bound || (Double.isNaN(a) && Double.isNaN(b));
            if (!right) {
                return "entry " + i + " is " + a + ", expected " + b;
            }
        }
        return "";
    }
}
