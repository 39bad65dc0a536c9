package dev.nadir.ode;

/**
 * An event that happened.
 *
 * @param name of the event
 * @param time when, to about 1e-12 of the time or the step
 */
public record EventRecord(String name, double time) {}
