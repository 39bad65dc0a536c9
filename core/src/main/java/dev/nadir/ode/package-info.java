/**
 * What an initial value problem is made of: fields, events, tolerances, steppers, and what a solution is.
 */
package dev.nadir.ode;
