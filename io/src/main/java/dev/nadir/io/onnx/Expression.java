package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;

/**
 * What a value of the graph is: a constant, the input or the result of a matrix product, or an operator applied to
 * such. The entrywise stretch between two products is one small tree, in which activations are recognized.
 *
 * <p>Identity of objects is identity of values: the walk over the graph makes one object per value.
 */
sealed interface Expression {

    /** A constant tensor. */
    record Constant(Tensor tensor) implements Expression {}

    /** The graph's input. */
    record Input() implements Expression {}

    /**
     * W a + b for the signal a.
     *
     * @param signal a
     * @param weight W, out x in
     * @param bias b, or null where there is none
     * @param place the node, for messages
     */
    record Product(Expression signal, dev.nadir.matrix.Matrix weight, double[] bias, String place)
            implements Expression {}

    /**
     * An entrywise operator.
     *
     * @param operator its ONNX name
     * @param arguments at least one of which depends on the input
     * @param attributes by name
     * @param place the node, for messages
     */
    record Call(String operator, List<Expression> arguments, Map<String, AttributeProto> attributes, String place)
            implements Expression {

        float attribute(String name, float otherwise) {
            AttributeProto attribute = attributes.get(name);
            return attribute == null ? otherwise : attribute.getF();
        }
    }
}
