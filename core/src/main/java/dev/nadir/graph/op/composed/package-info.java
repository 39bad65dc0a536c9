/**
 * Operators made of others, and the table of all operators.
 */
package dev.nadir.graph.op.composed;
