/** Explicit zero-loss minimizers, one class per construction behind one sealed interface, and the planner that picks. */
package dev.nadir.construct;
