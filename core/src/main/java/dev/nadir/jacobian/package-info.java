/**
 * The training Jacobian D = ∂x/∂θ of a network on its data, without ever forming it: products, tangent kernel, rank,
 * the loss that descent can and cannot reach, and what stands in its way. Formulas: mathematics §3.
 */
package dev.nadir.jacobian;
