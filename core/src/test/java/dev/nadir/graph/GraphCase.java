package dev.nadir.graph;

import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph written down node by node. */
final class GraphCase {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();
    private final int opset;

    GraphCase(int opset) {
        this.opset = opset;
    }

    GraphCase initializer(String name, Tensor value) {
        initializers.put(name, value);
        return this;
    }

    /** "Gemm(x, W, b) -> y". */
    GraphCase node(String text, Map<String, ?> attributes) {
        String operator = text.substring(0, text.indexOf('('));
        String inputs = text.substring(text.indexOf('(') + 1, text.indexOf(')'));
        String outputs = text.substring(text.indexOf("->") + 2);
        String place = "node " + (nodes.size() + 1) + " (" + operator + " \"n" + (nodes.size() + 1) + "\")";
        nodes.add(new Node(place, operator, opset, names(inputs), names(outputs), new Attributes(attributes)));
        return this;
    }

    GraphCase node(String text) {
        return node(text, Map.of());
    }

    private static List<String> names(String list) {
        return list.isBlank() ? List.of() : List.of(list.strip().split(" *, *", -1));
    }

    /** With input x of float samples and output y; the batch is open unless given first. */
    GraphDefinition graph(int... extents) {
        return new GraphDefinition(nodes, initializers, new GraphInput("x", Kind.FLOAT, extents), "y");
    }

    GraphDefinition graph(Kind kind, int... extents) {
        return new GraphDefinition(nodes, initializers, new GraphInput("x", kind, extents), "y");
    }
}
