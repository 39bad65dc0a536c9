/**
 * Operators that move, pick and interpolate entries.
 */
package dev.nadir.graph.op.layout;
