/**
 * One step of Radau IIA of order 5: its coefficients, the equations of its stages, Newton's iteration for them.
 */
package dev.nadir.ode.radau;
