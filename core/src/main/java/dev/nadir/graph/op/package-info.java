/**
 * The operators of a graph: each with its value, and its derivative forwards and backwards, in float64.
 *
 * <p>To add an operator:
 *
 * <ol>
 *   <li>Write or find the {@link dev.nadir.graph.op.Applied} of its form: {@code Mapped} (a function of one number),
 *       {@code Pointwise} (of several, broadcast), {@code Selection} (entries of one input), {@code Reshaped}, or a class of its own
 *       that keeps in its constructor what its {@code jvp} and {@code vjp} need.
 *   <li>Decide attributes and versions once, when the operator is made from its {@link dev.nadir.graph.op.Node}: the factory reads
 *       {@code node.attributes()} and {@code node.opset()} and returns an {@link dev.nadir.graph.op.Operator}. Refuse with an
 *       {@code IllegalArgumentException} "name: got ..., expected ..., and the mend"; the node is named before it by
 *       {@link dev.nadir.graph.op.Operators}.
 *   <li>Add one row to {@code supported()} of its family: {@code Support.of("Name", firstOpset, factory).takes(least, most)}, with
 *       {@code .trains(1, 2)} for the inputs that are parameters if they are constant, {@code .valueOnly()} if it has no derivative, {@code .fixes(3)} for inputs by which it is not differentiated,
 *       {@code .but("...")} for what is not read of it. A new family is one more line in {@code Operators.TABLE}.
 *   <li>Add a case per combination of attributes to the operator's test: {@code OperatorCheck} compares ⟨Df t, u⟩ with ⟨t, Dfᵀ u⟩ and
 *       Df t with central differences.
 * </ol>
 *
 * <p>An operator gets as many inputs as its row allows, null for those that are left out; of a variadic one, those that are given.
 * Tangents and cotangents that are null are zero.
 */
package dev.nadir.graph.op;
