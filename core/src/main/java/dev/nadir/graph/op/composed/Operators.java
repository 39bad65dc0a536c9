package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.entry.Arithmetic;
import dev.nadir.graph.op.entry.Comparisons;
import dev.nadir.graph.op.entry.Entrywise;
import dev.nadir.graph.op.entry.Rectifiers;
import dev.nadir.graph.op.layout.Gathering;
import dev.nadir.graph.op.layout.Generators;
import dev.nadir.graph.op.layout.Joining;
import dev.nadir.graph.op.layout.Rearrangements;
import dev.nadir.graph.op.layout.Reshapings;
import dev.nadir.graph.op.layout.Resizing;
import dev.nadir.graph.op.layout.Scattering;
import dev.nadir.graph.op.product.LinearProducts;
import dev.nadir.graph.op.row.AlongAxis;
import dev.nadir.graph.op.row.Reductions;
import dev.nadir.graph.op.row.Softmaxes;
import dev.nadir.graph.op.window.Convolutions;
import dev.nadir.graph.op.window.Pooling;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table of all operators that are read; the documentation's support matrix is written from it. */
public final class Operators {
    /** The oldest version of the operator set that is read. */
    public static final int OLDEST_OPSET = 9;
    /** The newest version of the operator set that is read. */
    public static final int NEWEST_OPSET = 23;

    private static final Map<String, Support> TABLE = table(Stream.of(
            Entrywise.supported(),
            Rectifiers.supported(),
            Arithmetic.supported(),
            Comparisons.supported(),
            Reshapings.supported(),
            Rearrangements.supported(),
            Joining.supported(),
            Gathering.supported(),
            LinearProducts.supported(),
            Reductions.supported(),
            AlongAxis.supported(),
            Generators.supported(),
            Convolutions.supported(),
            Pooling.supported(),
            Normalizations.supported(),
            Softmaxes.supported(),
            Scattering.supported(),
            Resizing.supported(),
            Einsum.supported(),
            Attention.supported(),
            Recurrent.supported()));

    private Operators() {}

    private static Map<String, Support> table(Stream<List<Support>> families) {
        Map<String, Support> table = new TreeMap<>();
        families.flatMap(List::stream).forEach(support -> {
            if (table.put(support.operator(), support) != null) {
                throw new IllegalStateException(support.operator() + " stands twice in the table");
            }
        });
        return Collections.unmodifiableMap(table);
    }

    /** All rows, by name. */
    public static Collection<Support> all() {
        return TABLE.values();
    }

    /**
     * The row of a node's operator.
     *
     * @throws NodeRefusal if it is not read, or not in this version of the operator set
     */
    public static Support support(Node node) {
        Support support = TABLE.get(node.operator());
        if (support == null) {
            throw new NodeRefusal(
                    node, "the operator " + node.operator() + " is not read; docs/operators.md lists those that are");
        }
        if (node.opset() < support.since()) {
            throw new NodeRefusal(
                    node,
                    "is read from opset " + support.since() + " on, the file has " + node.opset()
                            + "; export again with opset_version=" + Math.max(18, support.since()));
        }
        return support;
    }

    /**
     * The operator of a node. What it refuses, then and when it is evaluated, is a {@link NodeRefusal}; inputs that the node leaves
     * out at the end are filled in as null.
     *
     * @throws NodeRefusal if the node is not read
     */
    public static Operator of(Node node) {
        Support support = support(node);
        int given = node.inputs().size();
        Support.Arity arity = support.inputs();
        if (given < arity.least() || given > arity.most()) {
            throw new NodeRefusal(
                    node, "got " + given + " inputs, expected " + arity + "; the file is damaged, export it again");
        }
        int needed = arity.most() == Integer.MAX_VALUE ? given : arity.least();
        for (int i = 0; i < needed; i++) {
            if (!node.hasInput(i)) {
                throw new NodeRefusal(
                        node, "its input " + (i + 1) + " is left out; the file is damaged, export it again");
            }
        }
        int places = arity.most() == Integer.MAX_VALUE ? given : arity.most();
        Operator operator = guarded(node, () -> support.factory().apply(node));
        return inputs -> guarded(node, () -> operator.at(Arrays.copyOf(inputs, places)));
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T guarded(Node node, Step<T> step) {
        try {
            return step.take();
        } catch (NodeRefusal refusal) {
            throw refusal;
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new NodeRefusal(node, refused.getMessage(), refused);
        }
    }
}
