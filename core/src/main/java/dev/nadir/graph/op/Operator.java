package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;

/**
 * What one node computes, its attributes and its version already decided.
 *
 * <p>An operator is immutable and may be evaluated by many threads at once.
 */
@FunctionalInterface
public interface Operator {

    /**
     * Evaluates at the inputs and keeps what derivatives there need.
     *
     * @param inputs one per place of the {@link Support} entry, null where the node leaves an optional one out
     * @throws IllegalArgumentException "name: got ..., expected ..." if the inputs do not fit; the caller adds the node
     */
    Applied at(Tensor... inputs);
}
