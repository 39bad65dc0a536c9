package dev.nadir.graph;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of a graph by number, and the steps that the output needs, in order. */
final class Values {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    Values(GraphDefinition graph) {
        Set<String> needed = needed(graph);
        define(graph.input().name());
        graph.initializers().keySet().forEach(this::define);
        for (Node node : graph.nodes()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                steps.add(step(node, needed));
            }
        }
        if (!numbers.containsKey(graph.output())) {
            throw new IllegalArgumentException("output: got \"" + graph.output()
                    + "\", which no node produces; the file is damaged, export it again");
        }
    }

    private void define(String name) {
        if (numbers.putIfAbsent(name, numbers.size()) != null) {
            throw new IllegalArgumentException(
                    "values: two are called \"" + name + "\"; the file is damaged, export it again");
        }
    }

    private static Set<String> needed(GraphDefinition graph) {
        Map<String, Node> producers = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(name -> producers.putIfAbsent(name, node)));
        Set<String> needed = new HashSet<>(Set.of(graph.output()));
        Deque<String> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            Node node = producers.get(open.pop());
            if (node != null) {
                node.inputs().stream().filter(needed::add).forEach(open::push);
            }
        }
        needed.remove("");
        return needed;
    }

    private Step step(Node node, Set<String> needed) {
        int[] inputs = new int[node.inputs().size()];
        for (int k = 0; k < inputs.length; k++) {
            String name = node.inputs().get(k);
            Integer number = name.isEmpty() ? Integer.valueOf(Step.NONE) : numbers.get(name);
            if (number == null) {
                throw new NodeRefusal(
                        node,
                        "its input \"" + name
                                + "\" is produced by no earlier node; the graph has a cycle or is not sorted");
            }
            inputs[k] = number;
        }
        int[] outputs = new int[node.outputs().size()];
        for (int k = 0; k < outputs.length; k++) {
            String name = node.outputs().get(k);
            if (!name.isEmpty()) {
                define(name);
            }
            outputs[k] = needed.contains(name) ? numbers.get(name) : Step.NONE;
        }
        return Step.of(node, inputs, outputs);
    }

    /** How many values there are. */
    int count() {
        return numbers.size();
    }

    int number(String name) {
        return numbers.get(name);
    }

    List<Step> steps() {
        return steps;
    }

    /** Names by number. */
    List<String> names() {
        return List.copyOf(numbers.keySet());
    }
}
