/**
 * Any feed-forward graph of operators as a differentiable model: which of its constants are parameters, its outputs sample by
 * sample, and its Jacobian forwards, backwards and by blocks.
 */
package dev.nadir.graph;
