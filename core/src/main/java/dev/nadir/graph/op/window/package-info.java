/**
 * Convolutions and pooling.
 */
package dev.nadir.graph.op.window;
