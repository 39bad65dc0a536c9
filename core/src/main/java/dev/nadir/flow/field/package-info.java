/**
 * Vector fields over a landscape: the gradient flow, the straight line and the homotopy in output space, their events and linearizations.
 */
package dev.nadir.flow.field;
