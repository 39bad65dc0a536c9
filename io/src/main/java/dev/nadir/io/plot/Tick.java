package dev.nadir.io.plot;

/** A labelled position, in axis units. */
record Tick(double unit, String label) {}
