/**
 * An initial value problem from start to end: engines, step control, events, pieces.
 */
package dev.nadir.ode.solve;
