package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a value of the graph is: a constant, the input or the result of a matrix product, or an operator applied to
 * such. The entrywise stretch between two products is one small tree, in which activations are recognized.
 *
 * <p>Identity of objects is identity of values: the walk over the graph makes one object per value.
 */
sealed interface Expression {

    /**
     * A constant tensor, times a fixed number by which the graph multiplies it: the tensor holds parameters, the number is
     * none.
     */
    record Constant(Tensor tensor, double factor) implements Expression {
        Constant(Tensor tensor) {
            this(tensor, 1);
        }

        /** The value of a constant that is one number. */
        double number() {
            return factor * tensor.scalar();
        }

        /** All values, multiplied. */
        Tensor value() {
            return factor == 1
                    ? tensor
                    : new Tensor(
                            tensor.dims(),
                            Matrix.column(tensor.values()).map(v -> factor * v).data(),
                            tensor.precision());
        }
    }

    /** The graph's input. */
    record Input() implements Expression {}

    /**
     * What belongs to the batch: its size, or a shape that begins with it. Only {@code Reshape} takes it.
     *
     * @param width the second entry, -1 where it is to be inferred; empty for the size of the batch alone
     */
    record BatchShape(OptionalLong width) implements Expression {}

    /**
     * α W a + β b for the signal a.
     *
     * @param signal a
     * @param weight W, out x in
     * @param factor α
     * @param bias b, or null where there is none
     * @param biasFactor β
     * @param place the node, for messages
     */
    record Product(Expression signal, Matrix weight, double factor, double[] bias, double biasFactor, String place)
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
