/**
 * Operators along an axis: reductions, softmax, cumulative sums.
 */
package dev.nadir.graph.op.row;
