/** The training Jacobian D = ∂x/∂θ of a network on its data and its tangent kernel, never forming D: mathematics §3.1. */
package dev.nadir.jacobian;
