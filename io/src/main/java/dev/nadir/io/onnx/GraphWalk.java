package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes through the nodes that the output depends on, in file order, and finds what every value is. */
final class GraphWalk {
    private static final Set<String> ENTRYWISE = Set.of(
            "Add",
            "Sum",
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
            "Sigmoid",
            "Softplus",
            "Elu",
            "LeakyRelu",
            "Gelu",
            "Erf",
            "Sin",
            "Reciprocal",
            "Where",
            "Greater");
    private static final String SUPPORTED = "supported are multilayer perceptrons of Gemm, MatMul, Add, Sub, Mul, Div"
            + " and the activations identity, tanh, sigmoid, softplus, ReLU, leaky ReLU, ELU, GELU, SiLU, exp, sin";

    private static final Expression LEFT_OUT =
            new Expression.Constant(new Tensor(new int[] {0}, new double[0], Precision.FLOAT64));

    private final String file;
    private final GraphProto graph;
    private final TensorReader tensors;
    private final Map<String, Expression> values = new HashMap<>();
    private final FoldingBudget budget;

    GraphWalk(String file, GraphProto graph, TensorReader tensors) {
        this.file = file;
        this.graph = graph;
        this.tensors = tensors;
        this.budget = new FoldingBudget(file, tensors);
    }

    /** The one input that is not an initializer. */
    ValueInfoProto input() throws IOException {
        Set<String> initializers =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        if (inputs.size() != 1 || graph.getOutputCount() != 1) {
            throw fail("got " + inputs.size() + " inputs and " + graph.getOutputCount()
                    + " outputs, expected one of each; export the bare network");
        }
        return inputs.get(0);
    }

