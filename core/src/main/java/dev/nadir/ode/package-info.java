/**
 * Initial value problems: vector fields, steppers, step control, saving and events. Knows nothing of networks.
 *
 * <p>Choices are separate: the field, the stepper, the tolerance, the times to save, the events. How a run ended is a
 * value with advice ({@link dev.nadir.ode.Ending}), never an exception.
 */
package dev.nadir.ode;
