package dev.nadir.graph;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A graph as the file has it: nodes in an order in which each comes after those it uses, one input, one output.
 *
 * @param nodes in order
 * @param initializers the stored values by name, in the file's order
 * @param input what varies
 * @param output the name of the value that is the result
 */
public record GraphDefinition(List<Node> nodes, Map<String, Tensor> initializers, GraphInput input, String output) {

    /** Copies the collections. */
    public GraphDefinition {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        nodes = List.copyOf(nodes);
        initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    }
}