    /** Every value has one source: the format says so, and which of two a reader takes is anybody's guess. */
    private void requireDistinct() throws IOException {
        Set<String> sources = new HashSet<>(Set.of(input().getName()));
        for (TensorProto initializer : graph.getInitializerList()) {
            if (!sources.add(initializer.getName())) {
                throw fail("two initializers, or one and the input, are called \"" + initializer.getName()
                        + "\"; the file is damaged, export it again");
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (String name : graph.getNode(i).getOutputList()) {
                if (!name.isEmpty() && !sources.add(name)) {
                    throw fail(place(i, graph.getNode(i)) + ": something else is called \"" + name
                            + "\" like its output; the file is damaged, export it again");
                }
            }
        }
    }

    /** The output as an expression in the input. */
    Expression output() throws IOException {
        requireDistinct();
        String output = graph.getOutputCount() == 0 ? "" : graph.getOutput(0).getName();
        values.put(input().getName(), new Expression.Input());
        Set<String> needed = needed(output);
        for (TensorProto initializer : graph.getInitializerList()) {
            if (needed.contains(initializer.getName())) {
                values.put(initializer.getName(), new Expression.Constant(tensors.read(initializer)));
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputCount() > 0 && needed.contains(node.getOutput(0))) {
                values.put(node.getOutput(0), evaluate(node, place(i, node)));
            }
        }
        Expression result = values.get(output);
        if (result == null) {
            throw fail("its output \"" + output + "\" is produced by no node; the file is damaged, export it again");
        }
        return result;
    }

    private Set<String> needed(String output) {
        Map<String, NodeProto> producers = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(name -> producers.putIfAbsent(name, node));
        }
        Set<String> needed = new HashSet<>(Set.of(output));
        Deque<String> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            NodeProto node = producers.get(open.pop());
            if (node != null) {
                node.getInputList().stream().filter(needed::add).forEach(open::push);
            }
        }
        return needed;
    }

    private Expression evaluate(NodeProto node, String place) throws IOException {
        Map<String, AttributeProto> attributes = node.getAttributeList().stream()
                .collect(Collectors.toMap(AttributeProto::getName, a -> a, (first, last) -> last));
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            throw fail(place + ": operators of domain " + node.getDomain()
                    + " are not read; export with PyTorch 2.6 or newer, or with dynamo=False");
        }
        String operator = node.getOpType();
        if (operator.equals("Constant")) {
            return constant(attributes, place);
        }
        List<Expression> arguments = arguments(node, place);
        if (arguments.stream().allMatch(Expression.Constant.class::isInstance)) {
            return budget.spend(
                    new ConstantFolding(file).fold(operator, arguments, attributes, place), arguments, place);
        }
        return switch (operator) {
            case "MatMul", "Gemm" -> new ProductReader(file, place).read(operator, arguments, attributes);
            case "Identity", "Cast", "CastLike", "Dropout", "Flatten", "Reshape", "Squeeze" ->
                new PassThrough(file, place, isOutput(node)).check(node, arguments, attributes);
            case "Shape", "Gather", "Slice", "Unsqueeze", "Concat" ->
                new BatchShapes(file, place).read(operator, arguments, attributes);
            case "Softmax", "LogSoftmax" ->
                throw fail(place
                        + ": the L2 cost is taken on the layer before; export the model without it, so that it returns"
                        + " the scores");
            case "BatchNormalization", "LayerNormalization", "InstanceNormalization", "GroupNormalization" ->
                throw fail(
                        place + ": its scale and shift are parameters of their own, which are not read; export after"
                                + " model.eval() with constant folding, so that the normalization goes into the layer before it");
            case "PRelu" ->
                throw fail(
                        place + ": its slope is a trained parameter, which is not read; use LeakyReLU, whose slope is"
                                + " fixed");
            default -> {
                if (!ENTRYWISE.contains(operator)) {
                    throw fail(place + ": not an operator of a multilayer perceptron, " + SUPPORTED);
                }
                yield new Expression.Call(operator, arguments, attributes, place);
            }
        };
    }

    private boolean isOutput(NodeProto node) {
        return node.getOutput(0).equals(graph.getOutput(0).getName());
    }

    /** The arguments in their places: one that is left out before another is a constant without entries. */
    private List<Expression> arguments(NodeProto node, String place) throws IOException {
        List<Expression> arguments = new ArrayList<>();
        for (String name : node.getInputList()) {
            Expression value = name.isEmpty() ? LEFT_OUT : values.get(name);
            if (value == null) {
                throw fail(place + ": its input \"" + name
                        + "\" is produced by no earlier node; the graph has a cycle or is not sorted");
            }
            arguments.add(value);
        }
        while (!arguments.isEmpty() && arguments.get(arguments.size() - 1) == LEFT_OUT) {
            arguments.remove(arguments.size() - 1);
        }
        if (arguments.isEmpty()) {
            throw fail(place + ": it has no inputs, " + SUPPORTED);
        }
        return arguments;
    }

    private Expression constant(Map<String, AttributeProto> attributes, String place) throws IOException {
        if (attributes.containsKey("value")) {
            return new Expression.Constant(tensors.read(attributes.get("value").getT()));
        }
        if (attributes.containsKey("value_float")) {
            double value = attributes.get("value_float").getF();
            return new Expression.Constant(new Tensor(new int[0], new double[] {value}, Precision.FLOAT32));
        }
        if (attributes.containsKey("value_floats")) {
            double[] floats = attributes.get("value_floats").getFloatsList().stream()
                    .mapToDouble(Float::doubleValue)
                    .toArray();
            return new Expression.Constant(new Tensor(new int[] {floats.length}, floats, Precision.FLOAT32));
        }
        if (attributes.containsKey("value_int")) {
            double value = attributes.get("value_int").getI();
            return new Expression.Constant(new Tensor(new int[0], new double[] {value}, Precision.FLOAT64));
        }
        if (attributes.containsKey("value_ints")) {
            double[] ints = attributes.get("value_ints").getIntsList().stream()
                    .mapToDouble(Long::doubleValue)
                    .toArray();
            return new Expression.Constant(new Tensor(new int[] {ints.length}, ints, Precision.FLOAT64));
        }
        throw fail(place + ": its value is neither a tensor nor a number");
    }

    /** Whether any constant met so far was a float32 matrix or vector. */
    boolean single() {
        return values.values().stream()
                .anyMatch(value -> value instanceof Expression.Constant c
                        && !c.tensor().isScalar()
                        && c.tensor().precision() == Precision.FLOAT32);
    }

    private static String place(int index, NodeProto node) {
        String name = node.getName().isEmpty() ? "" : " \"" + node.getName() + "\"";
        return "node " + (index + 1) + " (" + node.getOpType() + name + ")";
    }

    private IOException fail(String message) {
        return new IOException(file + ": " + message);
    }
}
