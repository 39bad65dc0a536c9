/**
 * Products with matrices.
 */
package dev.nadir.graph.op.product;
