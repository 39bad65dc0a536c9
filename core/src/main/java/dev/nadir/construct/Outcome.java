package dev.nadir.construct;

/** How a construction ended: with a network, or with the reason why there is none. */
public sealed interface Outcome permits Constructed, Refusal {}
