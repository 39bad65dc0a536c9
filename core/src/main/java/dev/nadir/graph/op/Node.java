package dev.nadir.graph.op;

import java.util.List;
import java.util.Objects;

/**
 * One node of a graph, as the file has it.
 *
 * @param place how messages call it: {@code node 3 (Conv "conv1")}
 * @param operator its type, such as "Conv"
 * @param opset version of the operator set by which it is read
 * @param inputs names of its inputs, empty where an optional one is left out
 * @param outputs names of its outputs, empty where one is not wanted
 * @param attributes what is fixed about it
 */
public record Node(
        String place, String operator, int opset, List<String> inputs, List<String> outputs, Attributes attributes) {

    /** Copies the lists. */
    public Node {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(attributes, "attributes");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Whether the node names an input at this place. */
    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }
}
