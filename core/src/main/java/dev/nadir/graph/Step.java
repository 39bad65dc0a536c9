package dev.nadir.graph;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.composed.Operators;

/**
 * One node of a program, its values by number.
 *
 * @param node for messages
 * @param support what is known about its operator
 * @param operator what it computes
 * @param inputs numbers of its inputs, −1 where one is left out
 * @param outputs numbers of its outputs, −1 where one is not wanted
 */
record Step(Node node, Support support, Operator operator, int[] inputs, int[] outputs) {
    static final int NONE = -1;

    static Step of(Node node, int[] inputs, int[] outputs) {
        return new Step(node, Operators.support(node), Operators.of(node), inputs, outputs);
    }

    /** How many places its operator has. */
    int places() {
        int most = support.inputs().most();
        return most == Integer.MAX_VALUE ? inputs.length : most;
    }

    /** The number of the value at a place, {@link #NONE} if there is none. */
    int input(int place) {
        return place < inputs.length ? inputs[place] : NONE;
    }
}
