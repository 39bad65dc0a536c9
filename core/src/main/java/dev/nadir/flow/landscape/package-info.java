/**
 * The loss as a function of the chosen parameters: value, gradient, exact Hessian, and where a kinked activation folds it.
 */
package dev.nadir.flow.landscape;
