/**
 * Operators that act on entries.
 */
package dev.nadir.graph.op.entry;
